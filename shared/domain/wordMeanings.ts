import type { StudentField } from './studentFields.ts';
import { wordKey } from './wordKey.ts';

/**
 * Fields whose values are words that schools and systems write in several ways: short and old names of colleges,
 * names that a system cut off, words for codes (domain notes §1.6, §9). 性别 is not among them: a word that is
 * neither 男 nor 女 is held back and asked about. Names of persons and numbers have no aliases.
 */
export const WORD_FIELDS = [
  'collegeName',
  'departmentName',
  'majorName',
  'className',
  'level',
  'mode',
  'duration',
  'grade',
  'registrationStatus',
  'cultivation',
  'ethnicity',
  'politicalStatus',
  'originProvince',
] as const satisfies readonly StudentField[];
export type WordField = (typeof WORD_FIELDS)[number];

/** All that the dictionary knows words of: of students, and what lists say of a verification (verdictWords.ts). */
export const TAUGHT_FIELDS = [...WORD_FIELDS, 'verdict'] as const;
export type TaughtField = (typeof TAUGHT_FIELDS)[number];

const FIELDS: ReadonlySet<string> = new Set(WORD_FIELDS);

export function isWordField(field: string): field is WordField {
  return FIELDS.has(field);
}

export function isTaughtField(field: string): field is TaughtField {
  return field === 'verdict' || isWordField(field);
}

/** How the dictionary came to know a word: at an import, by a correction, in a comparison, typed in, from a file. */
export const WORD_ORIGINS = ['import', 'correction', 'comparison', 'typed', 'file'] as const;
export type WordOrigin = (typeof WORD_ORIGINS)[number];

/** One entry of the dictionary. `written` is the word's key form (wordKey). */
export interface WordMeaning {
  field: TaughtField;
  written: string;
  meant: string;
}

/** What words mean at this school. Unchanging: a dictionary that has changed is another object. */
export class WordMeanings {
  readonly #byField = new Map<string, Map<string, string>>();
  /** Looked up once per distinct text: a column has few of them, and a million rows. */
  readonly #found = new Map<string, Map<string, string>>();
  readonly isEmpty: boolean;

  constructor(meanings: Iterable<WordMeaning> = []) {
    for (const { field, written, meant } of meanings) {
      let words = this.#byField.get(field);
      if (!words) {
        words = new Map();
        this.#byField.set(field, words);
        this.#found.set(field, new Map());
      }
      words.set(written, meant);
    }
    this.isEmpty = this.#byField.size === 0;
  }

  /** The fields of students of which the dictionary knows any word. */
  get fields(): WordField[] {
    return [...this.#byField.keys()].filter(isWordField);
  }

  /** What the dictionary says that a word means; null: it does not know it. */
  find(field: string, text: string): string | null {
    const words = this.#byField.get(field);
    if (!words) return null;
    const found = this.#found.get(field)!;
    let meant = found.get(text);
    if (meant === undefined) {
      meant = words.get(wordKey(text)) ?? '';
      if (found.size < REMEMBERED) found.set(text, meant);
    }
    return meant === '' ? null : meant;
  }

  /** What a word means; itself where the dictionary does not know it. */
  of(field: string, text: string): string {
    return this.find(field, text) ?? text;
  }
}

const REMEMBERED = 20_000;

export const NO_MEANINGS = new WordMeanings();

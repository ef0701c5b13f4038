import type { ImportWords } from '../../../shared/contract/imports.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import {
  TAUGHT_FIELDS,
  type TaughtField,
  type WordField,
  WordMeanings,
} from '../../../shared/domain/wordMeanings.ts';
import type { SaveWordsArgs } from '../../changes/mutations/saveWords.ts';
import type { ReadDb } from '../../db/database.ts';
import { countStudents } from '../../db/tables/studentTable.ts';
import { storedWords, wordMeanings } from '../../db/tables/wordTable.ts';
import type { ParsedRow } from '../createRowReader.ts';
import type { Mapping } from '../suggestMapping.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { planWords, type UnderstoodWord, type WordCounts, type WordQuestion } from '../words/planWords.ts';
import { addTo, storeWords } from '../words/storeWords.ts';
import type { WordsRequest } from './importSession.ts';

/** Names of which the store may have another writing; codes are judged by their tables alone. */
const NAMES: readonly WordField[] = ['collegeName', 'departmentName', 'majorName', 'className'];
/** Beyond this many a column holds no words but remarks. */
const MOST_WORDS = 20_000;

/** The words of one file: what they may mean, and what a person says that they mean. Nothing is taken by itself. */
export class SessionWords {
  readonly #db: ReadDb;
  meanings: WordMeanings;
  readonly #counted = new Map<TaughtField, Map<string, WordCounts>>();
  #mapping: Mapping | null = null;
  #questions: WordQuestion[] = [];
  #understood: UnderstoodWord[] = [];
  /** By field and key form. */
  readonly #chosen = new Map<string, { field: TaughtField; written: string; meant: string }>();

  constructor(db: ReadDb) {
    this.#db = db;
    this.meanings = wordMeanings(db);
  }

  /** What the dictionary says today, and what a person said in this session. */
  meaningsNow(): WordMeanings {
    const said = [...this.#chosen.values()].map((word) => ({ ...word, written: wordKey(word.written) }));
    return new WordMeanings([...storedWords(this.#db), ...said]);
  }

  /** A file is read anew; what a person said of its words stays said. */
  begin(mapping: Mapping): void {
    this.meanings = wordMeanings(this.#db);
    this.#mapping = mapping;
    this.#counted.clear();
    for (const field of TAUGHT_FIELDS) {
      if (mapping.columns.some((column) => column.field === field)) this.#counted.set(field, new Map());
    }
    // The name of the sheet may give it.
    if (mapping.kind === 'roster') this.#counted.set('className', new Map());
  }

  see({ kind, values, extra }: ParsedRow): void {
    if (kind !== 'data') return;
    for (const [field, words] of this.#counted) {
      const word = field === 'verdict' ? extra.verdict : values[field];
      if (word === null || word === undefined) continue;
      const known = words.get(word);
      if (known) known.inFile++;
      else if (words.size < MOST_WORDS) words.set(word, { inFile: 1, inStore: 0 });
    }
  }

  end(): void {
    const names = NAMES.filter((field) => (this.#counted.get(field)?.size ?? 0) > 0);
    if (names.length > 0 && countStudents(this.#db) > 0) {
      for (const [field, words] of storeWords(this.#db, names)) {
        const counted = this.#counted.get(field)!;
        for (const [word, { inStore }] of words) addTo(counted, word, 'inStore', inStore);
      }
    }
    ({ questions: this.#questions, understood: this.#understood } = planWords(this.#counted, this.meanings));
  }

  /** Of the file as a whole: names in two forms, which would make two groups of one. Codes are told row by row. */
  findings(): Finding[] {
    return this.#questions
      .filter(({ why }) => why !== 'unknown')
      .map(({ field, written, why, suggestion, candidates, inFile, inStore }) =>
        makeFinding('WORD_VARIANT', {
          case: why,
          column: this.#mapping?.columns.find((column) => column.field === field)?.heading ?? null,
          field,
          value: written,
          suggestion,
          params: { rows: inFile, students: inStore, candidates: candidates.length },
        }),
      );
  }

  /** What a person says; a meaning of null takes back what was said before. */
  choose({ take = [], takeAll = false }: WordsRequest): ImportWords {
    if (takeAll) {
      for (const { field, written, suggestion } of this.#questions) {
        const key = `${field}/${wordKey(written)}`;
        if (suggestion !== null && !this.#chosen.has(key))
          this.#chosen.set(key, { field, written, meant: suggestion });
      }
    }
    for (const { field, written, meant } of take) {
      const key = `${field}/${wordKey(written)}`;
      if (meant === null) this.#chosen.delete(key);
      else this.#chosen.set(key, { field, written, meant });
    }
    return this.view();
  }

  view(): ImportWords {
    return {
      questions: this.#questions.slice(0, MOST_SHOWN).map((question) => ({
        ...question,
        taken: this.#chosen.get(`${question.field}/${wordKey(question.written)}`)?.meant ?? null,
      })),
      more: Math.max(0, this.#questions.length - MOST_SHOWN),
      understood: this.#understood.slice(0, MOST_SHOWN),
      learned: this.learned().length,
    };
  }

  /** What the dictionary learns with the commit. */
  learned(): SaveWordsArgs['words'] {
    return [...this.#chosen.values()].map(({ field, written, meant }) => ({
      field,
      spelling: written,
      meant,
    }));
  }
}

const MOST_SHOWN = 500;

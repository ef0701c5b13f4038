import { isCodeField, readCode } from '../../../shared/domain/codeTables.ts';
import { suggestCode } from '../../../shared/domain/suggestCode.ts';
import { readVerdict, VERDICT_WORDS } from '../../../shared/domain/verdictWords.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import type { TaughtField, WordField, WordMeanings } from '../../../shared/domain/wordMeanings.ts';

/** How often a word is met: in the file, and among the students of the store. */
export interface WordCounts {
  inFile: number;
  inStore: number;
}
export type CountedWords = ReadonlyMap<TaughtField, ReadonlyMap<string, WordCounts>>;

/**
 * Why a word is asked about. `cut`: it has just the length at which systems cut names off, and a longer name begins
 * with it; `writing`: another writing of the same name is met; `unknown`: no table knows it.
 */
export type WordReason = 'cut' | 'writing' | 'unknown';

export interface WordQuestion extends WordCounts {
  field: TaughtField;
  written: string;
  why: WordReason;
  /** What it probably means, where that is one word alone. */
  suggestion: string | null;
  /** What it may mean, the suggestion among them. */
  candidates: string[];
}

/** What the dictionary made of a word of the file. */
export interface UnderstoodWord {
  field: TaughtField;
  written: string;
  meant: string;
  inFile: number;
}

/**
 * Lengths in bytes at which names of a field are cut off (domain notes §1.3: FY, XSH and BH are C24, ZYMC was C30 and
 * is C50), which in UTF-8 are eight Chinese characters and in GBK twelve.
 */
const CUT_BYTES: Partial<Record<WordField, readonly number[]>> = {
  collegeName: [24],
  departmentName: [24],
  className: [24],
  majorName: [30, 50],
};
const CANDIDATES = 5;

/** What a person is to be asked about words, the most frequent first, and what needs no asking any more. */
export function planWords(
  counted: CountedWords,
  meanings: WordMeanings,
): { questions: WordQuestion[]; understood: UnderstoodWord[] } {
  const questions: WordQuestion[] = [];
  const understood: UnderstoodWord[] = [];
  for (const [field, words] of counted) {
    const open = new Map<string, WordCounts>();
    for (const [written, counts] of words) {
      const meant = meanings.find(field, written);
      if (meant === null) open.set(written, counts);
      else if (meant !== written && counts.inFile > 0)
        understood.push({ field, written, meant, inFile: counts.inFile });
    }
    if (field === 'verdict') questions.push(...unknownVerdicts(open));
    else if (isCodeField(field)) questions.push(...unknownCodes(field, open));
    else questions.push(...namesOf(field, open, words, meanings));
  }
  const weight = ({ inFile, inStore }: WordQuestion) => inFile + inStore;
  questions.sort((one, other) => weight(other) - weight(one));
  return { questions, understood: understood.sort((one, other) => other.inFile - one.inFile) };
}

function unknownCodes(
  field: WordField & Parameters<typeof readCode>[0],
  open: ReadonlyMap<string, WordCounts>,
): WordQuestion[] {
  return [...open].flatMap(([written, counts]) => {
    if (readCode(field, written).known) return [];
    const suggestion = suggestCode(field, written);
    const candidates = suggestion === null ? [] : [suggestion];
    return [{ field, written, ...counts, why: 'unknown' as const, suggestion, candidates }];
  });
}

function unknownVerdicts(open: ReadonlyMap<string, WordCounts>): WordQuestion[] {
  return [...open].flatMap(([written, counts]) =>
    readVerdict(written) === null
      ? [
          {
            field: 'verdict' as const,
            written,
            ...counts,
            why: 'unknown' as const,
            suggestion: null,
            candidates: [...VERDICT_WORDS],
          },
        ]
      : [],
  );
}

function namesOf(
  field: WordField,
  open: ReadonlyMap<string, WordCounts>,
  words: ReadonlyMap<string, WordCounts>,
  meanings: WordMeanings,
): WordQuestion[] {
  const questions: WordQuestion[] = [];
  const writings = new Map<string, [string, WordCounts][]>();
  for (const entry of open) {
    const key = wordKey(entry[0]);
    const known = writings.get(key);
    if (known) known.push(entry);
    else writings.set(key, [entry]);
  }
  for (const entries of writings.values()) {
    if (entries.length < 2) continue;
    // The one that most students have stays.
    const [first, ...others] = entries.sort(([, one], [, other]) => moreMet(one, other));
    for (const [written, counts] of others) {
      const suggestion = first![0];
      questions.push({ field, written, ...counts, why: 'writing', suggestion, candidates: [suggestion] });
    }
  }
  const lengths = CUT_BYTES[field] ?? [];
  const asked = new Set(questions.map(({ written }) => written));
  const whole = [...new Set([...words.keys()].map((word) => meanings.of(field, word)))];
  for (const [written, counts] of open) {
    if (asked.has(written) || !isCutLength(written, lengths)) continue;
    const key = wordKey(written);
    const candidates = whole.filter((word) => word.length > written.length && wordKey(word).startsWith(key));
    if (candidates.length === 0) continue;
    const suggestion = candidates.length === 1 ? candidates[0]! : null;
    questions.push({
      field,
      written,
      ...counts,
      why: 'cut',
      suggestion,
      candidates: candidates.slice(0, CANDIDATES),
    });
  }
  return questions;
}

function moreMet(one: WordCounts, other: WordCounts): number {
  return other.inStore + other.inFile - (one.inStore + one.inFile);
}

/** Whether one more Chinese character would not have gone into a column of so many bytes, in UTF-8 or in GBK. */
function isCutLength(word: string, lengths: readonly number[]): boolean {
  let wide = 0;
  for (const character of word) if (character.charCodeAt(0) > 0x7f) wide++;
  const narrow = word.length - wide;
  return lengths.some((length) =>
    [3, 2].some((width) => {
      const bytes = wide * width + narrow;
      return bytes <= length && bytes > length - width;
    }),
  );
}

import type { LetterReader } from '../domain/cases/caseLetter.ts';
import type { CaseGroup, CaseLevel, CaseOrigin, Said } from '../domain/cases/caseType.ts';
import type { cases } from './zh/cases.ts';

/** The words about cases. */
export interface CaseText {
  level(level: CaseLevel): string;
  group(group: CaseGroup): string;
  origin(origin: CaseOrigin): string;
  /** To whom a letter goes. */
  reader(reader: LetterReader): string;
  /** Of a name in a case type. */
  said(said: Said): string;
  readonly closed: string;
}

export function caseText(words: typeof cases, language: keyof Said): CaseText {
  return {
    level: (level) => words.level[level],
    group: (group) => words.group[group],
    origin: (origin) => words.origin[origin],
    reader: (reader) => words.reader[reader],
    said: (said) => said[language],
    closed: words.closed,
  };
}

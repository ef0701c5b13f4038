import type { CaseRowFault } from '../contract/caseWork.ts';
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
  /** Why a row of a list opens no case. */
  rowFault(fault: CaseRowFault): string;
  /** Of a name in a case type. */
  said(said: Said): string;
  readonly closed: string;
  /** The first line of a message to whoever has to act. */
  remind(gaps: { to: string; total: number; overdue: number }): string;
  /** A case in such a message; `late`: it is overdue. */
  remindOf(gaps: {
    number: string;
    type: string;
    name: string;
    state: string;
    due: string;
    late: boolean;
  }): string;
  remindRest(count: number): string;
}

type Say = (key: string, options?: Record<string, string | number>) => string;

export function caseText(words: typeof cases, language: keyof Said, say: Say): CaseText {
  return {
    level: (level) => words.level[level],
    group: (group) => words.group[group],
    origin: (origin) => words.origin[origin],
    reader: (reader) => words.reader[reader],
    rowFault: (fault) => words.rowFault[fault],
    said: (said) => said[language],
    closed: words.closed,
    remind: ({ to, total, overdue }) =>
      say(overdue > 0 ? 'cases.reminder.late' : 'cases.reminder.soon', { to, count: total, overdue }),
    remindOf: ({ late, ...gaps }) => say(late ? 'cases.reminder.lateLine' : 'cases.reminder.line', gaps),
    remindRest: (count) => say('cases.reminder.rest', { count }),
  };
}

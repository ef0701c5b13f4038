import { answersOf, isAnswered, mergeAnswers } from './sheetAnswer.ts';

/** Where a printed sheet is. `replaced` and `void` count no more; `lost` may turn up again. */
export const SHEET_STATES = ['printed', 'out', 'partly', 'returned', 'lost', 'void', 'replaced'] as const;
export type SheetState = (typeof SHEET_STATES)[number];

/** States in which answers are still waited for. */
export const WAITED_FOR: readonly SheetState[] = ['printed', 'out', 'partly'];

/** What the office did with a sheet beside printing it and taking it back. */
export const SHEET_HANDLINGS = ['handed', 'lost', 'void', 'replaced'] as const;
export type SheetHandlingKind = (typeof SHEET_HANDLINGS)[number];

export const SHEET_HOLDER_ROLES = ['monitor', 'counsellor', 'secretary', 'other'] as const;
export type SheetHolderRole = (typeof SHEET_HOLDER_ROLES)[number];

export interface SheetHandling {
  kind: SheetHandlingKind;
  /** Epoch ms. */
  at: number;
  /** Who got it, where it was handed out. */
  holder: string | null;
  role: SheetHolderRole | null;
  note: string;
  /** The sheet that is valid in its place. */
  replacement: string | null;
}

/** One time that a sheet came back. `answers`: see sheetAnswer.ts; null where only how many rows is known. */
export interface SheetReturn {
  at: number;
  rows: number;
  answers: string | null;
}

export interface SheetStanding {
  state: SheetState;
  /** Rows that have their answer. */
  answered: number;
  /** As SheetReturn has it, of all returns together; '' when nothing is known row by row. */
  answers: string;
  /** The last time that it was handed out, and how often it was. */
  handed: (SheetHandling & { times: number }) | null;
  returnedAt: number | null;
  replacement: string | null;
}

/** Where a sheet of so many students stands; handlings and returns oldest first, without those taken back. */
export function sheetStanding(
  students: number,
  handlings: readonly SheetHandling[],
  returns: readonly SheetReturn[],
): SheetStanding {
  let answers = '';
  let rows = 0;
  for (const one of returns) {
    if (one.answers === null) rows = Math.max(rows, one.rows);
    else answers = mergeAnswers(answers, one.answers);
  }
  const answered = Math.max(answersOf(answers).filter(isAnswered).length, Math.min(rows, students));
  const last = handlings.at(-1) ?? null;
  const outs = handlings.filter(({ kind }) => kind === 'handed');
  const handed = outs.at(-1);
  return {
    state: stateOf(students, answered, returns.length > 0, last?.kind ?? null),
    answered,
    answers,
    handed: handed ? { ...handed, times: outs.length } : null,
    returnedAt: returns.at(-1)?.at ?? null,
    replacement: last?.kind === 'replaced' ? last.replacement : null,
  };
}

function stateOf(
  students: number,
  answered: number,
  cameBack: boolean,
  last: SheetHandlingKind | null,
): SheetState {
  if (last === 'void' || last === 'replaced') return last;
  if (cameBack && answered >= students) return 'returned';
  if (last === 'lost') return 'lost';
  if (cameBack) return 'partly';
  return last === 'handed' ? 'out' : 'printed';
}

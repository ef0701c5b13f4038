import type { ScannedSheet } from '../contract/sheets.ts';
import { beijingDay } from '../domain/daysLeft.ts';
import type { SheetAnswer } from '../domain/sheetAnswer.ts';
import type { SheetDecision, SheetQuestionKind } from '../domain/sheetQuestion.ts';
import type { SheetHandlingKind, SheetHolderRole, SheetState } from '../domain/sheetStanding.ts';
import type { sheets } from './zh/sheets.ts';

/** The words about printed sheets that go out and come back. */
export interface SheetText {
  state(state: SheetState): string;
  answer(answer: SheetAnswer): string;
  role(role: SheetHolderRole): string;
  handling(kind: SheetHandlingKind): string;
  question(kind: SheetQuestionKind): string;
  decision(decision: SheetDecision): string;
  /** What a scan was, and what to do. */
  scan(scanned: Pick<ScannedSheet, 'kind' | 'number' | 'campaignName' | 'sheet'>): string;
}

type Say = (key: string, options?: Record<string, string | number>) => string;

export function sheetText(
  words: Pick<typeof sheets, 'state' | 'answer' | 'role' | 'handling' | 'question' | 'decision'>,
  say: Say,
): SheetText {
  return {
    state: (state) => words.state[state],
    answer: (answer) => words.answer[answer],
    role: (role) => words.role[role],
    handling: (kind) => words.handling[kind],
    question: (kind) => words.question[kind],
    decision: (decision) => words.decision[decision],
    scan: ({ kind, number, campaignName, sheet }) =>
      say(`sheets.scan.${kind}`, {
        number: number ?? '',
        campaign: campaignName ?? '',
        className: sheet?.className ?? '',
        students: sheet?.students ?? 0,
        answered: sheet?.answered ?? 0,
        day: sheet?.returnedAt ? beijingDay(sheet.returnedAt) : '',
        replacement: sheet?.replacement ?? '',
        context: sheet?.replacement ? 'replacement' : '',
      }),
  };
}

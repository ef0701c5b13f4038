import type { SheetRow, SheetRowAnswer } from '../../../shared/contract/sheets.ts';
import { SHEET_ANSWERS, type SheetAnswer } from '../../../shared/domain/sheetAnswer.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';

/** What is said of one row before it is saved. `answer` null: nothing. */
export interface DraftRow {
  answer: SheetAnswer | null;
  by: string;
  field: StudentField | null;
  value: string;
  written: string;
}

export interface SheetDraft {
  rows: readonly DraftRow[];
  added: readonly { name: string; studentNo: string }[];
}

export function draftOf(rows: readonly SheetRow[]): SheetDraft {
  const blank = { by: '', field: null, value: '', written: '' };
  return { rows: rows.map(({ preset }) => ({ answer: preset, ...blank })), added: [] };
}

export function withRow(draft: SheetDraft, at: number, change: Partial<DraftRow>): SheetDraft {
  return { ...draft, rows: draft.rows.map((row, index) => (index === at ? { ...row, ...change } : row)) };
}

/** The answer that a digit gives, in the order of the legend; 0: none; undefined: no such key. */
export function answerOfDigit(digit: number): SheetAnswer | null | undefined {
  return digit === 0 ? null : SHEET_ANSWERS[digit - 1];
}

/** The first row that is marked wrong without saying what, now or when the sheet came back before; -1: none. */
export function firstUnsaid({ rows }: SheetDraft, printed: readonly SheetRow[]): number {
  return rows.findIndex(
    ({ answer, value, written }, at) =>
      answer === 'wrong' && printed[at]?.before !== 'wrong' && value.trim() === '' && written.trim() === '',
  );
}

/** What is sent: every row that has an answer and whose student is still there. */
export function answersToSend({ rows }: SheetDraft, printed: readonly SheetRow[]): SheetRowAnswer[] {
  return rows.flatMap(({ answer, ...said }, at) =>
    answer === null || printed[at]?.student == null ? [] : [{ at, answer, ...said }],
  );
}

import type { SheetQuestionKind } from '../../../shared/domain/sheetQuestion.ts';
import type { Change } from '../change.ts';
import { ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface ReturnedSheet {
  number: string;
  rows: number;
  /** What each printed row says (sheetAnswer.ts); left out where who was printed is not known. */
  answers?: string | null;
}

/** Somebody written in by hand, or crossed out. */
export interface AskedOfSheet {
  id: string;
  number: string;
  kind: SheetQuestionKind;
  /** The student, where it is known who that is. */
  student: string | null;
  name: string | null;
  studentNo: string | null;
  /** What else was written. */
  written: string | null;
}

export interface ReturnSheetsArgs {
  batch: string;
  /** Epoch ms. */
  at: number;
  sheets: ReturnedSheet[];
  questions?: AskedOfSheet[];
}

/** `sheets.return`: class sheets came back, in a batch of their own; what their rows say is `verification.record`. */
export const returnSheets: Mutation<ReturnSheetsArgs> = {
  run: (_db, { batch, at, sheets, questions = [] }) => [
    ...sheets.map(
      ({ number, rows, answers = null }): Change => ({
        entity: 'sheetReturn',
        entityId: number + ID_SEPARATOR + batch,
        kind: 'made',
        values: { rows, answers, at },
      }),
    ),
    ...questions.map(
      ({ id, ...values }): Change => ({
        entity: 'sheetQuestion',
        entityId: id,
        kind: 'made',
        values: { ...values, batch },
      }),
    ),
  ],
  logged: ({ batch, sheets, questions = [] }) => ({ batch, sheets, questions: questions.length }),
};

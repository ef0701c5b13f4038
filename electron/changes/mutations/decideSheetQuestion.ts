import { effectOf, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

export type SheetDecisionValues = Record<'decision' | 'decisionNote' | 'decidedAt' | 'decidedBy', PatchValue>;

export interface DecideSheetQuestionArgs {
  id: string;
  before: SheetDecisionValues;
  /** All null: it is open again. */
  after: SheetDecisionValues;
}

/** `sheets.decide`: a person settled what a returned sheet asks about who belongs to a class, or opened it again. */
export const decideSheetQuestion: Mutation<DecideSheetQuestionArgs> = {
  run(_db, { id, before, after }) {
    const effect = effectOf(before, after);
    return effect ? [{ entity: 'sheetQuestion', entityId: id, ...effect }] : [];
  },
  logged: ({ id }) => ({ id }),
};

import type { Change } from '../change.ts';
import { ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface ReturnSheetsArgs {
  batch: string;
  sheets: { number: string; rows: number }[];
}

/** `sheets.return`: class sheets came back, in a batch of their own; what their rows say is `verification.record`. */
export const returnSheets: Mutation<ReturnSheetsArgs> = {
  run: (_db, { batch, sheets }) =>
    sheets.map(
      ({ number, rows }): Change => ({
        entity: 'sheetReturn',
        entityId: number + ID_SEPARATOR + batch,
        kind: 'made',
        values: { rows },
      }),
    ),
  logged: (args) => args,
};

import type { SignedSheet } from '../../db/tables/signedSheetTable.ts';
import type { Change } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SignSheetsArgs {
  sheets: SignedSheet[];
}

/** `sheets.sign`: sheets were printed and signed; what they said is kept as marks, to be compared later. */
export const signSheets: Mutation<SignSheetsArgs> = {
  run: (_db, { sheets }) =>
    sheets.map(
      ({ number, ...values }): Change => ({ entity: 'signedSheet', entityId: number, kind: 'made', values }),
    ),
  logged: ({ sheets }) => ({ sheets: sheets.length }),
};

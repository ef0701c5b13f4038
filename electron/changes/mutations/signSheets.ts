import type { Change } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SignSheetsArgs {
  sheets: {
    number: string;
    /** What it is a sheet of, the same for a later one that takes its place. */
    about: string;
    /** The request it was made by, as JSON. */
    request: string;
    /** Values of the fields by which it was told from the other sheets of the request, as JSON. */
    group: string;
    /** When the data was read, epoch ms. */
    dataTime: number;
    /** Who signed what. */
    key: string;
    digest: string;
    /** Titles of the columns that marks are kept of, and marks of the lines above them, as JSON. */
    columns: string;
    /** Of the rows, separated by spaces; a hyphen: of nobody. */
    students: string;
    marks: string;
  }[];
}

/** `sheets.sign`: sheets were printed and signed; what they said is kept as marks, to be compared later. */
export const signSheets: Mutation<SignSheetsArgs> = {
  run: (_db, { sheets }) =>
    sheets.map(
      ({ number, ...values }): Change => ({ entity: 'signedSheet', entityId: number, kind: 'made', values }),
    ),
  logged: ({ sheets }) => ({ sheets: sheets.length }),
};

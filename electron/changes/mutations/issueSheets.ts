import { sheetStudentsText } from '../../db/tables/sheetTable.ts';
import type { Change } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface IssueSheetsArgs {
  sheets: {
    number: string;
    /** What the QR code adds to the number. */
    code: string;
    campaign: string | null;
    /** When the data was read, epoch ms. */
    dataTime: number;
    collegeName: string | null;
    className: string | null;
    /** Ids of the students on it, in the order printed. */
    students: string[];
  }[];
}

/** `sheets.issue`: class sheets were printed, so that one that comes back is known. A number is never given twice. */
export const issueSheets: Mutation<IssueSheetsArgs> = {
  run: (_db, { sheets }) =>
    sheets.flatMap(({ number, students, ...values }): Change[] => [
      { entity: 'sheet', entityId: number, kind: 'made', values: { ...values, students: students.length } },
      {
        entity: 'sheetRows',
        entityId: number,
        kind: 'made',
        values: { students: sheetStudentsText(students) },
      },
    ]),
  logged: ({ sheets }) => ({ sheets: sheets.length }),
};

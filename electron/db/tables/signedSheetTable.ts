import type { ReadDb } from '../database.ts';

export interface SignedSheet {
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
}

export function signedSheet(db: ReadDb, number: string): SignedSheet | null {
  const found = db
    .read<SignedSheet>(
      `SELECT number, about, request, group_values AS "group", data_time AS dataTime, key, digest, columns,
         students, marks FROM signed_sheet WHERE number = ?`,
    )
    .get(number);
  return found ?? null;
}

/** The newest sheet that was printed after this one in its place; null: there is none. */
export function laterSheet(db: ReadDb, { number, about, dataTime }: SignedSheet): string | null {
  const later = db
    .read<{ number: string }>(
      `SELECT number FROM signed_sheet
       WHERE about = ? AND (data_time > ? OR (data_time = ? AND number > ?))
       ORDER BY data_time DESC, number DESC LIMIT 1`,
    )
    .get(about, dataTime, dataTime, number);
  return later?.number ?? null;
}

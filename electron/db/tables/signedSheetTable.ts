import type { ReadDb } from '../database.ts';

export interface SignedSheet {
  number: string;
  about: string;
  request: string;
  group: string;
  dataTime: number;
  key: string;
  digest: string;
  columns: string;
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

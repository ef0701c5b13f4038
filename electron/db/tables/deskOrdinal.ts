import type { ReadDb } from '../database.ts';

/** Which of the hub’s devices this desk is, from 1 on: part of the numbers that it gives. Null: it has no hub, or was not told yet. */
export function deskOrdinal(db: ReadDb): number | null {
  const told = db.read<{ value: string }>("SELECT value FROM sync_state WHERE key = 'ordinal'").get();
  return told ? Number(told.value) : null;
}

/** The highest count in numbers that begin so and are there (`AJ26-261124-B`: 12 of `AJ26-261124-B0012-K`); 0: none does. */
export function highestCount(db: ReadDb, table: 'case_file' | 'signed_sheet', prefix: string): number {
  const last = db
    .read<{ number: string }>(
      `SELECT number FROM ${table} WHERE number GLOB ? ORDER BY length(number) DESC, number DESC LIMIT 1`,
    )
    .get(`${prefix}[0-9]*`);
  return last ? Number(last.number.slice(prefix.length).split('-')[0]) : 0;
}

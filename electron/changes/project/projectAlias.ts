import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, patchOf } from '../change.ts';
import { projectRow } from './projectRow.ts';

/** A student is known to be another, or no longer. Returns the n of that other one. */
export function projectAlias(db: WriteDb, change: Change): number | null {
  projectRow(db, change);
  const [before, after] = patchOf(change).into ?? [null, null];
  return studentNumberOf(db, String(after ?? before));
}

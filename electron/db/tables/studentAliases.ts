import type { ReadDb } from '../database.ts';
import { studentNumberOf } from './studentTable.ts';

/** That a student, once known under an id of their own, is another. */
export interface StudentAlias {
  id: string;
  /** The number that the student who is no more had here; null: none. */
  n: number | null;
  into: string;
  /** JoinedParts as JSON. */
  moved: string;
  batch: string;
  /** Epoch ms. */
  at: number;
  actor: string;
}

const COLUMNS = 'id, n, into_id AS "into", moved, batch, at, actor';

export function studentAlias(db: ReadDb, id: string): StudentAlias | null {
  return db.read<StudentAlias>(`SELECT ${COLUMNS} FROM student_alias WHERE id = ?`).get(id) ?? null;
}

/** The newest first. */
export function studentAliases(db: ReadDb): StudentAlias[] {
  return db.read<StudentAlias>(`SELECT ${COLUMNS} FROM student_alias ORDER BY at DESC, id`).all();
}

/** Whether an id is, or was, that of a student: then no new student may have it. */
export function isIdKnown(db: ReadDb, id: string): boolean {
  return studentNumberOf(db, id) !== null || studentAlias(db, id) !== null;
}

/** The id under which a student is known today: their own, or of the one whom they were joined to. */
export function presentId(db: ReadDb, id: string): string {
  let present = id;
  const seen = new Set<string>();
  for (;;) {
    const alias = studentAlias(db, present);
    // Two desks may have joined the same two the other way round, until the hub has taken one of the two.
    if (!alias || seen.has(present)) return present;
    seen.add(present);
    present = alias.into;
  }
}

/** The numbers under which the log speaks of a student: their own, and of whoever was joined to them. */
export function numbersOfStudent(db: ReadDb, id: string, n: number): number[] {
  const joined = db.read<{ id: string; n: number | null }>(
    'SELECT id, n FROM student_alias WHERE into_id = ?',
  );
  const ids = new Set([id]);
  const numbers = new Set([n]);
  for (const one of ids)
    for (const other of joined.all(one)) {
      ids.add(other.id);
      if (other.n !== null) numbers.add(other.n);
    }
  return [...numbers];
}

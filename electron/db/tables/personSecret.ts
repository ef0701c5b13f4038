import type { ReadDb, WriteDb } from '../database.ts';

/** By what somebody is known: of this store alone, never in the log (decision 0036). */
export interface PersonSecret {
  hash: string;
  /** To be replaced by the person before anything else. */
  mustChange: boolean;
  setAt: number;
}

export function secretOf(db: ReadDb, person: string): PersonSecret | null {
  const row = db
    .read<{ hash: string; mustChange: number; setAt: number }>(
      'SELECT hash, must_change AS mustChange, set_at AS setAt FROM person_secret WHERE person = ?',
    )
    .get(person);
  return row ? { ...row, mustChange: row.mustChange === 1 } : null;
}

export function saveSecret(db: WriteDb, person: string, { hash, mustChange, setAt }: PersonSecret): void {
  db.write(
    `INSERT INTO person_secret (person, hash, must_change, set_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, must_change = excluded.must_change, set_at = excluded.set_at,
       hub_ver = NULL`,
  ).run(person, hash, mustChange ? 1 : 0, setAt);
}

export function forgetSecret(db: WriteDb, person: string): void {
  db.write('DELETE FROM person_secret WHERE person = ?').run(person);
}

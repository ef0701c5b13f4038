import type { ReturnCause } from '../../../shared/domain/mailReturn.ts';
import type { ReadDb } from '../database.ts';

export interface StoredReturn {
  id: string;
  address: string;
  cause: ReturnCause;
  /** Epoch ms: when it was recorded. */
  at: number;
  reply: string;
}

const COLUMNS = "id, address, cause, at, coalesce(reply, '') AS reply";

/** Why an address reaches nobody, the newest word; null: nothing is known against it. */
export function deadAddress(db: ReadDb, address: string): StoredReturn | null {
  return (
    db
      .read<StoredReturn>(
        `SELECT ${COLUMNS} FROM mail_return WHERE address = ? AND cause = 'address' ORDER BY at DESC, id DESC LIMIT 1`,
      )
      .get(address.toLowerCase()) ?? null
  );
}

/** Every address that reaches nobody, in small letters. */
export function deadAddresses(db: ReadDb): Set<string> {
  const rows = db.read<{ address: string }>("SELECT address FROM mail_return WHERE cause = 'address'").all();
  return new Set(rows.map(({ address }) => address));
}

/** Students (by n) whose own address, or that of whoever looks after their class, reaches nobody. */
export function unreachableStudents(db: ReadDb): Set<number> {
  if (deadAddresses(db).size === 0) return new Set();
  const dead = "(SELECT address FROM mail_return WHERE cause = 'address')";
  const rows = db
    .read<{ n: number }>(
      `SELECT n FROM student WHERE email IS NOT NULL AND lower(trim(email)) IN ${dead}
       UNION SELECT s.n FROM class_contact c JOIN student s
         ON c.key = coalesce(s.college_name, '') || char(31) || s.class_name
       WHERE c.email IS NOT NULL AND lower(trim(c.email)) IN ${dead}`,
    )
    .all();
  return new Set(rows.map(({ n }) => n));
}

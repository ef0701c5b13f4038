import type { ReadDb } from '../database.ts';

/** A row of `person`; `colleges` as JSON, null: the whole school. */
export interface StoredPerson {
  id: string;
  kind: 'person' | 'task';
  signInName: string;
  name: string;
  role: string;
  colleges: string | null;
  state: 'active' | 'disabled';
  createdAt: number;
  createdBy: string;
  changedAt: number;
  changedBy: string;
}

const COLUMNS = `id, kind, sign_in_name AS signInName, name, role, colleges, state, created_at AS createdAt,
  created_by AS createdBy, changed_at AS changedAt, changed_by AS changedBy`;

export function storedPeople(db: ReadDb): StoredPerson[] {
  return db.read<StoredPerson>(`SELECT ${COLUMNS} FROM person ORDER BY kind, sign_in_name`).all();
}

export function storedPerson(db: ReadDb, id: string): StoredPerson | null {
  return db.read<StoredPerson>(`SELECT ${COLUMNS} FROM person WHERE id = ?`).get(id) ?? null;
}

/** By the sign-in name as it is compared (signInForm). */
export function personNamed(db: ReadDb, signInName: string): StoredPerson | null {
  return (
    db.read<StoredPerson>(`SELECT ${COLUMNS} FROM person WHERE sign_in_name = ?`).get(signInName) ?? null
  );
}

/** Whether anybody was ever added: from then on people sign in. */
export function hasPeople(db: ReadDb): boolean {
  return db.read("SELECT 1 FROM person WHERE kind = 'person' LIMIT 1").get() !== undefined;
}

/** Whether nobody would be left who may administer, if a person became as `next` says; null: were taken out. */
export function wouldLeaveNoAdmin(
  db: ReadDb,
  id: string,
  next: { kind: string; role: string; state: string } | null,
): boolean {
  const isAdmin = next?.kind === 'person' && next.role === 'admin' && next.state === 'active';
  if (isAdmin) return false;
  const admins = db
    .read<{ id: string }>(
      "SELECT id FROM person WHERE kind = 'person' AND role = 'admin' AND state = 'active'",
    )
    .all();
  return admins.length > 0 && admins.every((admin) => admin.id === id);
}

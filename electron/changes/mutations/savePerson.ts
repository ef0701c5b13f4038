import type { ReadDb } from '../../db/database.ts';
import { storedPerson, wouldLeaveNoAdmin } from '../../db/tables/personTable.ts';
import { type Effect, effectOf, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `person` without its key and without who wrote it when. No secret is ever among it. */
export interface PersonValues extends Record<string, PatchValue> {
  kind: 'person' | 'task';
  signInName: string;
  name: string;
  role: string;
  /** JSON: colleges of the scope; null: the whole school. */
  colleges: string | null;
  state: 'active' | 'disabled';
}

export interface SavePersonArgs {
  id: string;
  /** null: somebody who was added by mistake is taken out again. */
  values: PersonValues | null;
  /** Epoch ms. */
  at: number;
  actor: string;
}

/**
 * `people.save`: somebody is added, changed, disabled, or taken out. What would leave a store with people but without an
 * administrator who may sign in is not done.
 */
export const savePerson: Mutation<SavePersonArgs> = {
  run(db, { id, values, at, actor }) {
    const stored = storedRow(db, id);
    if (stored === null ? values === null : wouldLeaveNoAdmin(db, id, values)) return [];
    const effect = values === null ? emptied(stored!) : changed(stored, values, at, actor);
    return effect ? [{ entity: 'person', entityId: id, ...effect }] : [];
  },
  logged: ({ id }) => ({ id }),
};

function changed(before: Row | null, values: PersonValues, at: number, actor: string): Effect | null {
  if (before === null) {
    const made = { createdAt: at, createdBy: actor, changedAt: at, changedBy: actor };
    return effectOf(null, { ...values, ...made });
  }
  // Who wrote it last is who changed something.
  if (effectOf(before, values) === null) return null;
  return effectOf(before, { ...values, changedAt: at, changedBy: actor });
}

function emptied(row: Row): Effect | null {
  return effectOf(row, Object.fromEntries(Object.keys(row).map((field) => [field, null])));
}

type Row = Record<string, PatchValue>;
function storedRow(db: ReadDb, id: string): Row | null {
  const stored = storedPerson(db, id);
  if (!stored) return null;
  const { id: _key, ...row } = stored;
  return row;
}

export function personValues(db: ReadDb, id: string): PersonValues | null {
  const stored = storedPerson(db, id);
  if (!stored) return null;
  const { kind, signInName, name, role, colleges, state } = stored;
  return { kind, signInName, name, role, colleges, state };
}

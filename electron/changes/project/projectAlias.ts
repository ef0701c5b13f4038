import type { WriteDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, type Effect, patchOf } from '../change.ts';
import { projectRow } from './projectRow.ts';

/**
 * A student is known to be another, or no longer. The number that they had in this store stands in its own log (`n`,
 * withOwnNumbers) and in no other. Returns the n of that other one.
 */
export function projectAlias(db: WriteDb, change: Change): number | null {
  const { entity, entityId } = change;
  projectRow(db, { entity, entityId, ...withoutNumber(change) });
  const { n, into } = patchOf(change);
  const known = n?.[1] ?? null;
  if (known !== null) db.write('UPDATE student_alias SET n = ? WHERE id = ?').run(known, entityId);
  const [before, after] = into ?? [null, null];
  return studentNumberOf(db, String(after ?? before));
}

function withoutNumber(effect: Effect): Effect {
  if (effect.kind === 'made') {
    const { n: _, ...values } = effect.values;
    return { kind: 'made', values };
  }
  const { n: _, ...patch } = effect.patch;
  return { kind: 'changed', patch };
}

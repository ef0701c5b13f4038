import type { Entity } from '../../changes/change.ts';
import { erasedKey } from '../../changes/erase/erasedKey.ts';
import { erasuresDigest } from '../../sync/protocol/erasures.ts';
import type { SyncedChange, SyncedMutation } from '../../sync/protocol/syncedMutation.ts';
import { studentOfRow } from '../../sync/rules/studentOfRow.ts';
import { readNote } from '../hubNotes.ts';
import type { HubTx } from '../hubPorts.ts';
import { slices } from '../slices.ts';

export const NOBODY_ERASED = erasuresDigest([]);

/** Of which erasures this hub knows, in few letters. */
export async function knownErasures(tx: HubTx): Promise<string> {
  return (await readNote(tx, 'erased')) ?? NOBODY_ERASED;
}

/**
 * Students of a push who were erased, of a device that does not know it yet: what it says of them was done before, and is
 * not taken. Of one that knows it, somebody who comes back is somebody new.
 */
export async function erasedAmong(
  tx: HubTx,
  { mutations, erased }: { mutations: readonly SyncedMutation[]; erased?: string | undefined },
): Promise<Set<string>> {
  if ((await knownErasures(tx)) === erased) return new Set();
  const byKey = new Map<string, string>();
  for (const { changes } of mutations)
    for (const change of changes) {
      const student = studentSaid(change);
      if (student !== null) byKey.set(erasedKey(student), student);
    }
  const found = new Set<string>();
  for (const keys of slices([...byKey.keys()])) {
    const rows = await tx
      .selectFrom('erased_student')
      .select('student_key')
      .where('student_key', 'in', keys)
      .execute();
    for (const row of rows) found.add(byKey.get(row.student_key)!);
  }
  return found;
}

/** Whom a change is about by itself; what is about another row is nobody’s once that row is gone. */
export function studentSaid({ entity, id, set, base }: SyncedChange): string | null {
  const ref = studentOfRow(entity as Entity, id, { ...base, ...set });
  return ref && 'student' in ref && ref.student !== '' ? ref.student : null;
}

/** A mutation as it is kept: of those who were erased nothing is. */
export function withoutErased(mutation: SyncedMutation, erased: ReadonlySet<string>): SyncedMutation {
  if (erased.size === 0) return mutation;
  const changes = mutation.changes.filter((change) => !erased.has(studentSaid(change) ?? ''));
  return changes.length === mutation.changes.length ? mutation : { ...mutation, args: '{}', changes };
}

import type { Entity } from '../../changes/change.ts';
import { readRow } from '../../changes/readRow.ts';
import type { WriteDb } from '../../db/database.ts';
import type { Fields } from '../protocol/syncedMutation.ts';
import { stateOf } from './syncState.ts';
import { inOrder, writeShown } from './writeShown.ts';

/** What may go on standing when its student has gone, by the student’s number, because it was taken back. */
const STANDING = [
  ['event', 'SELECT id FROM event WHERE student_n = ? ORDER BY n'],
  ['chaseContact', 'SELECT id FROM chase_contact WHERE student_n = ? ORDER BY n'],
] as const satisfies [Entity, string][];

/**
 * A student left, a verdict on them that was taken back stayed for the sake of unsent work, and they came back, under
 * another number: what is said of the old number is about to be purged, and this row is held. It is written anew, under
 * the number that its student has now. To be called in the transaction that purges.
 */
export function remakeStranded(db: WriteDb, at: number): void {
  for (const n of goneNumbers(db)) {
    const rows = STANDING.flatMap(([entity, sql]) =>
      db
        .read<{ id: string }>(sql)
        .all(n)
        .flatMap(({ id }) => [{ entity, id }, ...visitOf(entity, id)]),
    ).flatMap(({ entity, id }) => {
      const fields: Fields | null = readRow(db, entity, id);
      return fields === null ? [] : [{ entity, id, fields }];
    });
    const entry = {
      name: 'sync.reset',
      args: '{}',
      device: stateOf(db, 'device')!,
      actor: '',
      at,
      batch: null,
    };
    writeShown(db, entry, inOrder(rows.map(({ fields, ...row }) => ({ ...row, from: fields, to: null }))));
    writeShown(db, entry, inOrder(rows.map(({ fields, ...row }) => ({ ...row, from: null, to: fields }))));
  }
}

/** A visit at the counter goes by the name of the verdict that was given there. */
function visitOf(entity: Entity, id: string): { entity: Entity; id: string }[] {
  return entity === 'event' ? [{ entity: 'counterVisit', id }] : [];
}

/** Numbers of those who are gone, and of whom nothing waits to be sent. */
function goneNumbers(db: WriteDb): number[] {
  return db
    .read<{ n: number }>(
      `SELECT DISTINCT student_n AS n FROM purge_row AS due
       WHERE student_n IS NOT NULL AND NOT EXISTS (SELECT 1 FROM student WHERE n = due.student_n)
         AND NOT EXISTS (
           SELECT 1 FROM outbox JOIN change ON seq >= first_seq AND seq < first_seq + entries
           WHERE state = 'pending' AND change.student_n = due.student_n)
       ORDER BY 1`,
    )
    .all()
    .map(({ n }) => n);
}

import type { Kysely } from 'kysely';
import type { Entity } from '../changes/change.ts';
import type { Fields } from '../sync/protocol/syncedMutation.ts';
import { studentOfRow } from '../sync/rules/studentOfRow.ts';
import type { HubTables } from './hubTables.ts';

/**
 * Questions of sheets and decisions that a hub has from when they were the office’s: it is noted of whom they are, so that
 * they go with their student from now on, and when their student is erased. Where they are they stay till then.
 */
export async function nameStudents(db: Kysely<HubTables>): Promise<void> {
  const rows = await db
    .selectFrom('row')
    .select(['entity', 'row_id', 'fields'])
    .where('entity', 'in', ['sheetQuestion', 'decision'])
    .where('fields', '<>', 'null')
    .where('student', 'is', null)
    .execute();
  for (const { entity, row_id: id, fields } of rows) {
    const ref = studentOfRow(entity as Entity, id, JSON.parse(fields) as Fields);
    if (ref === null || !('student' in ref)) continue;
    await db
      .updateTable('row')
      .set({ student: ref.student })
      .where('entity', '=', entity)
      .where('row_id', '=', id)
      .execute();
  }
}

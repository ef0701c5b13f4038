import type { ReadDb, WriteDb } from '../db/database.ts';
import { type Effect, type Entity, parseEffect } from './change.ts';
import { project } from './project/project.ts';

/** The tables that the log alone determines. */
export const PROJECTED_TABLES = [
  'setting',
  'student',
  'source_record',
  'other_key',
  'photo',
  'campaign',
  'event',
  'verification',
  'batch',
  'mapping',
  'saved_view',
] as const;

/** Plays the log of one store into the empty tables of another. */
export function rebuildProjection(from: ReadDb, into: WriteDb): void {
  into.transaction(() => {
    const log = from.read<{
      entity: Entity;
      entity_id: string;
      kind: Effect['kind'];
      patch: string;
    }>('SELECT entity, entity_id, kind, patch FROM change ORDER BY seq');
    for (const row of log.iterate()) {
      project(into, { entity: row.entity, entityId: row.entity_id, ...parseEffect(row.kind, row.patch) });
    }
  });
}

/** The first row of each table in which two stores differ; empty when they hold exactly the same. */
export function compareProjections(one: ReadDb, other: ReadDb): { table: string; row: number }[] {
  const differences: { table: string; row: number }[] = [];
  for (const table of PROJECTED_TABLES) {
    const order = one
      .read<{ name: string; pk: number }>(
        `SELECT name, pk FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`,
      )
      .all()
      .map((column) => column.name)
      .join(', ');
    const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
    const theirs = other.read(sql).rawIterate();
    let row = 0;
    for (const mine of one.read(sql).rawIterate()) {
      row++;
      const next = theirs.next();
      if (next.done || JSON.stringify(mine) !== JSON.stringify(next.value)) {
        differences.push({ table, row });
        break;
      }
    }
    if (!differences.some((difference) => difference.table === table) && !theirs.next().done) {
      differences.push({ table, row: row + 1 });
    }
  }
  return differences;
}

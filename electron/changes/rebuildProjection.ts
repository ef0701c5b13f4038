import type { ReadDb, SqlValue, WriteDb } from '../db/database.ts';
import { type Effect, type Entity, parseEffect } from './change.ts';
import { project } from './project/project.ts';
import { Words } from './project/Words.ts';

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
  'batch_students',
  'sheet',
  'sheet_rows',
  'sheet_return',
  'signed_sheet',
  'sheet_handling',
  'sheet_question',
  'class_contact',
  'campaign_deadline',
  'campaign_milestone',
  'campaign_final',
  'mapping',
  'saved_view',
  'decision',
  'student_alias',
  'value_alias',
  'photo_review',
  'chase_contact',
  'mail_return',
  'counter_visit',
  'case_rules',
  'case_file',
  'case_entry',
  'person',
  'conflict',
] as const;

/** Rows between two looks at whether the work is to stop. */
const HEED_EVERY = 512;

/** Plays the log of one store into the empty tables of another. `heed` is called now and then, and may throw. */
export function rebuildProjection(from: ReadDb, into: WriteDb, heed: () => void = () => undefined): void {
  into.transaction(() => {
    const log = from.read<{
      entity: Entity;
      entity_id: string;
      student_n: number | null;
      kind: Effect['kind'];
      patch: string;
    }>('SELECT entity, entity_id, student_n, kind, patch FROM change ORDER BY seq');
    const words = new Words(into);
    let done = 0;
    for (const row of log.iterate()) {
      if (++done % HEED_EVERY === 0) heed();
      project(into, words, {
        entity: row.entity,
        entityId: row.entity_id,
        n: row.student_n,
        ...parseEffect(row.kind, row.patch),
      });
    }
    words.settle();
  });
}

/** The first row of each table in which two stores differ; empty when they hold exactly the same. `heed`: as above. */
export function compareProjections(
  one: ReadDb,
  other: ReadDb,
  heed: () => void = () => undefined,
): { table: string; row: number }[] {
  return PROJECTED_TABLES.flatMap((table) => {
    const order = one
      .read<{ name: string; pk: number }>(
        `SELECT name, pk FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`,
      )
      .all()
      .map((column) => column.name)
      .join(', ');
    const sql = `SELECT * FROM ${table} ORDER BY ${order}`;
    const row = firstDifference(one.read(sql).rawIterate(), other.read(sql).rawIterate(), heed);
    return row === null ? [] : [{ table, row }];
  });
}

/** The number of the first row, from 1, in which two tables differ; null: in none. */
function firstDifference(
  mine: Iterator<SqlValue[]>,
  theirs: Iterator<SqlValue[]>,
  heed: () => void,
): number | null {
  try {
    for (let row = 1; ; row++) {
      if (row % HEED_EVERY === 0) heed();
      const one = mine.next();
      const other = theirs.next();
      if (one.done && other.done) return null;
      if (one.done || other.done || JSON.stringify(one.value) !== JSON.stringify(other.value)) return row;
    }
  } finally {
    // A question that is left unfinished keeps its connection from doing anything else, closing included.
    mine.return?.();
    theirs.return?.();
  }
}

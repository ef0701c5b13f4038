import type { WriteDb } from '../../db/database.ts';
import { type Effect, type Entity, parseEffect, patchOf } from '../change.ts';

/** Entities whose rows are numbered as they come, by the field without which there is no row. */
export const NUMBERED = {
  event: { table: 'event', field: 'student' },
  chaseContact: { table: 'chase_contact', field: 'student' },
  caseEntry: { table: 'case_entry', field: 'case' },
  batch: { table: 'batch', field: 'kind' },
  view: { table: 'saved_view', field: 'name' },
} as const satisfies Partial<Record<Entity, { table: string; field: string }>>;

/**
 * Gives the rows of an entity the numbers that a replay of the log gives them, after entries were blanked: each one more
 * than the greatest that was there when the row came. Numbers only become smaller.
 */
export function numberAnew(db: WriteDb, entity: keyof typeof NUMBERED): void {
  const { table } = NUMBERED[entity];
  const move = db.write(`UPDATE ${table} SET n = ? WHERE n = ?`);
  const points = db.write(
    'UPDATE verification SET event_n = ? WHERE event_n = ? AND (campaign_id, student_n) = (SELECT campaign_id, student_n FROM event WHERE n = ?)',
  );
  const stored = db.read<{ n: number }>(`SELECT n FROM ${table} WHERE id = ?`);
  for (const { id, n } of replayed(db, entity)) {
    const before = stored.get(id)?.n;
    if (before === undefined || before === n) continue;
    move.run(n, before);
    if (entity === 'event') points.run(n, before, n);
  }
}

/** The rows that a replay would leave, with their numbers, in order. */
function replayed(db: WriteDb, entity: keyof typeof NUMBERED): { id: string; n: number }[] {
  const { field } = NUMBERED[entity];
  const log = db.read<{ id: string; kind: Effect['kind']; patch: string }>(
    `SELECT entity_id AS id, kind, patch FROM change WHERE entity = '${entity}' ORDER BY seq`,
  );
  const rows: { id: string; n: number; isThere: boolean }[] = [];
  const byId = new Map<string, { id: string; n: number; isThere: boolean }>();
  for (const { id, kind, patch } of log.iterate()) {
    const said = patchOf(parseEffect(kind, patch))[field];
    const row = byId.get(id);
    if (said?.[1] === null && row) {
      row.isThere = false;
      byId.delete(id);
      while (rows.at(-1)?.isThere === false) rows.pop();
    } else if (said && said[1] !== null && !row) {
      const made = { id, n: (rows.at(-1)?.n ?? 0) + 1, isThere: true };
      rows.push(made);
      byId.set(id, made);
    }
  }
  return rows.filter(({ isThere }) => isThere);
}

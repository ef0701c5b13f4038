import type { WriteDb } from '../../db/database.ts';
import type { Entity } from '../change.ts';
import { ERASED_ID, withoutIds } from './blankLog.ts';
import type { Concerned } from './concerned.ts';

/** Rows that name students among others: they stay for what they say of those. */
const LISTS: ReadonlySet<string> = new Set(['sheetRows', 'signedSheet']);

interface Kept {
  entity: Entity;
  id: string;
  mid: number;
  before: string | null;
  whole: string | null;
}

/**
 * Takes students out of what waits for the hub and of what is kept for it: mutations keep their numbers, and say nothing
 * of them. What is sent again is shorter then, and known to the hub by the hash of what was sent before (`nextPush`). To be called before the log is blanked, in the same transaction.
 */
export function forgetOutgoing(db: WriteDb, concerned: Concerned): void {
  const { ids, events, cases, questions, mails, steps, said, conflicts } = concerned;
  const keys = new Set([
    ...ids,
    ...events,
    ...cases,
    ...questions,
    ...mails,
    ...steps,
    ...said,
    ...conflicts,
  ]);
  const drop = db.write('DELETE FROM pending_row WHERE entity = ? AND entity_id = ? AND mid = ?');
  const rewrite = db.write(
    'UPDATE pending_row SET before = ?, whole = ? WHERE entity = ? AND entity_id = ? AND mid = ?',
  );
  for (const { entity, id, mid } of rowsByNumber(db, concerned.numbers)) drop.run(entity, id, mid);
  const pending = db.read<Kept>(
    'SELECT entity, entity_id AS id, mid, before, whole FROM pending_row ORDER BY mid, entity, entity_id',
  );
  for (const { entity, id, mid, before, whole } of pending.all()) {
    if (!names(id, keys) && !names(before, keys) && !names(whole, keys)) continue;
    if (LISTS.has(entity)) rewrite.run(without(before, ids), without(whole, ids), entity, id, mid);
    else drop.run(entity, id, mid);
  }
  forgetBases(db, keys, ids);
  forgetBeside(db, keys);
}

function rowsByNumber(
  db: WriteDb,
  numbers: ReadonlySet<number>,
): { entity: string; id: string; mid: number }[] {
  if (db.read('SELECT 1 FROM pending_row LIMIT 1').get() === undefined) return [];
  const rows = db.read<{ entity: string; id: string; mid: number }>(
    `SELECT DISTINCT p.entity, p.entity_id AS id, p.mid FROM change c
     JOIN pending_row p ON p.entity = c.entity AND p.entity_id = c.entity_id WHERE c.student_n = ?`,
  );
  return [...numbers].flatMap((n) => rows.all(n));
}

/** Of one whose rows have left already: unsent work about them is not sent any more. */
export function dropWork(db: WriteDb, n: number): void {
  const rows = db
    .read<{ entity: string; id: string; mid: number }>(
      `SELECT DISTINCT p.entity, p.entity_id AS id, p.mid FROM outbox o
       JOIN change c ON c.seq >= o.first_seq AND c.seq < o.first_seq + o.entries
       JOIN pending_row p ON p.mid = o.mid AND p.entity = c.entity AND p.entity_id = c.entity_id
       WHERE c.student_n = ?`,
    )
    .all(n);
  for (const { entity, id, mid } of rows) {
    db.write('DELETE FROM pending_row WHERE entity = ? AND entity_id = ? AND mid = ?').run(entity, id, mid);
    db.write('DELETE FROM base_row WHERE entity = ? AND entity_id = ?').run(entity, id);
    db.write('DELETE FROM handed_over WHERE mid = ?').run(mid);
    // What was asked for names them too.
    db.write("UPDATE mutation SET args = '{}' WHERE mid = (SELECT mutation FROM outbox WHERE mid = ?)").run(
      mid,
    );
  }
}

function forgetBases(db: WriteDb, keys: ReadonlySet<string>, ids: ReadonlySet<string>): void {
  const bases = db.read<{ entity: string; id: string; fields: string | null }>(
    'SELECT entity, entity_id AS id, fields FROM base_row',
  );
  for (const { entity, id, fields } of bases.all()) {
    if (!names(id, keys) && !names(fields, keys)) continue;
    if (LISTS.has(entity))
      db.write('UPDATE base_row SET fields = ? WHERE entity = ? AND entity_id = ?').run(
        ...[without(fields, ids), entity, id],
      );
    else db.write('DELETE FROM base_row WHERE entity = ? AND entity_id = ?').run(entity, id);
  }
}

/** Versions, answers, what was handed over, incidents: nothing that names them stays. */
function forgetBeside(db: WriteDb, keys: ReadonlySet<string>): void {
  for (const table of ['sync_row', 'purge_row', 'sync_incident']) {
    const drop = db.write(`DELETE FROM ${table} WHERE entity = ? AND entity_id = ?`);
    const rows = db.read<{ entity: string; id: string }>(`SELECT entity, entity_id AS id FROM ${table}`);
    for (const { entity, id } of rows.all()) if (names(id, keys)) drop.run(entity, id);
  }
  const answers = db.read<{ mid: number; outcome: string }>(
    'SELECT mid, outcome FROM outbox WHERE outcome IS NOT NULL',
  );
  for (const { mid, outcome } of answers.all())
    if (names(outcome, keys))
      db.write('UPDATE outbox SET outcome = ? WHERE mid = ?').run(
        outcome.replaceAll(TOKEN, (token) => (keys.has(token) ? ERASED_ID : token)),
        mid,
      );
  for (const { mid, typed } of db
    .read<{ mid: number; typed: string }>('SELECT mid, typed FROM handed_over')
    .all())
    if (names(typed, keys)) db.write('DELETE FROM handed_over WHERE mid = ?').run(mid);
}

/** Ids stand apart by spaces, quotes and slashes. */
const TOKEN = /[^\s"/]+/g;

function names(text: string | null, keys: ReadonlySet<string>): boolean {
  if (text === null) return false;
  for (const [token] of text.matchAll(TOKEN)) if (keys.has(token)) return true;
  return false;
}

function without(text: string | null, ids: ReadonlySet<string>): string | null {
  return text === null ? null : withoutIds(text, ids);
}

import type { RefusedWork, SentWork } from '../../../shared/contract/sync.ts';
import { deskLetters } from '../../../shared/domain/sheetNumber.ts';
import { workTrace } from '../../../shared/domain/workTrace.ts';
import { type Effect, type Entity, leftBy, type PatchValue, parseEffect } from '../../changes/change.ts';
import type { ReadDb } from '../../db/database.ts';
import { deskOrdinal } from '../../db/tables/deskOrdinal.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { handedOver } from '../../sync/client/handedOver.ts';
import type { Outcome } from '../../sync/protocol/syncedMutation.ts';
import { refusedWhy } from './refusedWhy.ts';
import { shownFields } from './shownFields.ts';
import { seesStudent, studentOf } from './studentOf.ts';

interface Sent {
  mid: number;
  name: string | null;
  actor: string | null;
  at: number | null;
  rows: number;
  outcome: string | null;
  seen: number | null;
  first_seq: number | null;
  entries: number | null;
}

/** What was typed is shown of so many rows at most. */
const TYPED_ROWS = 20;

/** Whose work it is is looked at row by row, of so many rows; of a larger one the first tell. */
const LOOKED_AT = 50;

/** What was done here and waits, oldest first, as far as the asker may know of whom it is. */
export function listWaiting(
  db: ReadDb,
  page: { offset: number; limit: number },
): { items: SentWork[]; total: number } {
  const seen = sentOf(db, "o.state = 'pending' ORDER BY o.mid").filter((one) => isSeen(db, one));
  return { items: cut(seen, page).map((one) => sentWork(db, one)), total: seen.length };
}

/** What the hub refused, newest first. */
export function listRefused(
  db: ReadDb,
  page: { offset: number; limit: number },
): { items: RefusedWork[]; total: number } {
  const seen = refusedOf(db);
  return { items: cut(seen, page).map((one) => refusedWork(db, one)), total: seen.length };
}

/** Refused, of the asker’s, and not looked at yet. */
export function countRefused(db: ReadDb): number {
  return refusedOf(db).filter(({ seen }) => seen === null).length;
}

/** Numbers of what was refused, of those that the asker may know of. */
export function seenRefused(db: ReadDb, mids: readonly number[]): number[] {
  const asked = new Set(mids);
  return refusedOf(db)
    .map(({ mid }) => mid)
    .filter((mid) => asked.has(mid));
}

function refusedOf(db: ReadDb): Sent[] {
  return sentOf(db, "o.state = 'rejected' ORDER BY o.mid DESC").filter((one) => isSeen(db, one));
}

function sentOf(db: ReadDb, which: string): Sent[] {
  return db
    .read<Sent>(
      `SELECT o.mid, m.name, m.actor, m.at, o.outcome, o.seen_at AS seen, o.first_seq, o.entries,
         coalesce(o.entries, (SELECT count(*) FROM pending_row p WHERE p.mid = o.mid)) AS rows
       FROM outbox o LEFT JOIN mutation m ON m.mid = o.mutation WHERE ${which}`,
    )
    .all();
}

function cut<T>(all: readonly T[], { offset, limit }: { offset: number; limit: number }): T[] {
  return all.slice(offset, offset + limit);
}

function isSeen(db: ReadDb, sent: Sent): boolean {
  if (seesStudent(db, null)) return true;
  const students = studentsOf(db, sent);
  return students.length > 0 && students.every((student) => seesStudent(db, student));
}

interface LoggedRow {
  entity: Entity;
  id: string;
  kind: Effect['kind'];
  patch: string;
}

function logged(db: ReadDb, { first_seq, entries }: Sent, most: number): LoggedRow[] {
  if (first_seq === null || entries === null) return [];
  return db
    .read<LoggedRow>(
      'SELECT entity, entity_id AS id, kind, patch FROM change WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?',
    )
    .all(first_seq, first_seq + entries, most);
}

function studentsOf(db: ReadDb, sent: Sent): (string | null)[] {
  const students = logged(db, sent, LOOKED_AT).map(({ entity, id, kind, patch }) =>
    studentOf(db, entity, id, leftBy(parseEffect(kind, patch))),
  );
  return [...new Set(students)];
}

function sentWork(db: ReadDb, sent: Sent): SentWork {
  const { mid, name, actor, at, rows } = sent;
  const [student, ...more] = studentsOf(db, sent).filter((one) => one !== null);
  const known = student !== undefined && more.length === 0 ? studentById(db, student) : null;
  return {
    ...{ mid, trace: workTrace(deskLetters(deskOrdinal(db)), mid) },
    ...{ name: name ?? 'sync.join', actor: actor ?? '', at, rows },
    student: known && { id: known.id, name: known.values.name },
  };
}

function refusedWork(db: ReadDb, sent: Sent): RefusedWork {
  const { why } = JSON.parse(sent.outcome!) as Outcome;
  const fields = typedOf(db, sent).flatMap(({ entity, set }) => shownFields(entity, set));
  return { ...sentWork(db, sent), why: refusedWhy(why), fields, seen: sent.seen !== null };
}

/** What was typed: as the log has it, or, of rows that are of others now, as it was kept to be shown once. */
function typedOf(db: ReadDb, sent: Sent): { entity: string; set: Readonly<Record<string, PatchValue>> }[] {
  const handed = handedOver(db).find(({ mid }) => mid === sent.mid);
  if (handed) return handed.typed.map(({ entity, set }) => ({ entity, set }));
  return logged(db, sent, TYPED_ROWS).map(({ entity, kind, patch }) => ({
    entity,
    set: leftBy(parseEffect(kind, patch)),
  }));
}

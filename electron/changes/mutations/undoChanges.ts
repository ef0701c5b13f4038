import { type FieldValue, namesStudents, type Source } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { sourceRecord, sourceRecords, studentsByN } from '../../db/tables/studentTable.ts';
import {
  type Change,
  type Effect,
  ID_SEPARATOR,
  inversePatch,
  type PatchValue,
  parseEffect,
  patchOf,
  splitId,
} from '../change.ts';
import { whatElseSpeaks } from '../project/projectRecord.ts';
import { decisionValues } from './decide.ts';
import type { Mutation } from './mutation.ts';
import { partStudents } from './partStudents.ts';
import { reviewValues } from './reviewPhotos.ts';
import { saidSince } from './saidSince.ts';
import { wordValues } from './saveWords.ts';
import { classContact } from './setContacts.ts';
import { deadlineValues } from './setDeadlines.ts';
import { photoValues } from './setPhotos.ts';

export interface UndoChangesArgs {
  /** The batch that is taken back, and the id under which it is. */
  batch: string;
  undo: string;
  /** The slice of the log, newest first, that this step takes back: fromSeq ≤ seq ≤ toSeq. */
  fromSeq: number;
  toSeq: number;
}

export type LoggedChange = Change & { seq: number; studentN: number; mutation: string };

/** `batch.undo`: restores previous values; a row that was edited since is kept as it is. */
export const undoChanges: Mutation<UndoChangesArgs> = {
  run(db, args) {
    return changesOfBatch(db, args).flatMap((logged) => {
      if (logged.mutation === 'student.join') return partedAgain(db, logged);
      if (changedSince(db, logged).length > 0) return [];
      const inverse = invert(logged, args.undo);
      return inverse ? [inverse] : [];
    });
  },
  logged: (args) => args,
};

export function changesOfBatch(db: ReadDb, { batch, fromSeq, toSeq }: UndoChangesArgs): LoggedChange[] {
  return db
    .read<{
      seq: number;
      entity: Change['entity'];
      entityId: string;
      studentN: number;
      kind: Effect['kind'];
      patch: string;
      mutation: string;
    }>(
      `SELECT m.name AS mutation, c.seq, c.entity, c.entity_id AS entityId, c.student_n AS studentN, c.kind, c.patch
       FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.seq BETWEEN ? AND ? AND m.batch = ? AND c.entity IN ('record', 'photo', 'event', 'decision', 'alias', 'word', 'review', 'classContact', 'deadline')
       ORDER BY c.seq DESC`,
    )
    .all(fromSeq, toSeq, batch)
    .map(({ kind, patch, ...row }) => ({ ...row, ...parseEffect(kind, patch) }));
}

/** The fields of a logged change that no longer are what it made them, or that a later batch said again; empty: it can be taken back. */
export function changedSince(db: ReadDb, change: LoggedChange): readonly string[] {
  if (change.mutation === 'student.join') {
    return change.entity === 'alias' && partStudents(db, change.entityId) === null ? ['student'] : [];
  }
  if (change.entity === 'decision' || change.entity === 'word') return wholeChanged(db, change);
  if (change.entity === 'classContact') return contactChanged(db, change);
  if (change.entity === 'deadline') return deadlineChanged(db, change);
  if (change.entity === 'review') return reviewChanged(db, change);
  const n = change.studentN;
  if (change.entity === 'event') {
    const event = db
      .read<{ voided_by: string | null }>('SELECT voided_by FROM event WHERE id = ?')
      .get(change.entityId);
    return event && event.voided_by === null ? [] : ['verdict'];
  }
  const part = change.entityId.split(ID_SEPARATOR)[1]!;
  const now: Record<string, PatchValue | undefined> =
    (change.entity === 'photo' ? photoValues(db, n, part) : sourceRecord(db, n, part as Source)) ?? {};
  const patch = patchOf(change);
  const changed = Object.entries(patch)
    .filter(([field, [, to]]) => (now[field] ?? null) !== (to as FieldValue))
    .map(([field]) => field);
  if (changed.length > 0) return changed;
  const said = saidSince(db, change);
  if (said.length > 0) return said;
  return change.entity === 'record' ? hangingOn(db, change, part as Source, Object.keys(now)) : [];
}

/** The fields of a class's contact that another list changed since. */
function contactChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const now: Record<string, PatchValue> = classContact(db, change.entityId) ?? {};
  return Object.entries(patchOf(change))
    .filter(([field, [, to]]) => (now[field] ?? null) !== to)
    .map(([field]) => field);
}

/** A day that was set anew since, or in a campaign that was closed with it. */
function deadlineChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [campaign, scope] = splitId(change.entityId);
  const now = deadlineValues(db, campaign, scope)?.deadline ?? null;
  const to = patchOf(change).deadline?.[1] ?? null;
  const { closedAt } = db
    .read<{ closedAt: number | null }>('SELECT closed_at AS closedAt FROM campaign WHERE id = ?')
    .get(campaign)!;
  return now === to && closedAt === null ? [] : ['deadline'];
}

/** Two who were joined are parted as a whole, however much was said of them since; the alias knows what was whose. */
function partedAgain(db: ReadDb, { entity, entityId }: LoggedChange): Change[] {
  return entity === 'alias' ? (partStudents(db, entityId) ?? []) : [];
}

/**
 * A review is one thing too. A person who goes through photos may say something of one and then, in the same batch,
 * something else: what came later in the batch goes before this does.
 */
function reviewChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [, role = '', hash = ''] = change.entityId.split(ID_SEPARATOR);
  if (studentsByN(db, [change.studentN]).length === 0) return ['review'];
  const now: Record<string, PatchValue> = reviewValues(db, change.studentN, role, hash) ?? {};
  const isNow = (made: Effect) =>
    Object.entries(patchOf(made)).every(([name, [, to]]) => (now[name] ?? null) === to);
  if (isNow(change)) return [];
  const laterInBatch = db
    .read<{ kind: Effect['kind']; patch: string }>(
      `SELECT c.kind, c.patch FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.student_n = ? AND c.seq > ? AND c.entity = 'review' AND c.entity_id = ?
         AND m.batch = (SELECT own.batch FROM mutation own JOIN change made ON made.mutation = own.mid WHERE made.seq = ?)`,
    )
    .all(change.studentN, change.seq, change.entityId, change.seq);
  return laterInBatch.some(({ kind, patch }) => isNow(parseEffect(kind, patch))) ? [] : ['review'];
}

/** A decision, or what a word means, is one thing: decided anew since, it is kept whole. */
function wholeChanged(db: ReadDb, change: LoggedChange): readonly string[] {
  const [one, other] = splitId(change.entityId);
  const isWord = change.entity === 'word';
  const now = (isWord ? wordValues(db, one, other) : decisionValues(db, one, other)) ?? {};
  const isAsMade = Object.entries(patchOf(change)).every(
    ([name, [, to]]) => ((now as Record<string, PatchValue>)[name] ?? null) === to,
  );
  return isAsMade ? [] : [isWord ? one : other];
}

/**
 * What came after a change to a source's record that would be lost, or left without a student to belong to, if
 * it were taken back: fields that a later file added to a record that this change made, staff's own word, photos,
 * verdicts. Empty: nothing.
 */
function hangingOn(
  db: ReadDb,
  change: LoggedChange,
  source: Source,
  now: readonly string[],
): readonly string[] {
  const n = change.studentN;
  const patch = patchOf(change);
  if (studentsByN(db, [n]).length === 0) return Object.keys(patch);
  // Staff's words stand each for itself; a file's row is one student, whose later fields need the first ones.
  if (!namesStudents(source)) return [];
  if (change.kind === 'made') {
    const added = now.filter((field) => patch[field] === undefined);
    if (added.length > 0) return added;
  }
  const isEmptied =
    Object.values(patch).every(([from]) => from === null) && now.every((field) => patch[field]);
  if (!isEmptied) return [];
  const others = sourceRecords(db, n).filter((record) => record.source !== source);
  // Staff correct a student; they do not make one: without a file's word there would be nobody to correct.
  if (others.some((record) => namesStudents(record.source))) return [];
  return others.length > 0 ? others.flatMap(({ values }) => Object.keys(values)) : whatElseSpeaks(db, n);
}

function invert(change: LoggedChange, undo: string): Change | null {
  if (change.entity === 'event') {
    return change.kind === 'made'
      ? { ...pick(change), kind: 'changed', patch: { voidedBy: [null, undo] } }
      : null;
  }
  return { ...pick(change), kind: 'changed', patch: inversePatch(patchOf(change)) };
}

function pick({ entity, entityId }: LoggedChange) {
  return { entity, entityId };
}

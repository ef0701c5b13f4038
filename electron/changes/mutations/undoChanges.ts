import type { ReadDb } from '../../db/database.ts';
import { type Change, type Entity, inverseOf, type Patch, parseEffect } from '../change.ts';
import { readRow } from '../readRow.ts';
import { changedSince, type LoggedChange } from './changedSince.ts';
import type { Mutation } from './mutation.ts';
import { partStudents } from './partStudents.ts';
import { saidSince } from './saidSince.ts';

export interface UndoChangesArgs {
  /** The batch that is taken back, and the id under which it is. */
  batch: string;
  undo: string;
  /** The slice of the log, newest first, that this step takes back: fromSeq ≤ seq ≤ toSeq. */
  fromSeq: number;
  toSeq: number;
}

/** `batch.undo`: restores previous values; a row that was edited since is kept as it is. */
export const undoChanges: Mutation<UndoChangesArgs> = {
  run: (db, args) => judgeUndo(db, args).changes,
  logged: (args) => args,
};

export interface JudgedUndo {
  /** What takes the slice back, as far as it can be. */
  changes: Change[];
  /** What was edited since, and in which fields. */
  kept: { change: LoggedChange; fields: readonly string[] }[];
}

/** What `batch.undo` will do to a slice, and what it will keep: both come of one look at what is there now. */
export function judgeUndo(db: ReadDb, args: UndoChangesArgs): JudgedUndo {
  const judged: JudgedUndo = { changes: [], kept: [] };
  const said = saidSince(db, args);
  for (const change of changesOfBatch(db, args)) {
    if (change.mutation === 'student.join') {
      // Two who were joined are parted as a whole, however much was said of them since; the alias knows what was whose.
      if (change.entity !== 'alias') continue;
      const parted = partStudents(db, change.entityId);
      if (parted) judged.changes.push(...parted);
      else judged.kept.push({ change, fields: ['student'] });
      continue;
    }
    const fields = changedSince(db, change, said.get(change.seq));
    const inverse = fields.length === 0 ? invert(db, change, args.undo) : null;
    if (inverse) judged.changes.push(inverse);
    if (fields.length > 0) judged.kept.push({ change, fields });
  }
  return judged;
}

function changesOfBatch(db: ReadDb, { batch, fromSeq, toSeq }: UndoChangesArgs): LoggedChange[] {
  return db
    .read<Omit<LoggedChange, 'patch' | 'values'> & { patch: string }>(
      `SELECT m.name AS mutation, c.seq, c.entity, c.entity_id AS entityId, c.student_n AS studentN, c.kind, c.patch
       FROM change c JOIN mutation m ON m.mid = c.mutation
       WHERE c.seq BETWEEN ? AND ? AND m.batch = ? AND (m.name = 'conflict.resolve' OR c.entity IN ('record', 'photo', 'event', 'decision', 'alias', 'word', 'review', 'classContact', 'campaign', 'deadline', 'milestone', 'chaseContact', 'mailReturn', 'sheetHandling', 'sheetReturn', 'case', 'caseEntry'))
       ORDER BY c.seq DESC`,
    )
    .all(fromSeq, toSeq, batch)
    .map(({ kind, patch, ...row }) => ({ ...row, ...parseEffect(kind, patch) }));
}

function invert(db: ReadDb, change: LoggedChange, undo: string): Change | null {
  const { entity, entityId, kind } = change;
  // A contact that was none, for its mail came back, is one again when the return is taken back.
  if (entity === 'chaseContact' && change.mutation === 'mail.return')
    return { entity, entityId, kind: 'changed', patch: inverseOf(change) };
  const main = MAIN_FIELD[entity];
  if (main) return { entity, entityId, kind: 'changed', patch: wholeBefore(db, change, main) };
  // Whatever was disputed is disputed again.
  if (change.mutation === 'conflict.resolve')
    return { entity, entityId, kind: 'changed', patch: inverseOf(change) };
  const isAppended = entity === 'event' || entity === 'chaseContact' || entity === 'caseEntry';
  if (!isAppended) return { entity, entityId, kind: 'changed', patch: inverseOf(change) };
  return kind === 'made' ? { entity, entityId, kind: 'changed', patch: { voidedBy: [null, undo] } } : null;
}

/** Without this field there is no such row, whatever else it has. */
const MAIN_FIELD: Partial<Record<Entity, string>> = { photo: 'hash', case: 'student' };

/**
 * A photo or a case that goes, goes whole: also what this desk did not know of it when it came (a program of the version
 * before knows fewer fields, and is told the rest once it is updated).
 */
function wholeBefore(db: ReadDb, change: LoggedChange, main: string): Patch {
  const patch = inverseOf(change);
  if (patch[main]?.[1] !== null) return patch;
  const rest = Object.entries(readRow(db, change.entity, change.entityId) ?? {}).filter(
    ([field]) => !(field in patch),
  );
  return { ...patch, ...Object.fromEntries(rest.map(([field, value]) => [field, [value, null]])) };
}

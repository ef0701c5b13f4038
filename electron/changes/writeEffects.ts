import type { WriteDb } from '../db/database.ts';
import { type Change, effectText } from './change.ts';
import { noteOutgoing } from './noteOutgoing.ts';
import { project } from './project/project.ts';
import type { Step } from './project/reviewStudents.ts';
import { Words } from './project/Words.ts';
import { withOwnNumbers } from './withOwnNumbers.ts';

/** What the log says of a mutation beside its changes. */
export interface MutationEntry {
  name: string;
  /** JSON. */
  args: string;
  device: string;
  actor: string;
  /** Epoch ms. */
  at: number;
  batch: string | null;
}

/** The version of the log's own format; a reader refuses a newer one. */
export const LOG_SCHEMA = 1;

/**
 * Writes an entry of the log and projects its changes, within a transaction of the caller. `isOwn`: done at this desk,
 * so that it is to go to the hub; what came from there does not go back. `known`: see withOwnNumbers. Returns the numbers
 * of the students concerned.
 */
export function* writeEffects(
  db: WriteDb,
  entry: MutationEntry,
  changes: readonly Change[],
  isOwn: boolean,
  known?: ReadonlyMap<string, number>,
): Generator<Step, Set<number>, undefined> {
  const mid = logMutation(db, entry);
  // Before the projection: what travels tells what its author saw.
  if (isOwn) noteOutgoing(db, mid, changes);
  const log = db.write(
    'INSERT INTO change (mutation, entity, entity_id, student_n, kind, patch) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const words = new Words(db);
  const students = new Set<number>();
  for (const change of withOwnNumbers(db, changes, known)) {
    // The projection first: it is what gives a new student the number under which the log finds them.
    const studentN = project(db, words, change);
    log.run(mid, change.entity, change.entityId, studentN, change.kind, effectText(change));
    if (studentN !== null) students.add(studentN);
  }
  yield* words.settling();
  return students;
}

/** Begins an entry of the log; returns its number. */
export function logMutation(db: WriteDb, { name, args, device, actor, at, batch }: MutationEntry): number {
  const { lastInsertRowid } = db
    .write('INSERT INTO mutation (name, args, device, actor, at, batch, schema) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(name, args, device, actor, at, batch, LOG_SCHEMA);
  return Number(lastInsertRowid);
}

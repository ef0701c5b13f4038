import type { AuditActor } from '../../audit/appendAudit.ts';
import { splitId } from '../../changes/change.ts';
import { erasedKey } from '../../changes/erase/erasedKey.ts';
import { dropWork } from '../../changes/erase/forgetOutgoing.ts';
import { noteErasure } from '../../changes/erase/noteErasure.ts';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import {
  type ErasureOnWire,
  type ErasuresAnswer,
  type ErasuresAsked,
  erasuresDigest,
} from '../protocol/erasures.ts';
import { stateOf } from './syncState.ts';

/** As the audit names what the hub has told. */
export const HUB_ACTOR: AuditActor = { person: null, name: 'sync', role: '', session: '' };

/** Of which erasures this desk knows, in few letters. What the hub did not take from here is none. */
export function knownErasures(db: ReadDb): string {
  const known = db.read<{ id: string }>('SELECT id FROM erasure WHERE refused = 0').all();
  return erasuresDigest(known.map(({ id }) => id));
}

/** Whether the hub is to be told something, or something is still to be taken off this disk. */
export function owesErasures(db: ReadDb): boolean {
  const owed = db.read('SELECT 1 FROM erasure WHERE refused = 0 AND (told = 0 OR seal IS NULL) LIMIT 1');
  return owed.get() !== undefined;
}

/** All that hub and desk have told each other of it so far: whether there was anything to tell. */
export function erasureState(db: ReadDb): string {
  const all = db.read<object>('SELECT id, seal, wanted, refused, done, told FROM erasure ORDER BY id').all();
  return JSON.stringify(all);
}

/** Whether some desk is still to say that nothing is left of what was erased at this one. */
export function awaitsDesks(db: ReadDb): boolean {
  const own = db.read<{ standing: string | null }>(
    'SELECT standing FROM erasure WHERE audit IS NOT NULL AND refused = 0 AND seal IS NOT NULL',
  );
  return own.all().some(({ standing }) => {
    const devices = standing === null ? [] : (JSON.parse(standing) as Standing[]);
    return devices.some(({ doneAt, isRevoked }) => doneAt === null && !isRevoked);
  });
}

interface Standing {
  isRevoked: boolean;
  doneAt: number | null;
}

interface Stored {
  id: string;
  at: number;
  students: string;
  seal: string | null;
  done: number;
}

export function erasuresToAsk(db: ReadDb): ErasuresAsked {
  const stored = db
    .read<Pick<Stored, 'id' | 'done'>>('SELECT id, done FROM erasure WHERE refused = 0 ORDER BY at, id')
    .all();
  const first = db
    .read<Stored>(
      'SELECT id, at, students, seal, done FROM erasure WHERE refused = 0 AND (seal IS NULL OR wanted = 1) ORDER BY at, id LIMIT 1',
    )
    .get();
  return {
    token: stateOf(db, 'token'),
    known: stored.map(({ id, done }) => ({ id, done: done === 1 })),
    brought: first
      ? [{ id: first.id, at: first.at, students: JSON.parse(first.students) as string[], seal: first.seal }]
      : [],
  };
}

/**
 * Takes in one transaction what the hub said of what was asked. What it told of erasures that this desk did not know of is
 * carried out before (`carryOut`).
 */
export function takeErasures(
  db: WriteDb,
  { known, brought }: ErasuresAsked,
  { sealed, wanted, refused, standing }: Extract<ErasuresAnswer, { kind: 'erasures' }>,
  at: number,
): void {
  db.transaction(() => {
    const lost = new Set([...wanted, ...refused]);
    const told = db.write('UPDATE erasure SET told = 1 WHERE id = ?');
    for (const { id, done } of known) if (done && !lost.has(id)) told.run(id);
    for (const { id, seal } of sealed)
      db.write('UPDATE erasure SET seal = ?, wanted = 0 WHERE id = ?').run(seal, id);
    const bring = db.write('UPDATE erasure SET wanted = 1, told = 0 WHERE id = ?');
    for (const id of wanted) if (!brought.some((one) => one.id === id)) bring.run(id);
    for (const id of refused) db.write('UPDATE erasure SET refused = 1 WHERE id = ?').run(id);
    const stands = db.write('UPDATE erasure SET standing = ?, standing_at = ? WHERE id = ?');
    for (const { id, devices } of standing) stands.run(JSON.stringify(devices), at, id);
  });
}

/** Numbers (student.n) of those whom an erasure means and who are here, those who were joined to others among them. */
export function erasedHere(db: ReadDb, { students }: Pick<ErasureOnWire, 'students'>): number[] {
  const keys = new Set(students);
  const numbers = new Set<number>();
  const here = db.read<{ id: string; n: number }>('SELECT id, n FROM student');
  for (const { id, n } of here.iterate()) if (keys.has(erasedKey(id))) numbers.add(n);
  for (const { id } of db.read<{ id: string }>('SELECT id FROM student_alias').all()) {
    const n = keys.has(erasedKey(id)) ? studentNumberOf(db, presentId(db, id)) : null;
    if (n !== null) numbers.add(n);
  }
  return [...numbers];
}

/** It is known from here on, also of students who are not here; and nothing waits for the hub on whose account their rows wait. */
export function noteTold(db: WriteDb, erasure: ErasureOnWire): void {
  db.transaction(() => {
    noteErasure(db, erasure, null);
    const keys = new Set(erasure.students);
    const left = db
      .read<{ id: string; n: number }>(
        `SELECT entity_id AS id, student_n AS n FROM purge_row
         WHERE entity IN ('record', 'photo', 'review') AND student_n IS NOT NULL`,
      )
      .all()
      .filter(({ id }) => keys.has(erasedKey(splitId(id)[0])));
    for (const n of new Set(left.map((row) => row.n))) dropWork(db, n);
  });
}

/** Once nothing is left here of those whose rows and files went the hub is to be told. */
export function noteDone(db: WriteDb): void {
  const waits = db.read('SELECT 1 FROM purge_row UNION ALL SELECT 1 FROM purge_file LIMIT 1').get();
  if (waits === undefined) db.write('UPDATE erasure SET done = 1 WHERE done = 0').run();
}

import type { ReadDb, WriteDb } from '../../db/database.ts';
import { bodyHash } from '../protocol/logChain.ts';
import type { MutationPart, SyncedMutation } from '../protocol/syncedMutation.ts';
import { OutgoingBodies } from './OutgoingBodies.ts';
import { rowSchemaOf } from './rowSchemaOf.ts';

export interface PushLimits {
  mutations: number;
  /** Rows of all of them; one that has more goes alone. */
  changes: number;
}

interface Waiting {
  mid: number;
  part: string | null;
  name: string | null;
  args: string | null;
  actor: string | null;
  at: number | null;
  batch: string | null;
  /** Of the text that was sent last under the number, if one was. */
  sha256: string | null;
  /** JSON: of other texts that were sent under it before. */
  was: string | null;
  /** The version of rows in which it was made. */
  schema: number;
}

const SENT =
  'o.mid, o.part, o.was, o.sha256, coalesce(o.schema, ?) AS schema, m.name, m.args, m.actor, m.at, m.batch';

/** What waits to be sent after `after`, in its order; nothing: an empty list. What belongs together is marked so, for good. */
export function nextPush(db: WriteDb, after: number, limits: PushLimits): SyncedMutation[] {
  markParts(db);
  const waiting = db
    .read<Waiting>(
      `SELECT ${SENT}
       FROM outbox o LEFT JOIN mutation m ON m.mid = o.mutation
       WHERE o.state = 'pending' AND o.mid > ? ORDER BY o.mid LIMIT ?`,
    )
    .all(rowSchemaOf(db), after, limits.mutations);
  const bodies = new OutgoingBodies(db);
  const mutations: SyncedMutation[] = [];
  let changes = 0;
  for (const one of waiting) {
    const body = bodies.changesOf(one.mid);
    changes += body.length;
    if (mutations.length > 0 && changes > limits.changes) break;
    mutations.push(knownBy(one, asSent(one, body)));
  }
  noteSent(db, mutations);
  return mutations;
}

/** Before it is sent: what it was made of may be gone before the hub’s answer is read. */
function noteSent(db: WriteDb, mutations: readonly SyncedMutation[]): void {
  const note = db.write('UPDATE outbox SET sha256 = ?, was = ? WHERE mid = ?');
  db.transaction(() => {
    for (const mutation of mutations)
      note.run(bodyHash(mutation), mutation.was ? JSON.stringify(mutation.was) : null, mutation.mid);
  });
}

/**
 * With the hashes of what was sent under its number before: what left this desk or was erased is not in it any more, and
 * the hub may have the longer text already.
 */
function knownBy({ sha256, was }: Waiting, mutation: SyncedMutation): SyncedMutation {
  const before = was === null ? [] : (JSON.parse(was) as string[]);
  const again = was === null ? mutation : { ...mutation, was: before };
  const isKnown = sha256 === null || before.includes(sha256) || sha256 === bodyHash(again);
  return isKnown ? again : { ...mutation, was: [...before, sha256] };
}

/** Whether what the hub has under a number is what was done here under it. */
export function isOwnWork(db: ReadDb, mid: number, sha256: string): boolean {
  const one = db
    .read<Waiting>(`SELECT ${SENT} FROM outbox o LEFT JOIN mutation m ON m.mid = o.mutation WHERE o.mid = ?`)
    .get(rowSchemaOf(db), mid);
  if (one?.was && (JSON.parse(one.was) as string[]).includes(sha256)) return true;
  if (one?.sha256) return one.sha256 === sha256;
  return one !== undefined && bodyHash(asSent(one, new OutgoingBodies(db).changesOf(mid))) === sha256;
}

function asSent(
  { mid, part, name, args, actor, at, batch, schema }: Waiting,
  changes: SyncedMutation['changes'],
): SyncedMutation {
  return {
    ...{ mid, name: name ?? 'sync.join', args: args ?? '{}', actor: actor ?? '', at: at ?? 0, batch },
    ...{ schema, part: part === null ? null : (JSON.parse(part) as MutationPart), changes },
  };
}

/**
 * Mutations of one batch that follow on each other are one commit, an import of many rows for instance. Written down
 * before any of it is sent, so that it is told the same way each time: a hub takes another text for another device’s.
 */
function markParts(db: WriteDb): void {
  db.transaction(() => {
    const unmarked = db
      .read<{ mid: number; batch: string | null }>(
        `SELECT o.mid, m.batch FROM outbox o JOIN mutation m ON m.mid = o.mutation
         WHERE o.state = 'pending' AND o.part IS NULL ORDER BY o.mid`,
      )
      .all();
    let run: number[] = [];
    let of: string | null = null;
    const mark = db.write('UPDATE outbox SET part = ? WHERE mid = ?');
    const close = () => {
      const isOne = of !== null && run.length > 1;
      const name = `${of}/${run[0]}`;
      for (const [index, mid] of run.entries()) {
        const part = isOne ? { of: name, at: index + 1, last: index === run.length - 1 } : null;
        mark.run(JSON.stringify(part), mid);
      }
      run = [];
    };
    for (const { mid, batch } of unmarked) {
      if (batch !== of || mid !== (run.at(-1) ?? mid - 1) + 1) close();
      of = batch;
      run.push(mid);
    }
    close();
  });
}

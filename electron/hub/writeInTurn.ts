import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { HubDb, HubTx } from './hubPorts.ts';

/** What goes into one transaction at most, by what each of them says it is. */
const MOST_AT_ONCE = 100;

interface Waiting {
  size: number;
  work(tx: HubTx): Promise<unknown>;
  done(result: unknown): void;
  failed(error: unknown): void;
}

const queues = new WeakMap<HubDb, Waiting[]>();

/**
 * A transaction that begins by locking the partition. Writers of one process wait for each other here and not in the
 * database: otherwise ten of them hold all connections of its pool, so that nobody can even read, and their snapshots keep
 * PostgreSQL from clearing away old versions of the rows that every push writes. Those of a `size` that wait together are
 * committed together, each as if by itself: whoever fails has done nothing, and nobody is answered before the commit. Forty
 * pushes a second would otherwise wait for the disk forty times, and on SQLite everybody with them.
 */
export function writeInTurn<Result>(
  db: HubDb,
  work: (tx: HubTx) => Promise<Result>,
  size = MOST_AT_ONCE,
): Promise<Result> {
  return new Promise<Result>((done, failed) => {
    const waiting: Waiting = { size, work, done: done as (result: unknown) => void, failed };
    const queue = queues.get(db);
    if (queue) queue.push(waiting);
    else {
      const begun = [waiting];
      queues.set(db, begun);
      void workOff(db, begun);
    }
  });
}

async function workOff(db: HubDb, queue: Waiting[]): Promise<void> {
  while (queue.length > 0) {
    // Whoever reads, and what was answered, comes in between: a SQLite database never lets go of the thread by itself. And
    // what has come over the network meanwhile goes along.
    await setImmediate();
    await commit(db, nextOf(queue));
  }
  queues.delete(db);
}

function nextOf(queue: Waiting[]): Waiting[] {
  const some = [queue.shift()!];
  let left = MOST_AT_ONCE - some[0]!.size;
  while (queue.length > 0 && queue[0]!.size <= left) {
    left -= queue[0]!.size;
    some.push(queue.shift()!);
  }
  return some;
}

/** Tells each what came of it; throws nothing. */
async function commit(db: HubDb, some: readonly Waiting[]): Promise<void> {
  const told: (() => void)[] = [];
  try {
    await db.transaction().execute(async (tx) => {
      if (some.length === 1) {
        const result = await some[0]!.work(tx);
        told.push(() => some[0]!.done(result));
      } else for (const one of some) told.push(await asIfAlone(tx, one));
    });
  } catch (error) {
    for (const one of some) one.failed(error);
    return;
  }
  for (const tell of told) tell();
}

/** What is to be told once it is committed. Errors: those of a connection that is gone. */
async function asIfAlone(tx: HubTx, { work, done, failed }: Waiting): Promise<() => void> {
  await sql`SAVEPOINT turn`.execute(tx);
  try {
    const result = await work(tx);
    await sql`RELEASE SAVEPOINT turn`.execute(tx);
    return () => done(result);
  } catch (error) {
    try {
      await sql`ROLLBACK TO SAVEPOINT turn`.execute(tx);
      await sql`RELEASE SAVEPOINT turn`.execute(tx);
    } catch {
      // All of the transaction is gone: a full disk takes it back by itself. Everybody is told what had happened.
      throw error;
    }
    return () => failed(error);
  }
}

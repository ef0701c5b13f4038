import type { HubDb, HubTx } from './hubPorts.ts';

const lastTurns = new WeakMap<HubDb, Promise<unknown>>();

/**
 * A transaction that begins by locking the partition. Writers of one process wait for each other here and not in the
 * database: otherwise ten of them hold all connections of its pool, so that nobody can even read, and their snapshots keep
 * PostgreSQL from clearing away old versions of the rows that every push writes.
 */
export function writeInTurn<Result>(db: HubDb, work: (tx: HubTx) => Promise<Result>): Promise<Result> {
  const before = lastTurns.get(db) ?? Promise.resolve();
  const turn = before.then(() => db.transaction().execute(work));
  lastTurns.set(
    db,
    turn.catch(() => undefined),
  );
  return turn;
}

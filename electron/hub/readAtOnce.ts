import type { HubDb, HubTx } from './hubPorts.ts';

/**
 * Reads of one moment of the hub, however many statements they take (sync.md §2): on PostgreSQL REPEATABLE READ, which
 * sees one snapshot; a SQLite transaction is that anyway. It waits for nobody, and nobody waits for it.
 */
export function readAtOnce<Result>(db: HubDb, work: (tx: HubTx) => Promise<Result>): Promise<Result> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work);
}

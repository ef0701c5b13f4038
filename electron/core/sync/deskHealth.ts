import type { ReadDb } from '../../db/database.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { DeskReport } from '../../sync/protocol/deskReport.ts';
import { countConflicts } from './listConflicts.ts';
import { countRefused } from './listSent.ts';

/** What waits to be sent, since when, and the number of the first of it. */
export function waitingOf(db: ReadDb): { waiting: number; oldestAt: number | null; first: number | null } {
  return db
    .read<{ waiting: number; oldestAt: number | null; first: number | null }>(
      `SELECT count(*) AS waiting, min(m.at) AS oldestAt, min(o.mid) AS first
       FROM outbox o LEFT JOIN mutation m ON m.mid = o.mutation WHERE o.state = 'pending'`,
    )
    .get()!;
}

/** When the desk was last compared with its hub; null: not since its last image. */
export function auditOf(db: ReadDb): DeskReport['audit'] {
  const at = stateOf(db, 'auditedAt');
  if (!at) return null;
  const { n } = db.read<{ n: number }>('SELECT count(*) AS n FROM sync_incident').get()!;
  return { at: Number(at), mended: Number(stateOf(db, 'auditMended') ?? 0), incidents: n };
}

/** How a desk does, as it tells its hub. */
export function deskHealth(db: ReadDb, stuckSince: number | null): DeskReport {
  const { waiting, oldestAt } = waitingOf(db);
  const { n: wanted } = db
    .read<{ n: number }>("SELECT count(*) AS n FROM sync_blob WHERE state <> 'here'")
    .get()!;
  return {
    ...{ waiting, oldestAt, stuckSince, wanted },
    ...{ refused: countRefused(db), conflicts: countConflicts(db), audit: auditOf(db) },
  };
}

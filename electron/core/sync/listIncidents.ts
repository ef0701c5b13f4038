import type { SyncIncident } from '../../../shared/contract/sync.ts';
import type { ReadDb } from '../../db/database.ts';

const MOST = 200;

/** What was found when the desk was compared with its hub, by time and kind; of whom is not told. */
export function listIncidents(db: ReadDb): SyncIncident[] {
  return db
    .read<SyncIncident>(
      `SELECT at, entity, CASE WHEN mine IS NULL THEN 'missing' WHEN theirs IS NULL THEN 'extra' ELSE 'other' END AS how,
         count(*) AS rows
       FROM sync_incident GROUP BY 1, 2, 3 ORDER BY at DESC, entity, how LIMIT ?`,
    )
    .all(MOST);
}

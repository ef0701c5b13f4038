import type { ReadDb } from '../database.ts';

export interface StoredMilestone {
  id: string;
  name: string;
  /** YYYY-MM-DD. */
  from: string | null;
  to: string | null;
  /** Of the year's calendar; null: the office's own. */
  kind: string | null;
}

const COLUMNS = 'id, name, from_day AS "from", to_day AS "to", kind';

export function milestonesOf(db: ReadDb, campaign: string): StoredMilestone[] {
  return db
    .read<StoredMilestone>(`SELECT ${COLUMNS} FROM campaign_milestone WHERE campaign_id = ? ORDER BY id`)
    .all(campaign);
}

export function milestoneById(db: ReadDb, campaign: string, id: string): StoredMilestone | null {
  return (
    db
      .read<StoredMilestone>(`SELECT ${COLUMNS} FROM campaign_milestone WHERE campaign_id = ? AND id = ?`)
      .get(campaign, id) ?? null
  );
}

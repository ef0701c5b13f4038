import type { ReadDb } from '../db/database.ts';

export interface CampaignClosing {
  what: 'close' | 'reopen';
  at: number;
  actor: string;
  /** Of a reopening; empty else. */
  reason: string;
}

/** When a campaign was closed and opened again, by whom and why: from the log, oldest first. */
export function campaignClosings(db: ReadDb, campaign: string): CampaignClosing[] {
  return db
    .read<CampaignClosing>(
      `SELECT substr(name, 10) AS what, at, actor, coalesce(args ->> '$.reason', '') AS reason FROM mutation
       WHERE name IN ('campaign.close', 'campaign.reopen') AND args ->> '$.campaign' = ? ORDER BY mid`,
    )
    .all(campaign);
}

import type { CampaignUse } from '../../../shared/domain/campaignEdits.ts';
import type { FacetField } from '../../../shared/domain/studentFields.ts';
import type { ReadDb, SqlValue } from '../database.ts';
import { COLUMN_OF } from './studentTable.ts';

type Population = Partial<Record<FacetField, string[]>>;

/** What hangs on a campaign: it decides what of the campaign may be edited. */
export function campaignUse(db: ReadDb, campaign: string): CampaignUse {
  const count = (from: string) =>
    db.read<{ count: number }>(`SELECT count(*) AS count FROM ${from}`).get(campaign)!.count;
  return {
    verdicts: count('verification WHERE campaign_id = ?'),
    sheets: count('sheet WHERE campaign_id = ?'),
    contacts: count('chase_contact WHERE campaign_id = ? AND voided_by IS NULL'),
    closed:
      db.read('SELECT 1 FROM campaign WHERE id = ? AND closed_at IS NOT NULL').get(campaign) !== undefined,
  };
}

/** Whether anything but a timetable would be left without its campaign, taken back or not. */
export function isCampaignNeeded(db: ReadDb, campaign: string): boolean {
  return (['sheet', 'chase_contact', 'event', 'campaign_deadline', 'campaign_final'] as const).some(
    (table) => db.read(`SELECT 1 FROM ${table} WHERE campaign_id = ? LIMIT 1`).get(campaign) !== undefined,
  );
}

/**
 * How many students who have a verdict in a campaign would drop out of it if `to` took part instead of `from`: their
 * verdicts would be counted no more. Both in words as they are meant, which is how students' rows have them.
 */
export function droppedByPopulation(db: ReadDb, campaign: string, from: Population, to: Population): number {
  const [isFrom, fromValues] = membership(from);
  const [isTo, toValues] = membership(to);
  return db
    .read<{ count: number }>(
      `SELECT count(*) AS count FROM verification v JOIN student s ON s.n = v.student_n
       WHERE v.campaign_id = ? AND ${isFrom} AND NOT (${isTo})`,
    )
    .get(campaign, ...fromValues, ...toValues)!.count;
}

function membership(population: Population): [sql: string, values: SqlValue[]] {
  const entries = Object.entries(population) as [FacetField, string[]][];
  if (entries.length === 0) return ['1', []];
  const sql = entries.map(
    ([field, values]) => `coalesce(s.${COLUMN_OF[field]}, '') IN (${values.map(() => '?').join(', ')})`,
  );
  return [sql.join(' AND '), entries.flatMap(([, values]) => values)];
}

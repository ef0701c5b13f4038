import { type CampaignPart, isPartLocked } from '../../../shared/domain/campaignEdits.ts';
import type { ReadDb } from '../../db/database.ts';
import { meantPopulation } from '../../db/tables/campaignTable.ts';
import { campaignUse, droppedByPopulation, isCampaignNeeded } from '../../db/tables/campaignUse.ts';
import { wordMeanings } from '../../db/tables/wordTable.ts';
import { type Effect, effectOf, ID_SEPARATOR, inverseOf, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `campaign` without its key, and without its end, which closing and reopening write. */
export interface CampaignValues extends Record<string, PatchValue> {
  name: string;
  type: string;
  deadline: string;
  lockRule: string;
  /** JSON, as `coveredFields`. */
  population: string;
  coveredFields: string;
  coversPhoto: number;
  createdAt: number;
}

export interface SaveCampaignArgs {
  campaign: string;
  /** What it is to be; of a new one everything. */
  values: Partial<CampaignValues>;
}

/** `campaign.save`: a campaign is made, or some of its rules are edited. */
export const saveCampaign: Mutation<SaveCampaignArgs> = {
  run(db, { campaign, values }) {
    const effect = effectOf(campaignValues(db, campaign), values);
    return effect ? [{ entity: 'campaign', entityId: campaign, ...effect }] : [];
  },
  logged: (args) => args,
};

function campaignValues(db: ReadDb, campaign: string): CampaignValues | null {
  return (
    db
      .read<CampaignValues>(
        `SELECT name, type, deadline, lock_rule AS lockRule, population, covered_fields AS coveredFields,
                covers_photo AS coversPhoto, created_at AS createdAt
         FROM campaign WHERE id = ?`,
      )
      .get(campaign) ?? null
  );
}

type LoggedCampaign = Effect & { entityId: string; seq: number };

const PART_OF: Record<string, CampaignPart> = {
  name: 'name',
  deadline: 'deadline',
  population: 'population',
  coveredFields: 'coverage',
  coversPhoto: 'coverage',
  lockRule: 'lockRule',
  type: 'type',
};

/**
 * Whether an edit of a campaign can no longer be taken back: it was edited again, is closed, or by now holds what the
 * lock rule keeps; a campaign that was made, also when anything hangs on it.
 */
export function isCampaignKept(db: ReadDb, { entityId: campaign, seq, ...change }: LoggedCampaign): boolean {
  const now = campaignValues(db, campaign);
  const use = campaignUse(db, campaign);
  const before = inverseOf(change);
  const fields = Object.keys(before);
  if (now === null || use.closed) return true;
  if (fields.some((field) => (now[field] ?? null) !== before[field]![0])) return true;
  if (change.kind === 'made') return isCampaignNeeded(db, campaign) || hasOtherSteps(db, campaign, seq);
  if (fields.some((field) => isPartLocked(PART_OF[field]!, use))) return true;
  const [from, to] = before.population ?? [];
  if (from === undefined || use.verdicts === 0) return false;
  const meanings = wordMeanings(db);
  const meant = (text: PatchValue | undefined) => meantPopulation(JSON.parse(text as string), meanings);
  return droppedByPopulation(db, campaign, meant(from), meant(to)) > 0;
}

/** Whether its timetable has steps that did not come with it, or were edited since: what came with it goes with it. */
function hasOtherSteps(db: ReadDb, campaign: string, madeBy: number): boolean {
  const found = db
    .read(
      `SELECT 1 FROM change c JOIN mutation m ON m.mid = c.mutation
         JOIN campaign_milestone s ON s.campaign_id = ? AND c.entity_id = s.campaign_id || ? || s.id
       WHERE c.entity = 'milestone' AND c.seq > ?
         AND m.batch IS NOT (SELECT own.batch FROM mutation own JOIN change made ON made.mutation = own.mid WHERE made.seq = ?)
       LIMIT 1`,
    )
    .get(campaign, ID_SEPARATOR, madeBy, madeBy);
  return found !== undefined;
}

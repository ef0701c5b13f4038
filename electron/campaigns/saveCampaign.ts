import { CAMPAIGN_PARTS, type CampaignPart, isPartLocked } from '../../shared/domain/campaignEdits.ts';
import { defaultCoverage } from '../../shared/domain/defaultCoverage.ts';
import { AppError } from '../../shared/domain/errors.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { CampaignValues } from '../changes/mutations/saveCampaign.ts';
import type { WriteDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { campaignUse, droppedByPopulation } from '../db/tables/campaignUse.ts';
import { type NewMilestone, newMilestones } from './saveTimetable.ts';

/** What a person says of a campaign. */
type Rules = Pick<
  StoredCampaign,
  'name' | 'type' | 'deadline' | 'lockRule' | 'population' | 'coveredFields' | 'coversPhoto'
>;

export interface CampaignDraft extends Omit<Rules, 'coveredFields' | 'coversPhoto'> {
  coveredFields?: StudentField[] | undefined;
  coversPhoto?: boolean | undefined;
  /** Steps of its timetable, to be made with it. */
  milestones?: readonly NewMilestone[] | undefined;
}

interface Needs {
  db: WriteDb;
  ids: { next(): string };
  clock: { now(): number };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

/** Makes a campaign with its timetable, as one batch that can be taken back as long as nothing hangs on it. */
export function makeCampaign(
  needs: Needs,
  draft: CampaignDraft,
): { campaign: StoredCampaign; batch: string } {
  const coverage = defaultCoverage(draft.type);
  const { name, type, deadline, lockRule, population } = draft;
  const campaign: StoredCampaign = {
    id: needs.ids.next(),
    ...{ name, type, deadline, lockRule, population },
    coveredFields: draft.coveredFields ?? coverage.fields,
    coversPhoto: draft.coversPhoto ?? coverage.photo,
    createdAt: needs.clock.now(),
    closedAt: null,
  };
  const milestones = newMilestones(needs.ids, draft.milestones ?? []);
  const values = { ...valuesOf(campaign), createdAt: campaign.createdAt };
  const batch = inOneBatch(needs, campaign.id, (id) => {
    needs.commit('campaign.save', { campaign: campaign.id, values }, id);
    if (milestones.length > 0)
      needs.commit('campaign.setMilestones', { campaign: campaign.id, milestones }, id);
  });
  return { campaign, batch };
}

/** What an edit changes, and whether the campaign's lock rule lets it. */
export function editCampaign(
  needs: Needs,
  before: StoredCampaign,
  edit: { [Rule in keyof Rules]?: Rules[Rule] | undefined },
): { campaign: StoredCampaign; batch: string | null; changed: CampaignPart[] } {
  const said = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  const after: StoredCampaign = { ...before, ...said };
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const values = Object.fromEntries(
    Object.entries(is).filter(([field, value]) => was[field as keyof typeof was] !== value),
  );
  const changed = CAMPAIGN_PARTS.filter((part) => FIELDS[part].some((field) => field in values));
  if (changed.length === 0) return { campaign: before, batch: null, changed };
  refuseLocked(needs.db, before, after, changed);
  const batch = inOneBatch(needs, before.id, (id) =>
    needs.commit('campaign.save', { campaign: before.id, values }, id),
  );
  return { campaign: after, batch, changed };
}

function refuseLocked(
  db: WriteDb,
  before: StoredCampaign,
  after: StoredCampaign,
  changed: CampaignPart[],
): void {
  const use = campaignUse(db, before.id);
  if (use.closed) throw new AppError('CAMPAIGN_CLOSED', { name: before.name });
  const part = changed.find((one) => isPartLocked(one, use));
  if (part !== undefined) {
    const why = use.verdicts > 0 ? 'gathered' : 'running';
    throw new AppError('CAMPAIGN_FIXED', { case: `${part}-${why}`, verdicts: use.verdicts });
  }
  if (!changed.includes('population') || use.verdicts === 0) return;
  const count = droppedByPopulation(db, before.id, before.population, after.population);
  if (count > 0) throw new AppError('CAMPAIGN_FIXED', { case: 'population-answered', verdicts: count });
}

const FIELDS: Record<CampaignPart, (keyof CampaignValues)[]> = {
  name: ['name'],
  deadline: ['deadline'],
  population: ['population'],
  coverage: ['coveredFields', 'coversPhoto'],
  lockRule: ['lockRule'],
  type: ['type'],
};

function inOneBatch(
  { db, ids, clock, actor, commit }: Needs,
  campaign: string,
  write: (batch: string) => void,
): string {
  const batch = ids.next();
  const row = { id: batch, kind: 'campaign' as const, campaign, students: 1, at: clock.now(), actor };
  db.transaction(() => {
    write(batch);
    commit('row.save', handBatchRow(row), batch);
  });
  return batch;
}

function valuesOf(campaign: Rules) {
  return {
    name: campaign.name,
    type: campaign.type,
    deadline: campaign.deadline,
    lockRule: campaign.lockRule,
    population: JSON.stringify(campaign.population),
    coveredFields: JSON.stringify(campaign.coveredFields),
    coversPhoto: campaign.coversPhoto ? 1 : 0,
  };
}

import { defaultCoverage } from '../../shared/domain/defaultCoverage.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';

export interface CampaignDraft
  extends Pick<StoredCampaign, 'name' | 'type' | 'deadline' | 'lockRule' | 'population'> {
  coveredFields?: StudentField[] | undefined;
  coversPhoto?: boolean | undefined;
}

interface Needs {
  ids: { next(): string };
  clock: { now(): number };
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>): void;
}

/** Makes a campaign; what it covers and whom is frozen from here on. */
export function saveCampaign(needs: Needs, draft: CampaignDraft): StoredCampaign {
  const coverage = defaultCoverage(draft.type);
  return writeCampaign(needs, null, {
    id: needs.ids.next(),
    name: draft.name,
    type: draft.type,
    deadline: draft.deadline,
    lockRule: draft.lockRule,
    population: draft.population,
    coveredFields: draft.coveredFields ?? coverage.fields,
    coversPhoto: draft.coversPhoto ?? coverage.photo,
    createdAt: needs.clock.now(),
    closedAt: null,
  });
}

export function writeCampaign(
  { commit }: Pick<Needs, 'commit'>,
  before: StoredCampaign | null,
  after: StoredCampaign,
): StoredCampaign {
  commit('row.save', {
    entity: 'campaign',
    id: after.id,
    before: before ? rowOf(before) : null,
    after: rowOf(after),
  });
  return after;
}

function rowOf(campaign: StoredCampaign) {
  return {
    name: campaign.name,
    type: campaign.type,
    deadline: campaign.deadline,
    lockRule: campaign.lockRule,
    population: JSON.stringify(campaign.population),
    coveredFields: JSON.stringify(campaign.coveredFields),
    coversPhoto: campaign.coversPhoto ? 1 : 0,
    createdAt: campaign.createdAt,
    closedAt: campaign.closedAt,
  };
}

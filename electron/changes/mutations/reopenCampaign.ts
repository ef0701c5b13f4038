import { finalParts, finalRow } from '../../db/tables/finalTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface ReopenCampaignArgs {
  campaign: string;
  closedAt: number;
  /** Why, in words: kept with who did it and when. */
  reason: string;
}

/** `campaign.reopen`: takes verdicts again; the final list goes from the tables, and stays in the log. */
export const reopenCampaign: Mutation<ReopenCampaignArgs> = {
  run(db, { campaign, closedAt }) {
    const changes: Change[] = [
      { entity: 'campaign', entityId: campaign, kind: 'changed', patch: { closedAt: [closedAt, null] } },
    ];
    for (const part of finalParts(db, campaign)) {
      const effect = effectOf(finalRow(part), { legend: null, marks: null, groups: null, days: null });
      const entityId = `${campaign}${ID_SEPARATOR}${part.part}`;
      if (effect) changes.push({ entity: 'final', entityId, ...effect });
    }
    return changes;
  },
  logged: ({ campaign, reason }) => ({ campaign, reason }),
};

import { type FinalPart, finalRow } from '../../db/tables/finalTable.ts';
import { type Change, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface CloseCampaignArgs {
  campaign: string;
  /** Epoch ms. */
  at: number;
  /** What became of every student. */
  parts: FinalPart[];
}

/** `campaign.close`: takes no more verdicts, and keeps what became of every student as it is at that moment. */
export const closeCampaign: Mutation<CloseCampaignArgs> = {
  run: (_db, { campaign, at, parts }) => [
    { entity: 'campaign', entityId: campaign, kind: 'changed', patch: { closedAt: [null, at] } },
    ...parts.map(
      (part): Change => ({
        entity: 'final',
        entityId: `${campaign}${ID_SEPARATOR}${part.part}`,
        kind: 'made',
        values: finalRow(part),
      }),
    ),
  ],
  logged: ({ campaign }) => ({ campaign }),
};

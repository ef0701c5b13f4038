import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { WriteDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import type { FinalPart } from '../db/tables/finalTable.ts';

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  index: { finalList(campaign: string): Promise<FinalPart[]> };
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch?: string | null): void;
}

/** Closes a campaign, with the final list as it is now; one that is closed already stays as it is. */
export async function closeCampaign(needs: Needs, campaign: StoredCampaign): Promise<StoredCampaign> {
  if (campaign.closedAt !== null) return campaign;
  const { db, clock, index, commit } = needs;
  const parts = await index.finalList(campaign.id);
  const at = clock.now();
  db.transaction(() => {
    const batch = noteInHistory(needs, 'close', campaign, at);
    commit('campaign.close', { campaign: campaign.id, at, parts }, batch);
  });
  return { ...campaign, closedAt: at };
}

/** Opens a closed campaign again; one that is open stays as it is. */
export function reopenCampaign(needs: Needs, campaign: StoredCampaign, reason: string): StoredCampaign {
  const { closedAt } = campaign;
  if (closedAt === null) return campaign;
  needs.db.transaction(() => {
    const batch = noteInHistory(needs, 'reopen', campaign, needs.clock.now());
    needs.commit('campaign.reopen', { campaign: campaign.id, closedAt, reason }, batch);
  });
  return { ...campaign, closedAt: null };
}

/** A line among the batches: of no students, so that there is nothing of it to take back. */
function noteInHistory(
  { ids, actor, commit }: Needs,
  kind: 'close' | 'reopen',
  { id: campaign }: StoredCampaign,
  at: number,
): string {
  const id = ids.next();
  commit('row.save', handBatchRow({ id, kind, campaign, students: 0, at, actor }), id);
  return id;
}

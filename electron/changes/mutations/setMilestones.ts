import type { ReadDb } from '../../db/database.ts';
import { milestoneById } from '../../db/tables/milestoneTable.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `campaign_milestone` without its key. */
interface MilestoneValues extends Record<string, PatchValue> {
  name: string;
  from: string | null;
  to: string | null;
  kind: string | null;
}

export interface SetMilestonesArgs {
  campaign: string;
  /** `values` null: it is taken out of the timetable. */
  milestones: { id: string; values: MilestoneValues | null }[];
}

/** `campaign.setMilestones`: steps of a campaign's timetable are made, changed or taken out. */
export const setMilestones: Mutation<SetMilestonesArgs> = {
  run(db, { campaign, milestones }) {
    const changes: Change[] = [];
    for (const { id, values } of milestones) {
      const before = milestoneValues(db, campaign, id);
      const effect = effectOf(before, values ?? { name: null, from: null, to: null, kind: null });
      if (effect)
        changes.push({ entity: 'milestone', entityId: `${campaign}${ID_SEPARATOR}${id}`, ...effect });
    }
    return changes;
  },
  logged: (args) => args,
};

export function milestoneValues(db: ReadDb, campaign: string, id: string): MilestoneValues | null {
  const stored = milestoneById(db, campaign, id);
  return stored && { name: stored.name, from: stored.from, to: stored.to, kind: stored.kind };
}

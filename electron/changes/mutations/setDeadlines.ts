import { deadlineScope } from '../../../shared/domain/campaignDeadlines.ts';
import type { ReadDb } from '../../db/database.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `campaign_deadline` without its key. */
interface DeadlineValues extends Record<string, PatchValue> {
  collegeName: string;
  /** null: the whole college. */
  className: string | null;
  /** YYYY-MM-DD. */
  deadline: string;
}

export interface SetDeadlinesArgs {
  campaign: string;
  /** Without a deadline: what holds for the college, or for the campaign, holds again. */
  rules: { collegeName: string; className: string | null; deadline: string | null }[];
}

/** `campaign.setDeadlines`: days of their own for colleges and classes of a campaign, or none any more. */
export const setDeadlines: Mutation<SetDeadlinesArgs> = {
  run(db, { campaign, rules }) {
    const changes: Change[] = [];
    for (const { collegeName, className, deadline } of rules) {
      const scope = deadlineScope(collegeName, className);
      const before = deadlineValues(db, campaign, scope);
      const after =
        deadline === null
          ? { collegeName: null, className: null, deadline: null }
          : { collegeName, className, deadline };
      const effect = effectOf(before, after);
      if (effect)
        changes.push({ entity: 'deadline', entityId: `${campaign}${ID_SEPARATOR}${scope}`, ...effect });
    }
    return changes;
  },
  logged: (args) => args,
};

export function deadlineValues(db: ReadDb, campaign: string, scope: string): DeadlineValues | null {
  return (
    db
      .read<DeadlineValues>(
        `SELECT college_name AS collegeName, class_name AS className, deadline
         FROM campaign_deadline WHERE campaign_id = ? AND scope = ?`,
      )
      .get(campaign, scope) ?? null
  );
}

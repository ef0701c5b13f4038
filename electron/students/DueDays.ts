import { type DeadlineRule, deadlineFinder } from '../../shared/domain/campaignDeadlines.ts';
import { beijingDayNumber, numberOfDay } from '../../shared/domain/daysLeft.ts';
import { isSettled, STATUSES } from '../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import type { FinalStudents } from './image/FinalStudents.ts';
import type { Grouping } from './image/StudentGroups.ts';

/** By the place of a status: 1 where it is settled. */
const SETTLED = Uint8Array.from(STATUSES, (status) => (isSettled(status) ? 1 : 0));

/** Until when each student of a campaign has time, as days in China since 1970-01-01. */
export class DueDays {
  /** The day up to which the campaign counts: today, or that on which it was closed. */
  readonly today: number;
  /** The one day of all students; null where some have another. */
  readonly same: number | null;
  readonly #ofGroup: Uint16Array;
  readonly #groupOf: Uint32Array;

  private constructor(at: number, same: number | null, ofGroup: Uint16Array, groupOf: Uint32Array) {
    this.today = beijingDayNumber(at);
    this.same = same;
    this.#ofGroup = ofGroup;
    this.#groupOf = groupOf;
  }

  /** As the rules say now. `classes`: the students by college and class; needed only where there are rules. */
  static current(
    campaign: Pick<StoredCampaign, 'deadline' | 'closedAt'>,
    rules: readonly DeadlineRule[],
    classes: () => Grouping,
    now: number,
  ): DueDays {
    const at = campaign.closedAt ?? now;
    if (rules.length === 0)
      return new DueDays(at, numberOfDay(campaign.deadline), new Uint16Array(0), new Uint32Array(0));
    const { names, groupOf } = classes();
    const find = deadlineFinder(campaign.deadline, rules);
    const days = Uint16Array.from(names, ([college, name]) => numberOfDay(find(college!, name!).deadline));
    return new DueDays(at, null, days, groupOf);
  }

  /** As it was when the campaign was closed. */
  static whenClosed({ groups, groupOf }: FinalStudents, closedAt: number): DueDays {
    const days = Uint16Array.from(groups, ([, , , , due]) => due);
    return new DueDays(closedAt, null, days, groupOf);
  }

  /** Of the student with this n. */
  of(n: number): number {
    return this.same ?? this.#ofGroup[this.#groupOf[n]!]!;
  }

  /** Whether a student with a status (its place in STATUSES) is late. */
  isOverdue(n: number, status: number): boolean {
    return SETTLED[status] === 0 && this.of(n) < this.today;
  }
}

import { type DeadlineRule, deadlineFinder } from '../../shared/domain/campaignDeadlines.ts';
import { beijingDayNumber, numberOfDay } from '../../shared/domain/daysLeft.ts';
import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import type { Grouping } from './image/StudentGroups.ts';

const DONE: readonly Status[] = ['verified-open', 'locked'];
/** By the place of a status: 1 where nothing is awaited of the student any more, or never was. */
const SETTLED = Uint8Array.from(STATUSES, (status) =>
  status === 'excluded' || DONE.includes(status) ? 1 : 0,
);

/** Until when each student of a campaign has time, as days in China since 1970-01-01. */
export class DueDays {
  /** The day up to which the campaign counts: today, or that on which it was closed. */
  readonly today: number;
  /** The one day of all students; null where some have another. */
  readonly same: number | null;
  readonly #ofClass: Uint16Array;
  readonly #classOf: Uint32Array;

  /** `classes`: the students by college and class; needed only where there are rules. */
  constructor(
    campaign: Pick<StoredCampaign, 'deadline' | 'closedAt'>,
    rules: readonly DeadlineRule[],
    classes: () => Grouping,
    now: number,
  ) {
    this.today = beijingDayNumber(campaign.closedAt ?? now);
    this.same = rules.length === 0 ? numberOfDay(campaign.deadline) : null;
    if (rules.length === 0) {
      this.#ofClass = new Uint16Array(0);
      this.#classOf = new Uint32Array(0);
      return;
    }
    const { names, groupOf } = classes();
    const find = deadlineFinder(campaign.deadline, rules);
    this.#ofClass = Uint16Array.from(names, ([college, name]) => numberOfDay(find(college!, name!).deadline));
    this.#classOf = groupOf;
  }

  /** Of the student with this n. */
  of(n: number): number {
    return this.same ?? this.#ofClass[this.#classOf[n]!]!;
  }

  /** Whether a student with a status (its place in STATUSES) is late. */
  isOverdue(n: number, status: number): boolean {
    return SETTLED[status] === 0 && this.of(n) < this.today;
  }
}

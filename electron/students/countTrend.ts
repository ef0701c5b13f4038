import type { TrendDeadline } from '../../shared/domain/campaignForecast.ts';
import { dayOfNumber } from '../../shared/domain/daysLeft.ts';
import { STATUSES, type Status, VERIFIED_STATUSES } from '../../shared/domain/verificationStatus.ts';
import type { DueDays } from './DueDays.ts';

const VERIFIED: ReadonlySet<Status> = new Set(VERIFIED_STATUSES);

export interface CountedTrend {
  /** Students who take part, by the day until which they have time, earliest first. */
  deadlines: TrendDeadline[];
  /** Of them those who are verified now, by the day in China (days since 1970-01-01) on which they verified. */
  verifiedOn: Map<number, number>;
}

/** The students of a match who take part, and when those of them who are verified now did so. */
export function countTrend(
  match: Uint8Array,
  statuses: Uint8Array,
  verdictDays: Uint16Array,
  due: DueDays,
): CountedTrend {
  const verified = STATUSES.map((status) => (VERIFIED.has(status) ? 1 : 0));
  const excluded = STATUSES.indexOf('excluded');
  const byDay = new Uint32Array(0x10000);
  const expectedBy = new Uint32Array(0x10000);
  const verifiedBy = new Uint32Array(0x10000);
  for (let n = 1; n < match.length; n++) {
    const status = statuses[n]!;
    if (match[n] === 0 || status === excluded) continue;
    const day = due.of(n);
    expectedBy[day]!++;
    if (verified[status] === 0) continue;
    byDay[verdictDays[n]!]!++;
    verifiedBy[day]!++;
  }
  const verifiedOn = new Map<number, number>();
  const deadlines: TrendDeadline[] = [];
  for (let day = 0; day < byDay.length; day++) {
    if (byDay[day]! > 0) verifiedOn.set(day, byDay[day]!);
    if (expectedBy[day]! > 0)
      deadlines.push({ day: dayOfNumber(day), expected: expectedBy[day]!, verified: verifiedBy[day]! });
  }
  return { deadlines, verifiedOn };
}

import { STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';

const VERIFIED = new Set<Status>(['verified-open', 'locked']);

export interface CountedTrend {
  /** Students who take part. */
  expected: number;
  /** Of them those who are verified now, by the day in China (days since 1970-01-01) on which they verified. */
  verifiedOn: Map<number, number>;
}

/** The students of a match who take part, and when those of them who are verified now did so. */
export function countTrend(match: Uint8Array, statuses: Uint8Array, verdictDays: Uint16Array): CountedTrend {
  const verified = STATUSES.map((status) => (VERIFIED.has(status) ? 1 : 0));
  const excluded = STATUSES.indexOf('excluded');
  const byDay = new Uint32Array(0x10000);
  let expected = 0;
  for (let n = 1; n < match.length; n++) {
    const status = statuses[n]!;
    if (match[n] === 0 || status === excluded) continue;
    expected++;
    if (verified[status] === 1) byDay[verdictDays[n]!]!++;
  }
  const verifiedOn = new Map<number, number>();
  for (let day = 0; day < byDay.length; day++) if (byDay[day]! > 0) verifiedOn.set(day, byDay[day]!);
  return { expected, verifiedOn };
}

import { countVerified, STATUSES, type Status } from '../../shared/domain/verificationStatus.ts';
import type { StatisticsRow } from './reportData.ts';

export type StatusCounts = Readonly<Partial<Record<Status, number>>>;

/**
 * The figures of 《核对统计表》 (domain notes §5.4). What must hold, and does by construction:
 * due = verified + notVerified + photoMissing + photoInProduction + identityReview + recordNotFound + stale,
 * verified = correct + wrong, correct = open + locked.
 */
export interface StatisticsFigures {
  /** 应核对: everybody but those who do not take part. */
  due: number;
  verified: number;
  open: number;
  locked: number;
  correct: number;
  wrong: number;
  notVerified: number;
  photoMissing: number;
  photoInProduction: number;
  /** 身份核验 未通过, 不确定 and 异常 together. */
  identityReview: number;
  recordNotFound: number;
  stale: number;
  excluded: number;
  /** verified / due, 0 to 1; null where nobody is due. */
  rate: number | null;
}

export function statisticsFigures(counts: StatusCounts): StatisticsFigures {
  const of = (status: Status) => counts[status] ?? 0;
  const correct = countVerified(counts);
  const verified = correct + of('disputed');
  const identityReview = of('identity-failed') + of('identity-uncertain') + of('identity-abnormal');
  const due =
    verified +
    of('not-verified') +
    of('photo-missing') +
    of('photo-in-production') +
    identityReview +
    of('record-not-found') +
    of('stale');
  return {
    due,
    verified,
    open: of('verified-open'),
    locked: of('locked'),
    correct,
    wrong: of('disputed'),
    notVerified: of('not-verified'),
    photoMissing: of('photo-missing'),
    photoInProduction: of('photo-in-production'),
    identityReview,
    recordNotFound: of('record-not-found'),
    stale: of('stale'),
    excluded: of('excluded'),
    rate: due === 0 ? null : verified / due,
  };
}

export function sumCounts(rows: readonly { counts: StatusCounts }[]): StatusCounts {
  const sum: Partial<Record<Status, number>> = {};
  for (const { counts } of rows) {
    for (const status of STATUSES) sum[status] = (sum[status] ?? 0) + (counts[status] ?? 0);
  }
  return sum;
}

/**
 * A rate as whole tenths of a per cent, cut and never rounded up: 99.96 % is not 100 %, and a report that says
 * 100 % must mean that nobody is missing.
 */
export function rateText(rate: number | null): string {
  return rate === null ? '—' : `${(Math.floor(rate * 1000 + 1e-9) / 10).toFixed(1)}%`;
}

export type StatisticsLine =
  | { kind: 'row'; row: StatisticsRow; counts: StatusCounts }
  | { kind: 'subtotal'; collegeName: string | null; counts: StatusCounts }
  | { kind: 'total'; counts: StatusCounts };

/** The lines of the sheet: rows, a subtotal behind each college that has several, the total at the end. */
export function statisticsLines(rows: readonly StatisticsRow[]): StatisticsLine[] {
  const lines: StatisticsLine[] = [];
  let start = 0;
  while (start < rows.length) {
    const collegeName = rows[start]?.collegeName ?? null;
    let end = start;
    while (end < rows.length && (rows[end]?.collegeName ?? null) === collegeName) end += 1;
    const ofCollege = rows.slice(start, end);
    for (const row of ofCollege) lines.push({ kind: 'row', row, counts: row.counts });
    if (ofCollege.length > 1) lines.push({ kind: 'subtotal', collegeName, counts: sumCounts(ofCollege) });
    start = end;
  }
  lines.push({ kind: 'total', counts: sumCounts(rows) });
  return lines;
}

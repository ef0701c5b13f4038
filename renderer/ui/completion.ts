import type { ProgressRow } from '../../shared/contract/campaigns.ts';
import { countGroups, type StatusGroup } from '../../shared/domain/statusGroups.ts';
import { countVerified } from '../../shared/domain/verificationStatus.ts';

export interface Completion {
  groups: Record<StatusGroup, number>;
  /** Students who take part. */
  expected: number;
  verified: number;
  /** 0 to 1; null when nobody takes part. */
  rate: number | null;
}

/** Verified (locked, or still inside the window) of those who take part. */
export function completionOf(row: Pick<ProgressRow, 'total' | 'statuses'>): Completion {
  const groups = countGroups(row.statuses);
  const expected = row.total - groups.outside;
  const verified = countVerified(row.statuses);
  return { groups, expected, verified, rate: expected > 0 ? verified / expected : null };
}

/** 0.9996 → "99.9%": a hundred is said only when nobody is missing. */
export function formatRate(rate: number | null): string {
  if (rate === null) return '–';
  return `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`;
}

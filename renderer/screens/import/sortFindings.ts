import type { PlanSummary } from '../../../shared/contract/imports.ts';

type FindingKind = PlanSummary['findings'][number];

const WEIGHT = { block: 0, warn: 1, note: 2 } as const;

/** What needs a person first: by severity, then the most frequent. */
export function sortFindings(findings: readonly FindingKind[]): FindingKind[] {
  return [...findings].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || b.count - a.count);
}

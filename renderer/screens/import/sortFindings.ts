import type { PlanSummary } from '../../../shared/contract/imports.ts';

type FindingKind = PlanSummary['findings'][number];

const WEIGHT = { block: 0, warn: 1, note: 2 } as const;

/** One entry per code, of its worst severity; what needs a person first, then the most frequent. */
export function sortFindings(findings: readonly FindingKind[]): FindingKind[] {
  const byCode = new Map<FindingKind['code'], FindingKind>();
  for (const finding of findings) {
    const known = byCode.get(finding.code);
    if (!known) byCode.set(finding.code, finding);
    else {
      const worst = WEIGHT[finding.severity] < WEIGHT[known.severity] ? finding : known;
      byCode.set(finding.code, { ...worst, count: known.count + finding.count });
    }
  }
  return [...byCode.values()].sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || b.count - a.count);
}

import type { ImportSession, PlanSummary } from '../../../shared/contract/imports.ts';
import { missingFields } from './importHindrance.ts';
import type { NeedsPerson } from './importSteps.ts';

/** What a person has to decide before the rows of a file can be read; null when its headings say it all. */
export function columnsNeedPerson(session: ImportSession): NeedsPerson | null {
  if (session.kind === 'photos') return null;
  if (session.headerRow === null || session.problem !== null) return { why: 'header', count: 0 };
  const twice = session.mapping.filter((column) => column.reason === 'twice').length;
  const missing = missingFields(session).length;
  return twice + missing > 0 ? { why: 'columns', count: twice + missing } : null;
}

/** What a person has to see in a plan before it is committed: all that is more than a note, and every row left out. */
export function planNeedsPerson(
  { counts, findings }: PlanSummary,
  kind: ImportSession['kind'],
): NeedsPerson | null {
  const sum = (severity: 'block' | 'warn') =>
    findings.reduce((total, each) => total + (each.severity === severity ? each.count : 0), 0);
  // A sum below a roster is nobody; a file among photos that is no photo may be one that somebody misses.
  const passedOver = kind === 'photos' ? counts.dropped : 0;
  const rows = Math.max(counts.ambiguous + counts.rejected + passedOver, sum('block'));
  if (rows > 0) return { why: 'rows', count: rows };
  const warnings = sum('warn');
  return warnings > 0 ? { why: 'warnings', count: warnings } : null;
}

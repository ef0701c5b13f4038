import type { ParsedRow } from '../createRowReader.ts';
import type { PlannedRow } from './plannedRow.ts';

/** A row of which nothing is known yet but what it says: not taken until a planner finds that it can be. */
export function plannedRowOf(parsed: ParsedRow): PlannedRow {
  return {
    row: parsed.row,
    sheet: parsed.sheet ?? null,
    outcome: parsed.kind === 'data' ? 'rejected' : 'dropped',
    student: null,
    isNew: false,
    values: parsed.values,
    verdict: null,
    findings: parsed.findings,
  };
}

import type { Finding, FindingCode } from '../../../shared/domain/findings.ts';
import { severityOf } from './severity.ts';

export interface FindingDetails {
  /** Which of the situations that the code covers; chooses sentence and severity, and is kept as `params.case`. */
  case?: string | null;
  row?: number | null;
  column?: string | null;
  field?: string | null;
  value?: string | null;
  suggestion?: string | null;
  params?: Record<string, string | number>;
}

/** A finding with its severity from the one table. */
export function makeFinding(code: FindingCode, details: FindingDetails = {}): Finding {
  const situation = details.case ?? null;
  const finding: Finding = {
    code,
    severity: severityOf(code, situation),
    row: details.row ?? null,
    column: details.column ?? null,
    field: details.field ?? null,
    value: details.value ?? null,
    suggestion: details.suggestion ?? null,
  };
  if (situation !== null) finding.params = { ...details.params, case: situation };
  else if (details.params !== undefined) finding.params = details.params;
  return finding;
}

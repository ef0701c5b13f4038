import type { RowOutcome } from '../../../shared/contract/imports.ts';
import type { Finding, Outcome, OutcomeCounts } from '../../../shared/domain/findings.ts';
import { maskField, maskIdNumber } from '../../../shared/domain/mask.ts';
import type { PartialStudentValues, StudentField } from '../../../shared/domain/studentFields.ts';
import type { RowList } from '../reconcile/plannedRow.ts';
import type { BulkRequest } from './importSession.ts';

/** What the lists of a plan need of a row, whatever kind of import it is. */
export interface ListedRow {
  row: number;
  sheet?: string | null;
  outcome: Outcome;
  student: string | null;
  findings: Finding[];
}

export function countOutcomes(rows: RowList<ListedRow>): OutcomeCounts {
  const counts = {
    rows: rows.length,
    created: 0,
    updated: 0,
    unchanged: 0,
    ambiguous: 0,
    rejected: 0,
    dropped: 0,
  };
  for (const row of rows) counts[row.outcome]++;
  return counts;
}

export function pageOfOutcomes<Row extends ListedRow>(
  rows: RowList<Row>,
  { offset, limit }: BulkRequest,
  sheetOf: (row: Row) => string | null,
): { total: number; items: RowOutcome[] } {
  const items: RowOutcome[] = [];
  for (let index = offset; index < Math.min(offset + limit, rows.length); index++) {
    const row = rows.at(index)!;
    items.push({ row: row.row, sheet: sheetOf(row), outcome: row.outcome, student: row.student });
  }
  return { total: rows.length, items };
}

/** By which a person tells the student: 学号, else 考生号, else the masked document number. */
export function keysOf(values: PartialStudentValues): string {
  if (values.studentNo) return values.studentNo;
  if (values.examNo) return values.examNo;
  return values.idNumber ? maskIdNumber(values.idNumber) : '';
}

/** A finding as a window shows it: personal values masked. */
export function maskedFinding(finding: Finding): Finding {
  const field = finding.field as StudentField | null;
  if (field === null) return finding;
  return {
    ...finding,
    value: maskField(field, finding.value),
    suggestion: maskField(field, finding.suggestion),
  };
}

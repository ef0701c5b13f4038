import type { PlannedRow as PlannedRowView, RowOutcome } from '../../../shared/contract/imports.ts';
import type { Finding, FindingCode, Outcome, OutcomeCounts } from '../../../shared/domain/findings.ts';
import { maskField, maskIdNumber } from '../../../shared/domain/mask.ts';
import type { PartialStudentValues, StudentField } from '../../../shared/domain/studentFields.ts';
import type { RowList } from '../reconcile/plannedRow.ts';
import type { BulkRequest, RowsRequest } from './importSession.ts';

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

export function countFindings(
  rows: Iterable<ListedRow>,
  ofFile: readonly Finding[],
): { code: FindingCode; severity: Finding['severity']; count: number }[] {
  const counts = new Map<string, { code: FindingCode; severity: Finding['severity']; count: number }>();
  const add = ({ code, severity }: Finding) => {
    const key = `${severity} ${code}`;
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { code, severity, count: 1 });
  };
  for (const finding of ofFile) add(finding);
  for (const row of rows) for (const finding of row.findings) add(finding);
  return [...counts.values()];
}

export function pageOfRows<Row extends ListedRow>(
  rows: Iterable<Row>,
  { offset, limit, outcomes, code }: RowsRequest,
  show: (row: Row) => PlannedRowView,
): { total: number; items: PlannedRowView[] } {
  const items: PlannedRowView[] = [];
  let total = 0;
  for (const row of rows) {
    if (outcomes.length > 0 && !outcomes.includes(row.outcome)) continue;
    if (code !== null && !row.findings.some((finding) => finding.code === code)) continue;
    if (total >= offset && items.length < limit) items.push(show(row));
    total++;
  }
  return { total, items };
}

/** What is said of the file as a whole, then what is said of its rows. */
export function pageOfFindings(
  rows: Iterable<ListedRow>,
  ofFile: readonly Finding[],
  { offset, limit, unmasked }: BulkRequest & { unmasked: boolean },
): { total: number; items: Finding[] } {
  const items = ofFile.slice(offset, offset + limit);
  let total = ofFile.length;
  for (const { findings, sheet } of rows) {
    for (const each of findings) {
      if (total >= offset && items.length < limit) items.push(sheet ? { ...each, sheet } : each);
      total++;
    }
  }
  return { total, items: unmasked ? items : items.map(maskedFinding) };
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

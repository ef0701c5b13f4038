import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { FieldValue, StudentField } from '../../../shared/domain/studentFields.ts';

/** What tells a sheet from the others of its report: a class, a college, a student, a case, a visit; empty: there is only one. */
export type SheetGroup = Partial<Record<StudentField, FieldValue>> & {
  student?: string;
  case?: string;
  visit?: string;
};

/** Fields by which a report is narrowed down without being another one. */
export const REPORT_FIELDS_OF_PLACE: readonly string[] = GROUP_FIELDS.class;

/** The same request for the students of one sheet alone. */
export function requestOfGroup(request: ReportRequest, group: SheetGroup): ReportRequest {
  const { student: _student, case: _case, visit: _visit, ...values } = group;
  const fields = { ...request.filter.fields };
  for (const [field, value] of Object.entries(values)) fields[field as StudentField] = [value ?? ''];
  return { ...request, filter: { ...request.filter, fields } };
}

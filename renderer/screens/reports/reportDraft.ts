import type { ReportRequest, ReportResult } from '../../../shared/contract/reports.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';

/** What was made, and from what: another choice leaves it on the screen, marked as made before. */
export interface MadeReport {
  request: ReportRequest;
  result: ReportResult;
}

/** The fields that a report is narrowed down by. */
export const REPORT_FIELDS = ['collegeName', 'majorName', 'className'] as const satisfies StudentField[];
export type ReportField = (typeof REPORT_FIELDS)[number];

export function newRequest(campaign: string | null): ReportRequest {
  return {
    kind: 'record-check-sheet',
    campaign,
    filter: { fields: {}, statuses: [], sources: [], photo: 'any', differing: false },
    by: 'college',
    format: 'pdf',
    unmasked: false,
  };
}

export function withField(
  request: ReportRequest,
  field: ReportField,
  values: readonly string[],
): ReportRequest {
  const fields = { ...request.filter.fields };
  if (values.length === 0) delete fields[field];
  else fields[field] = [...values];
  return { ...request, filter: { ...request.filter, fields } };
}

/** Whether two requests would make the same report. Fields of no meaning for the kind do not count. */
export function sameReport(a: ReportRequest, b: ReportRequest): boolean {
  return JSON.stringify(meant(a)) === JSON.stringify(meant(b));
}

function meant(request: ReportRequest): unknown {
  const { kind, campaign, filter, by, format, unmasked } = request;
  return [
    kind,
    campaign,
    REPORT_FIELDS.map((field) => [...(filter.fields[field] ?? [])].sort()),
    kind === 'statistics' ? by : null,
    format,
    kind === 'record-check-sheet' ? unmasked : null,
  ];
}

export type ReportProblem = 'campaign' | 'nobody';

/** What keeps the report from being made. `students`: how many it would be of, null while unknown. */
export function reportProblem(request: ReportRequest, students: number | null): ReportProblem | null {
  if (request.kind === 'statistics' && request.campaign === null) return 'campaign';
  if (students === 0) return 'nobody';
  return null;
}

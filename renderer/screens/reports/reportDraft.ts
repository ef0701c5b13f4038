import { CASE_QUEUES, type CaseQuery } from '../../../shared/contract/cases.ts';
import {
  CAMPAIGN_REPORTS,
  NUMBERED_REPORTS,
  REPORT_KINDS,
  type ReportRequest,
  type ReportResult,
} from '../../../shared/contract/reports.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import { queryOfParams } from '../../state/studentQueryHash.ts';

/** What was made, and from what: another choice leaves it on the screen, marked as made before. */
export interface MadeReport {
  request: ReportRequest;
  result: ReportResult;
}

/** Whether it can be looked at here; workbooks, and a file for each sheet, are only taken away. */
export function isPdf({ fileName }: ReportResult): boolean {
  return fileName.endsWith('.pdf');
}

/** The fields that a report is narrowed down by. */
export const REPORT_FIELDS = ['collegeName', 'majorName', 'className'] as const satisfies StudentField[];
export type ReportField = (typeof REPORT_FIELDS)[number];

/** Cases that whoever acts has still to do something about. */
export const OPEN_CASES: CaseQuery = {
  queues: CASE_QUEUES.filter((queue) => queue !== 'closed'),
  types: [],
  ages: [],
  colleges: [],
  assignee: null,
  student: null,
  search: '',
};

export function newRequest(campaign: string | null): ReportRequest {
  return {
    kind: 'record-check-sheet',
    campaign,
    filter: { fields: {}, statuses: [], sources: [], photo: 'any', differing: false, overdue: false },
    by: 'college',
    format: 'pdf',
    split: false,
    cases: [],
    caseQuery: OPEN_CASES,
    visits: [],
    letter: null,
    unmasked: false,
  };
}

/**
 * What a link asks for (`#/reports?kind=record-check-sheet&status=disputed`, the filter as in the student list;
 * `case`, once for each, for case forms); null: it asks for nothing. A sheet is of the list that the link was on; some reports need a campaign.
 */
export function requestOfLink(params: URLSearchParams, campaign: string | null): ReportRequest | null {
  const kind = REPORT_KINDS.find((one) => one === params.get('kind'));
  if (!kind) return null;
  const query = queryOfParams(params, CAMPAIGN_REPORTS.includes(kind) ? campaign : null);
  return { ...newRequest(query.campaign), kind, filter: query.filter, cases: params.getAll('case') };
}

/** Whether anything narrows the report down that the form has no field for. */
export function hasOtherFilters({ kind, cases, filter }: ReportRequest): boolean {
  const named: readonly string[] = REPORT_FIELDS;
  return (
    (kind === 'case-form' && cases.length > 0) ||
    Object.keys(filter.fields).some((field) => !named.includes(field)) ||
    filter.statuses.length > 0 ||
    filter.sources.length > 0 ||
    filter.photo !== 'any' ||
    filter.differing
  );
}

/** The request with only the filters that the form has fields for. */
export function withoutOtherFilters(request: ReportRequest): ReportRequest {
  let plain: ReportRequest = { ...request, cases: [], filter: newRequest(null).filter };
  for (const field of REPORT_FIELDS) plain = withField(plain, field, request.filter.fields[field] ?? []);
  return plain;
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
  const { kind, campaign, filter, cases, caseQuery, by, format, split, unmasked } = request;
  return [
    kind,
    campaign,
    Object.entries(filter.fields)
      .map(([field, values]) => [field, [...values].sort()])
      .sort(),
    [...filter.statuses].sort(),
    [...filter.sources].sort(),
    filter.photo,
    filter.differing,
    kind === 'case-form' ? [[...cases].sort(), caseQuery] : null,
    kind === 'statistics' ? by : null,
    format,
    kind === 'statistics' ? null : split,
    NUMBERED_REPORTS.includes(kind) ? unmasked : null,
  ];
}

export type ReportProblem = 'campaign' | 'nobody' | 'noCase' | 'noSheet';

/** What keeps the report from being made. `students`: how many it would be of, null while unknown. */
export function reportProblem(request: ReportRequest, students: number | null): ReportProblem | null {
  if (CAMPAIGN_REPORTS.includes(request.kind) && request.campaign === null) return 'campaign';
  if (students === 0) {
    if (request.kind === 'case-form') return 'noCase';
    return request.kind === 'sheets-out' ? 'noSheet' : 'nobody';
  }
  return null;
}

import { CAMPAIGN_REPORTS, type ReportRequest } from '../../../shared/contract/reports.ts';
import { type StudentQuery, type StudentRow, studentQuery } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { StudentField } from '../../../shared/domain/studentFields.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { studentRows } from '../../students/studentRow.ts';
import { noteStudents } from '../people/noteStudents.ts';
import type { Services } from '../services.ts';

const PAGE = 1_000;

/**
 * The campaign that a report is of. Where none is named that is the newest open one for what says how verification
 * stands; sheets to check and lists of photos are then of no campaign, and of everybody.
 */
export function campaignOf({ index }: Services, { kind, campaign }: ReportRequest): StoredCampaign | null {
  // Cases are of students, whatever campaigns there are.
  if (kind === 'case-form') return null;
  const standsAlone = !CAMPAIGN_REPORTS.includes(kind) && kind !== 'student-statement';
  return campaign === null && standsAlone ? null : index.campaignOf(campaign);
}

export function queryOf(request: ReportRequest, campaign: StoredCampaign | null): StudentQuery {
  return studentQuery.parse({ campaign: campaign?.id ?? null, filter: request.filter });
}

/**
 * Who a report is of, in the order of lists, cut wherever one of the fields changes. Values are in full: whether numbers
 * are masked is decided where a sheet is drawn. Errors: NOT_FOUND where there is nobody.
 */
export async function groupStudents(
  services: Services,
  query: StudentQuery,
  campaign: StoredCampaign | null,
  fields: readonly StudentField[],
  now: number,
): Promise<StudentRow[][]> {
  const { ns } = await services.index.find(query);
  return groupByFields(services, ns, campaign, fields, now);
}

/** The same of students that somebody else found. */
export async function groupByFields(
  services: Services,
  ns: Uint32Array,
  campaign: StoredCampaign | null,
  fields: readonly StudentField[],
  now: number,
): Promise<StudentRow[][]> {
  // They stand on what is printed.
  noteStudents(ns);
  if (ns.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
  const groups: StudentRow[][] = [];
  let last: StudentRow | null = null;
  for (let start = 0; start < ns.length; start += PAGE) {
    const rows = studentRows(services.db, ns.subarray(start, start + PAGE), {
      campaign,
      now,
      unmasked: true,
    });
    for (const row of rows) {
      const before: StudentRow | null = last;
      if (before === null || fields.some((field) => row.values[field] !== before.values[field])) {
        groups.push([]);
      }
      groups.at(-1)!.push(row);
      last = row;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return groups;
}

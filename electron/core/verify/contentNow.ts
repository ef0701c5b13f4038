import { type ReportRequest, reportRequest } from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import type { SheetContent } from '../../reports/content/sheetContent.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { readReport } from '../reports/collectReport.ts';
import { requestOfGroup, type SheetGroup } from '../reports/sheetGroup.ts';
import { unnumberedMarks } from '../reports/sheetMarks.ts';
import type { UnsignedSheet } from '../reports/signSheets.ts';
import type { Services } from '../services.ts';

/** What was asked for when a sheet was printed, as it was kept. */
export interface PrintedOf {
  /** ReportRequest and SheetGroup as JSON. */
  request: string;
  group: string;
}

/** What a sheet would say if it were printed now; null: the report would be of nobody. */
export type ReadNow = (sheet: PrintedOf) => Promise<SheetContent | null>;

/** From so many sheets of one report on, the whole report is read once. */
const WORTH_WHOLE = 4;

/** Reads what sheets say now, those of one report together: a file of a whole school is read as fast as it is printed. */
export function nowReader(services: Services, wall: PhotoWall, sheets: readonly PrintedOf[]): ReadNow {
  const counts = new Map<string, number>();
  for (const { request } of sheets) counts.set(request, (counts.get(request) ?? 0) + 1);
  const whole = new Map<string, Promise<Map<string, UnsignedSheet>>>();
  return async ({ request, group }) => {
    const asked = reportRequest.parse(JSON.parse(request));
    const of = JSON.parse(group) as SheetGroup;
    if ((counts.get(request) ?? 0) >= WORTH_WHOLE) {
      const read = whole.get(request) ?? sheetsOf(services, wall, asked);
      whole.set(request, read);
      const found = (await read).get(keyOf(of));
      // Who is not found may have left the filter: the sheet is then asked for alone.
      if (found) return found.content();
    }
    const alone = await sheetsOf(services, wall, narrowed(services, asked, of));
    return alone.get(keyOf(of))?.content() ?? null;
  };
}

/** A student's, a case's and a visit's sheets are told by ids, others by the names that they are grouped by. */
function keyOf({ student, case: of, visit, ...place }: SheetGroup): string {
  return visit ?? of ?? student ?? JSON.stringify(place);
}

async function sheetsOf(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest | null,
): Promise<Map<string, UnsignedSheet>> {
  if (request === null) return new Map();
  try {
    const { sheets } = await readReport(services, wall, request, unnumberedMarks);
    return new Map(sheets.map((sheet) => [keyOf(sheet.group), sheet]));
  } catch (error) {
    const isOfNobody = error instanceof AppError && ['NOT_FOUND', 'CASE_OUTPUT'].includes(error.code);
    if (isOfNobody) return new Map();
    throw error;
  }
}

/** The request for one sheet; a student is found by whatever number there is now. Null: there is none any more. */
function narrowed({ db }: Services, request: ReportRequest, group: SheetGroup): ReportRequest | null {
  if (group.case !== undefined) return { ...request, cases: [group.case] };
  if (group.visit !== undefined) return { ...request, visits: [group.visit] };
  // A report of cases keeps which they were.
  if (request.cases.length > 0) return request;
  if (group.student === undefined) return requestOfGroup(request, group);
  const values = studentById(db, group.student)?.values;
  const field = (['studentNo', 'examNo', 'idNumber', 'name'] as const).find((key) => values?.[key]);
  if (!values || !field) return null;
  return { ...request, filter: { ...request.filter, fields: { [field]: [values[field]!] } } };
}

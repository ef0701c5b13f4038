import { type ReportRequest, reportRequest } from '../../../shared/contract/reports.ts';
import type { VerifiedSheet } from '../../../shared/contract/verifySheets.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { SignedSheet } from '../../db/tables/signedSheetTable.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { type ContentRow, rowMarks, type SheetContent } from '../../reports/content/sheetContent.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { readReport } from '../reports/collectReport.ts';
import { requestOfGroup, type SheetGroup } from '../reports/sheetGroup.ts';
import { unnumberedMarks } from '../reports/sheetMarks.ts';
import type { Services } from '../services.ts';
import type { KeptContent } from './compareContent.ts';

type Since = NonNullable<VerifiedSheet['since']>;

/** What a sheet would say otherwise if it were printed now: student by student, or that its figures are others. */
export async function changesSince(
  services: Services,
  wall: PhotoWall,
  sheet: SignedSheet,
  kept: KeptContent,
): Promise<Since> {
  const request = reportRequest.parse(JSON.parse(sheet.request));
  const group = JSON.parse(sheet.group) as SheetGroup;
  const now = await contentNow(services, wall, request, group);
  if (request.kind === 'statistics' || group.student !== undefined) {
    return ofOne(services, sheet.number, kept, now, group.student ?? null);
  }
  const since: Since = [];
  const printed = new Map(kept.students.map((student, at) => [student, kept.rows[at]!]));
  // The running number moves when somebody joins: that alone is no change of a student.
  const running = numberColumn(now);
  for (const row of now?.rows ?? []) {
    const before = printed.get(row.student);
    printed.delete(row.student);
    const about = { student: row.student, name: nameOf(services, row.student) };
    if (!before) {
      since.push({ what: 'joined', ...about, column: null, now: null });
      continue;
    }
    const said = now!.besideTitle === null ? row.cells : [...row.cells, row.beside];
    for (const [place, mark] of rowMarks(sheet.number, row, now!.besideTitle !== null).entries()) {
      if (mark === before[place] || place === running) continue;
      const isBeside = place >= row.cells.length;
      since.push({
        what: 'changed',
        ...about,
        column: kept.columns[place]!,
        now: isBeside ? null : said[place]!,
      });
    }
  }
  for (const student of printed.keys()) {
    since.push({ what: 'left', student, name: nameOf(services, student), column: null, now: null });
  }
  return since;
}

/** A sheet of one student, or of nobody: rows are told by what they are called. */
function ofOne(
  services: Services,
  number: string,
  kept: KeptContent,
  now: SheetContent | null,
  student: string | null,
): Since {
  const about = { student, name: nameOf(services, student) };
  const open = new Map<string, number>();
  for (const row of kept.rows) open.set(row.join(''), (open.get(row.join('')) ?? 0) + 1);
  const changed: ContentRow[] = [];
  for (const row of now?.rows ?? []) {
    const key = rowMarks(number, row, false).join('');
    const left = open.get(key) ?? 0;
    if (left === 0) changed.push(row);
    else open.set(key, left - 1);
  }
  const gone = [...open.values()].some((left) => left > 0);
  if (student === null) {
    return changed.length > 0 || gone ? [{ what: 'counts', ...about, column: null, now: null }] : [];
  }
  const since: Since = changed.map(({ cells: [column = '', value = ''] }) => ({
    what: 'changed',
    ...about,
    column,
    now: value,
  }));
  if (since.length === 0 && gone) since.push({ what: 'changed', ...about, column: null, now: null });
  return since;
}

/** Null: the report would be of nobody. */
async function contentNow(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
  group: SheetGroup,
): Promise<SheetContent | null> {
  try {
    const narrow =
      group.student === undefined
        ? requestOfGroup(request, group)
        : oneStudent(services, request, group.student);
    const { sheets } = await readReport(services, wall, narrow, unnumberedMarks);
    const one = sheets.find((sheet) => group.student === undefined || sheet.group.student === group.student);
    return one?.content() ?? null;
  } catch (error) {
    const isOfNobody = error instanceof AppError && ['NOT_FOUND', 'CASE_OUTPUT'].includes(error.code);
    if (isOfNobody) return null;
    throw error;
  }
}

/** By whatever number the student has now. */
function oneStudent({ db }: Services, request: ReportRequest, id: string): ReportRequest {
  const values = studentById(db, id)?.values;
  const field = (['studentNo', 'examNo', 'idNumber', 'name'] as const).find((key) => values?.[key]);
  if (!values || !field) throw new AppError('NOT_FOUND', { what: 'students' });
  return { ...request, filter: { ...request.filter, fields: { [field]: [values[field]!] } } };
}

function nameOf({ db }: Services, id: string | null): string | null {
  return id === null ? null : (studentById(db, id)?.values.name ?? null);
}

function numberColumn(content: SheetContent | null): number {
  const first = content?.rows.map(({ cells }) => cells) ?? [];
  for (let column = 0; column < (content?.columns.length ?? 0); column += 1) {
    if (first.length > 0 && first.every((cells, at) => cells[column] === String(at + 1))) return column;
  }
  return -1;
}

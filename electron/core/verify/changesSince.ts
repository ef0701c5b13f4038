import { reportRequest } from '../../../shared/contract/reports.ts';
import type { VerifiedSheet } from '../../../shared/contract/verifySheets.ts';
import type { SignedSheet } from '../../db/tables/signedSheetTable.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import { rowMarks, type SheetContent } from '../../reports/content/sheetContent.ts';
import type { SheetGroup } from '../reports/sheetGroup.ts';
import type { Services } from '../services.ts';
import type { KeptContent } from './compareContent.ts';
import type { ReadNow } from './contentNow.ts';

/** Rows that are of no student: that they say something else is all that can be told. */
const OF_FIGURES: readonly string[] = ['statistics', 'sheets-out'];

type Since = NonNullable<VerifiedSheet['since']>;

/** What a sheet would say otherwise if it were printed now: student by student, or that its figures are others. */
export async function changesSince(
  services: Services,
  readNow: ReadNow,
  sheet: SignedSheet,
  kept: KeptContent,
): Promise<Since> {
  const request = reportRequest.parse(JSON.parse(sheet.request));
  const group = JSON.parse(sheet.group) as SheetGroup;
  const now = await readNow(sheet);
  if (OF_FIGURES.includes(request.kind) || group.student !== undefined) {
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
  const columns = now?.columns.length ?? kept.columns.length;
  // What was printed before photos were kept of such sheets says nothing of them.
  const hasBeside = kept.columns.length > columns;
  const open = new Map<string, string[]>();
  for (const row of kept.rows) {
    const key = row.slice(0, columns).join('');
    open.set(key, [...(open.get(key) ?? []), row[columns] ?? '']);
  }
  const since: Since = [];
  let others = 0;
  for (const row of now?.rows ?? []) {
    const marks = rowMarks(number, row, hasBeside);
    const same = open.get(marks.slice(0, columns).join(''));
    const beside = same?.shift();
    if (beside !== undefined && (!hasBeside || beside === marks[columns])) continue;
    if (beside === undefined && !hasBeside && row.beside !== '') continue;
    if (student === null) others += 1;
    else {
      const [column = '', value = ''] = row.cells;
      // Of a photo it is not its cell that changed.
      since.push({ what: 'changed', ...about, column, now: beside === undefined ? value : null });
    }
  }
  const gone = [...open.values()].some((left) => left.length > 0);
  if (student === null) {
    return others > 0 || gone ? [{ what: 'counts', ...about, column: null, now: null }] : [];
  }
  if (since.length === 0 && gone) since.push({ what: 'changed', ...about, column: null, now: null });
  return since;
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

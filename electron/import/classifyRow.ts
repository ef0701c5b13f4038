import type { ImportKind } from '../../shared/domain/importKinds.ts';
import { synonymsOf } from './fieldSynonyms.ts';
import type { SourceColumn } from './normalise/readValue.ts';
import { cellText, type SheetRow } from './readers/reader.ts';

/** Rows below a header that are no student: totals and signatures, and the header printed again on every page. */
export type RowKind = 'data' | 'footer' | 'repeated-header';

/** The beginnings of the lines that people put under a list. */
const FOOTER =
  /^(?:合\s*计|总\s*计|小\s*计|共\s*计|总人数|合计人数|共\s*\d+\s*[人名条页行]|制\s*表|填\s*表|填\s*报|审\s*核|复\s*核|核对人|校对人|经办|负责人|主管|分管|院长|系主任|班主任签|辅导员签|学院签|签\s*字|签\s*名|签\s*章|盖\s*章|公\s*章|\(?盖章\)?|单位\s*[(（]?盖?章|学院\s*[(（]盖?章|打印|导出时间|统计时间|统计人|制作|注\s*[:：]|注\d|备\s*注\s*[:：]|说\s*明|附\s*注|第\s*\d+\s*页|\*\s*注|※|以上|此表|本表|日\s*期\s*[:：])/;
/** Their first characters, so that a row of data is passed by without a pattern. */
const FOOTER_STARTS = new Set('合总小共制填审复核校经负主分院系班辅学签盖公(（单打导统注备说附第*※以此本日');
const SIGNATURE = /签字|签名|签章|盖章|制表人|审核人|填表人|填表日期|制表日期|负责人[:：]/;
/** Where these stand alone in a cell they are a total's label, whatever else is in the row. */
const TOTAL = /^(?:合\s*计|总\s*计|小\s*计|共\s*计)\s*[:：]?$/;

export type RowClassifier = (row: SheetRow) => RowKind;

/**
 * `above` are the rows of the sheet down to its header: titles, banners and headings that a print-out repeats on
 * every page are told by them, whatever they say. They may be filled in until the first row is classified.
 */
export function rowClassifier(
  columns: readonly SourceColumn[],
  kind: ImportKind,
  above: readonly SheetRow[] = [],
): RowClassifier {
  const keyColumns = columns.filter(
    (each) => each.field === 'examNo' || each.field === 'studentNo' || each.field === 'idNumber',
  );
  const nameColumn = columns.find((each) => each.field === 'name');
  const headings = columns.map((column) => ({ index: column.index, texts: headingTexts(column, kind) }));
  const probe = headings[columns.indexOf(nameColumn ?? keyColumns[0] ?? (columns[0] as SourceColumn))];
  // What has a student's number is a student, also above a header that a person points at.
  let isAbove: ((row: SheetRow) => boolean) | null = null;
  return (row) => {
    isAbove ??= repeats(above.filter((each) => !hasNumber(each, keyColumns)));
    if (isAbove(row)) return 'repeated-header';
    if (probe !== undefined && isHeading(row, probe) && isHeaderAgain(row, headings, keyColumns))
      return 'repeated-header';
    return isFooterRow(row, keyColumns, nameColumn) ? 'footer' : 'data';
  };
}

/** Whether a row says exactly what one of these rows says, column by column. */
function repeats(above: readonly SheetRow[]): (row: SheetRow) => boolean {
  const wholes = new Set(above.map(wholeText).filter((text) => text !== ''));
  const firsts = new Set(above.map(firstText));
  return (row) => firsts.has(firstText(row)) && wholes.has(wholeText(row));
}

function firstText(row: SheetRow): string {
  for (const cell of row.cells) {
    const text = cellText(cell);
    if (text !== '') return text;
  }
  return '';
}

/** What stands in which column, the blanks left out. */
function wholeText(row: SheetRow): string {
  return row.cells
    .flatMap((cell, column) => (cellText(cell) === '' ? [] : [`${column} ${cellText(cell)}`]))
    .join('\n');
}

interface ColumnHeadings {
  index: number;
  /** Without white space. */
  texts: ReadonlySet<string>;
}

/** What the heading of a column may be when it is printed again: as above, or in the other of two header rows. */
function headingTexts(column: SourceColumn, kind: ImportKind): Set<string> {
  const texts = [column.heading, ...synonymsOf(column.field, kind)].map((text) => text.replace(/\s+/g, ''));
  return new Set(texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]));
}

function isHeading(row: SheetRow, column: ColumnHeadings): boolean {
  const cell = row.cells[column.index];
  if (typeof cell !== 'string') return false;
  return column.texts.has(cell) || (cell.length <= 40 && column.texts.has(cell.replace(/\s+/g, '')));
}

/**
 * More than one mapped column says its heading (or there is only one), and the others are empty. Where a two-row header
 * comes again as a single row a few may say something else: then most say their heading, and there is no student's number.
 */
function isHeaderAgain(
  row: SheetRow,
  headings: readonly ColumnHeadings[],
  keyColumns: readonly SourceColumn[],
): boolean {
  let same = 0;
  let other = 0;
  for (const column of headings) {
    if (cellText(row.cells[column.index]).trim() === '') continue;
    if (isHeading(row, column)) same += 1;
    else other += 1;
  }
  if (other === 0) return same >= 2 || headings.length === 1;
  return same >= 2 && same > other && !hasNumber(row, keyColumns);
}

/**
 * True for totals, signatures, notes and page numbers under (or between) the students. A row that has a name and
 * a number of its own is a student, whatever its first cell says; so is a short row with somebody's name.
 */
export function isFooterRow(
  row: SheetRow,
  keyColumns: readonly SourceColumn[],
  nameColumn: SourceColumn | undefined,
): boolean {
  let first = '';
  let filled = 0;
  for (const cell of row.cells) {
    if (cell === null) continue;
    const text = typeof cell === 'string' ? cell : cell.text;
    if (text === '') continue;
    filled += 1;
    if (first === '') first = text.trim();
  }
  const marked = FOOTER_STARTS.has(first.charAt(0)) && FOOTER.test(first);
  if (!marked && filled > 4) return false;
  const named = hasName(row, nameColumn);
  if (marked) {
    if (TOTAL.test(first) && !named) return true;
    return !(hasNumber(row, keyColumns) && (named || nameColumn === undefined));
  }
  if (named || (nameColumn === undefined && hasNumber(row, keyColumns))) return false;
  // "王老师（签字）：____   日期：____": what it is stands further on.
  return row.cells.some((cell) => typeof cell === 'string' && cell.length >= 2 && SIGNATURE.test(cell));
}

/** Six letters or digits at least, and nothing else: neither "合计：1200 人" nor a date is the number of a student. */
function hasNumber(row: SheetRow, keyColumns: readonly SourceColumn[]): boolean {
  return keyColumns.some((column) =>
    /^[0-9A-Za-z]{6,}$/.test(cellText(row.cells[column.index]).normalize('NFKC').trim()),
  );
}

function hasName(row: SheetRow, nameColumn: SourceColumn | undefined): boolean {
  if (nameColumn === undefined) return false;
  const text = cellText(row.cells[nameColumn.index]).trim();
  if (text === '' || /[:：]/.test(text) || /^[\d.]+\s*人?$/.test(text)) return false;
  return !SIGNATURE.test(text) && !(FOOTER.test(text) && text.length > 3);
}

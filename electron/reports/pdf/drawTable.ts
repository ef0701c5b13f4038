import { MM } from './paper.ts';
import { type Align, type Box, INK, type SheetPen, type TextStyle } from './sheetPen.ts';

export interface TableColumn {
  /** May carry line breaks, where a heading reads best. */
  title: string;
  /** Columns side by side with the same group share a heading above their own. */
  group?: string;
  /** Points. */
  width: number;
  align: Align;
  /** Points kept free left and right beyond the usual, so that figures end under each other in mid column. */
  inset?: number;
  fit?: TextStyle['fit'];
}

export interface TableCell {
  text: string;
  weight?: TextStyle['weight'];
  colour?: string;
}

export interface TableRow {
  cells: readonly TableCell[];
  /** For the list of what could not be printed. */
  studentId: string | null;
  /** Subtotals and totals stand on a band. */
  emphasis?: 'subtotal' | 'total';
  /** The first column goes on from the row above: no rule between them there. */
  joinsAbove?: boolean;
  /** Points; absent: as the style says. */
  height?: number;
}

export interface TableStyle {
  textSize: number;
  headerSize: number;
  headerHeight: number;
  rowHeight: number;
}

export const CELL_PADDING = 0.8 * MM;
const FRAME_WIDTH = 0.9;
const HEADER_RULE_WIDTH = 0.6;
const RULE_WIDTH = 0.35;

export function tableWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

function padded({ x, y, width, height }: Box, inset = 0): Box {
  const padding = CELL_PADDING + inset;
  return { x: x + padding, y: y + 1, width: width - 2 * padding, height: height - 2 };
}

function drawHeader(
  pen: SheetPen,
  columns: readonly TableColumn[],
  x: number,
  y: number,
  style: TableStyle,
): void {
  const { headerHeight: height, headerSize: size } = style;
  const heading = (text: string, box: Box): void => {
    const fit = { minSize: size * 0.9, maxLines: 3, minWrapSize: size * 0.62 };
    pen.text(text, padded(box), { weight: 'bold', size, align: 'centre', fit });
  };
  pen.band({ x, y, width: tableWidth(columns), height }, INK.band);
  let left = x;
  let index = 0;
  while (index < columns.length) {
    const column = columns[index];
    if (!column) break;
    if (index > 0) pen.line(left, y, left, y + height, RULE_WIDTH, INK.rule);
    if (column.group === undefined) {
      heading(column.title, { x: left, y, width: column.width, height });
      left += column.width;
      index += 1;
      continue;
    }
    const start = index;
    while (columns[index]?.group === column.group) index += 1;
    const members = columns.slice(start, index);
    const width = tableWidth(members);
    const half = height / 2;
    heading(column.group, { x: left, y, width, height: half });
    pen.line(left, y + half, left + width, y + half, RULE_WIDTH, INK.rule);
    for (const [position, member] of members.entries()) {
      if (position > 0) pen.line(left, y + half, left, y + height, RULE_WIDTH, INK.rule);
      heading(member.title, { x: left, y: y + half, width: member.width, height: half });
      left += member.width;
    }
  }
}

/** What the first column says stands once for neighbours of which it says the same. */
export function joinFirstColumn(rows: readonly TableRow[]): TableRow[] {
  return rows.map((row, index) => {
    const joinsAbove = rows[index - 1]?.cells[0]?.text === row.cells[0]?.text;
    return joinsAbove ? { ...row, joinsAbove, cells: [{ text: '' }, ...row.cells.slice(1)] } : row;
  });
}

/** Draws header, rows and rules. Returns the table's lower edge. */
export function drawTable(
  pen: SheetPen,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  x: number,
  y: number,
  style: TableStyle,
): number {
  const width = tableWidth(columns);
  const body = y + style.headerHeight;
  const tops: number[] = [];
  let bottom = body;
  for (const { height } of rows) {
    tops.push(bottom);
    bottom += height ?? style.rowHeight;
  }
  const heightOf = (index: number) => (tops[index + 1] ?? bottom) - (tops[index] ?? bottom);
  drawHeader(pen, columns, x, y, style);
  for (const [index, { emphasis, joinsAbove }] of rows.entries()) {
    if (!emphasis) continue;
    const start = joinsAbove ? (columns[0]?.width ?? 0) : 0;
    const band = { x: x + start, y: tops[index]!, width: width - start, height: heightOf(index) };
    pen.band(band, emphasis === 'total' ? INK.band : INK.faintBand);
  }
  for (let index = 1; index < rows.length; index += 1) {
    const top = tops[index]!;
    const start = rows[index]?.joinsAbove ? (columns[0]?.width ?? 0) : 0;
    pen.line(x + start, top, x + width, top, RULE_WIDTH, INK.rule);
  }
  let left = x;
  for (const [index, column] of columns.entries()) {
    if (index > 0) pen.line(left, body, left, bottom, RULE_WIDTH, INK.rule);
    left += column.width;
  }
  pen.line(x, body, x + width, body, HEADER_RULE_WIDTH, INK.frame);
  pen.frame({ x, y, width, height: bottom - y }, FRAME_WIDTH, INK.frame);

  for (const [rowIndex, row] of rows.entries()) {
    pen.about(row.studentId);
    left = x;
    const top = tops[rowIndex]!;
    const height = heightOf(rowIndex);
    for (const [columnIndex, column] of columns.entries()) {
      const cell = row.cells[columnIndex];
      if (cell && cell.text !== '') {
        const box = padded({ x: left, y: top, width: column.width, height }, column.inset);
        pen.text(cell.text, box, {
          weight: cell.weight ?? (row.emphasis ? 'bold' : 'regular'),
          size: style.textSize,
          align: column.align,
          ...(cell.colour === undefined ? {} : { colour: cell.colour }),
          ...(column.fit === undefined ? {} : { fit: column.fit }),
        });
      }
      left += column.width;
    }
  }
  pen.about(null);
  return bottom;
}

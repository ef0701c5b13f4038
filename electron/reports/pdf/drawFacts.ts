import { MM } from './paper.ts';
import { type Box, INK, type SheetPen } from './sheetPen.ts';

export interface Fact {
  label: string;
  value: string;
  /** How many of the table's columns the value goes over; the row ends with the last. */
  span?: number;
}

const LABEL_WIDTH = 24 * MM;
const FIT = { minSize: 7, maxLines: 3, minWrapSize: 5.5 };

/** A table of labels and values, `columns` pairs a row, filling the box row by row. Returns its lower edge. */
export function drawFacts(
  pen: SheetPen,
  { x, y, width }: Omit<Box, 'height'>,
  facts: readonly Fact[],
  { columns, rowHeight }: { columns: number; rowHeight: number },
): number {
  const pair = width / columns;
  let column = 0;
  let top = y;
  /** Drawn last: a band would cover a rule that was there before it. */
  const rules: [x1: number, y1: number, x2: number, y2: number][] = [];
  for (const { label, value, span = 1 } of facts) {
    const left = x + column * pair;
    const box = { x: left, y: top, width: LABEL_WIDTH, height: rowHeight };
    pen.band(box, INK.faintBand);
    pen.text(label, box, { weight: 'bold', size: 9, align: 'centre', fit: FIT });
    const room = { x: left + LABEL_WIDTH + 2 * MM, y: top, width: span * pair - LABEL_WIDTH - 4 * MM };
    pen.text(
      value,
      { ...room, height: rowHeight },
      { weight: 'regular', size: 9.5, align: 'left', fit: FIT },
    );
    rules.push([left + LABEL_WIDTH, top, left + LABEL_WIDTH, top + rowHeight]);
    if (column > 0) rules.push([left, top, left, top + rowHeight]);
    column += span;
    if (column < columns) continue;
    column = 0;
    top += rowHeight;
    rules.push([x, top, x + width, top]);
  }
  const bottom = column === 0 ? top : top + rowHeight;
  for (const [x1, y1, x2, y2] of rules) pen.line(x1, y1, x2, y2, 0.35, INK.rule);
  pen.frame({ x, y, width, height: bottom - y }, 0.9, INK.frame);
  return bottom;
}

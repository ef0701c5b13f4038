import { drawFacts } from '../pdf/drawFacts.ts';
import { drawPages } from '../pdf/drawPages.ts';
import { bodyHeight, CLOSING_HEIGHT, notesHeight } from '../pdf/drawSheetFrame.ts';
import { drawTable, type TableColumn } from '../pdf/drawTable.ts';
import { LANDSCAPE, MM } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { INK, type SheetPen } from '../pdf/sheetPen.ts';
import type { ReadPicture } from '../photos/drawPhoto.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult, SlipData } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import { slipClosing, slipFacts, slipRows } from './slipReport.ts';

const { margin, content } = LANDSCAPE;
const FACT_HEIGHT = 7.5 * MM;
const GAP = 3 * MM;
const STYLE = { textSize: 9.5, headerSize: 9.5, headerHeight: 7 * MM };
const ROW = { usual: 7.2 * MM, least: 4.2 * MM };
/** As high as a name is written by hand. */
const SIGNATURE = { width: 70 * MM, height: 19 * MM };

async function drawSlip(data: SlipData, printing: Printing, readPicture: ReadPicture): Promise<number> {
  const { pen, text } = printing;
  const { mark, student, visit } = data;
  const signature = visit.signature === null ? null : await readPicture(visit.signature);
  const facts = slipFacts(data);
  const rows = slipRows(data).map(({ cells, isWrong }) => ({
    studentId: student.id,
    cells: cells.map((cell, at) => ({
      text: cell,
      ...(at === 0 || isWrong ? { weight: 'bold' as const } : {}),
    })),
  }));
  const [comment, signed] = slipClosing(data);
  const { notes, signatures, title } = text.slip;
  const around = (facts.length / 3) * FACT_HEIGHT + 2 * GAP + STYLE.headerHeight + SIGNATURE.height;
  const room = bodyHeight(LANDSCAPE) - notesHeight(notes.length) - CLOSING_HEIGHT - around;
  // However many fields a campaign covers, one sheet holds them.
  const rowHeight = Math.max(ROW.least, Math.min(ROW.usual, room / rows.length));
  const drawWhole = (top: number): void => {
    pen.about(student.id);
    const whole = { x: margin.x, width: content };
    const factsEnd = drawFacts(pen, { ...whole, y: top }, facts, { columns: 3, rowHeight: FACT_HEIGHT });
    const style = { ...STYLE, rowHeight };
    const tableEnd = drawTable(pen, columnsOf(text), rows, margin.x, factsEnd + GAP, style);
    const y = tableEnd + GAP;
    const signedWidth = drawSignature(pen, y, { ...signed!, jpeg: signature }, text);
    drawFacts(pen, { x: margin.x, width: content - signedWidth - 4 * MM, y }, [comment!], {
      columns: 1,
      rowHeight: SIGNATURE.height,
    });
    pen.about(null);
  };
  return drawPages(printing, {
    mark,
    title,
    info: [],
    headerHeight: 0,
    heights: [around + rows.length * rowHeight],
    drawRows: (_page, top) => {
      drawWhole(top);
      return top + around + rows.length * rowHeight;
    },
    notes: { leadIn: '', lines: notes, onEveryPage: false },
    signatures,
    rowsWithClosing: 1,
  });
}

function columnsOf(text: SheetText): TableColumn[] {
  const { item, shown, answer, claimed } = text.slip.columns;
  const fit = { minSize: 6.5, maxLines: 2, minWrapSize: 5.5 };
  const [items, values, answers] = [40 * MM, 100 * MM, 24 * MM];
  return [
    { title: item, width: items, align: 'left', fit },
    { title: shown, width: values, align: 'left', fit },
    { title: answer, width: answers, align: 'centre', fit },
    { title: claimed, width: content - items - values - answers, align: 'left', fit },
  ];
}

/** At the right edge: the signature as it was drawn, or the name that was typed and who saw it. Answers how wide it is. */
function drawSignature(
  pen: SheetPen,
  y: number,
  { label, value, jpeg }: { label: string; value: string; jpeg: Buffer | null },
  text: SheetText,
): number {
  const size = 9.5;
  const heading = `${label}${text.between}`;
  const width = pen.widthOf(heading, 'bold', size) + 2 * MM;
  const box = { x: margin.x + content - SIGNATURE.width, y, ...SIGNATURE };
  pen.text(heading, { ...box, x: box.x - width, width }, { weight: 'bold', size, align: 'left' });
  if (jpeg === null) {
    const inner = { ...box, x: box.x + 2 * MM, width: box.width - 4 * MM };
    const fit = { minSize: 7, maxLines: 2, minWrapSize: 6 };
    pen.text(value, inner, { weight: 'regular', size: 10.5, align: 'left', fit });
  } else {
    const [x, top] = [box.x + 1 * MM, y + 1 * MM];
    pen.picture(jpeg, { x, y: top, width: box.width - 2 * MM, height: box.height - 2 * MM });
  }
  pen.frame(box, 0.35, INK.rule);
  return SIGNATURE.width + width;
}

/**
 * Prints 学生现场核对确认单, a page a visit: what the student was shown at the counter, said of each of it, and signed.
 * @throws as printSheets.
 */
export function renderSlips(
  slips: readonly SlipData[],
  sink: NodeJS.WritableStream,
  readPicture: ReadPicture,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { title } = textOf(options.lang).slip;
  return printSheets(title, slips, sink, options, (data, printing) => drawSlip(data, printing, readPicture));
}

import { beijingTime } from '../beijingTime.ts';
import type { SheetMark } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { type CodeRuns, drawCode } from './drawCode.ts';
import { MM, PAGE } from './sheetDocument.ts';
import { INK, type SheetPen } from './sheetPen.ts';

export const MARGIN = { x: 10 * MM, top: 8 * MM, bottom: 7 * MM };
export const CONTENT_WIDTH = PAGE.width - 2 * MARGIN.x;

/** 41 modules a side: at 150 dots an inch almost three dots each, which a bad scanner still tells apart. */
const CODE_SIZE = 19 * MM;
/** Higher than the rest of the head: below it a quiet zone has to stay clear of the table. */
const CODE_TOP = 4.5 * MM;
const FOOTER_HEIGHT = 5 * MM;
const FOOTER_GAP = 1.5 * MM;
/** Where the table begins. */
export const HEAD_HEIGHT = { first: 19 * MM, later: 18 * MM };
const NOTE = { size: 7.2, lineHeight: 3.5 * MM, gap: 1.6 * MM };
const SIGNATURE_HEIGHT = 13 * MM;
const SMALL = 7.5;

export function notesHeight(lines: number): number {
  return NOTE.gap + lines * NOTE.lineHeight;
}
export const CLOSING_HEIGHT = SIGNATURE_HEIGHT;

/** Height between the head and the footer: for the table, the notes and, at the end, the signatures. */
export function bodyHeight(firstPage: boolean): number {
  const head = firstPage ? HEAD_HEIGHT.first : HEAD_HEIGHT.later;
  return PAGE.height - MARGIN.top - MARGIN.bottom - FOOTER_HEIGHT - FOOTER_GAP - head;
}

export interface SheetHead {
  mark: SheetMark;
  title: string;
  /** Label and value, left to right; empty values keep a line to write on. */
  info: readonly { label: string; value: string; share: number }[];
  code: CodeRuns;
}

/** Title, campaign, what the sheet is about, and its code. */
export function drawHead(
  document: PDFKit.PDFDocument,
  pen: SheetPen,
  head: SheetHead,
  text: SheetText,
  firstPage: boolean,
): void {
  const { mark } = head;
  const codeX = PAGE.width - MARGIN.x - CODE_SIZE;
  drawCode(document, head.code, { x: codeX, y: CODE_TOP, width: CODE_SIZE, height: CODE_SIZE });

  // The title is centred on the page; both sides keep clear of the code.
  const clear = CODE_SIZE + 4 * MM;
  const titleBox = { x: MARGIN.x + clear, width: CONTENT_WIDTH - 2 * clear };
  const title = `${mark.schoolName}${text.titleJoin}${head.title}`;
  // Ends above the table, also in two lines.
  const infoY = MARGIN.top + (firstPage ? 13.2 : 10.4) * MM;
  if (firstPage) {
    pen.text(
      text.sheetNumber(mark.sheetNumber),
      { x: MARGIN.x, y: MARGIN.top, width: 60 * MM, height: 4 * MM },
      { weight: 'regular', size: 8, align: 'left', colour: INK.quiet },
    );
    pen.text(
      title,
      { ...titleBox, y: MARGIN.top, height: 7.4 * MM },
      { weight: 'bold', size: 17, align: 'centre' },
    );
    pen.text(
      mark.campaignName,
      { ...titleBox, y: MARGIN.top + 7.6 * MM, height: 4.8 * MM },
      { weight: 'regular', size: 10.5, align: 'centre' },
    );
  } else {
    pen.text(
      `${title}${text.continued}`,
      { ...titleBox, y: MARGIN.top + 1 * MM, height: 7 * MM },
      { weight: 'bold', size: 11.5, align: 'centre' },
    );
  }
  const gap = 4 * MM;
  const room = CONTENT_WIDTH - CODE_SIZE - gap - gap * (head.info.length - 1);
  const shares = head.info.reduce((sum, { share }) => sum + share, 0);
  let x = MARGIN.x;
  for (const { label, value, share } of head.info) {
    const width = (room * share) / shares;
    const size = 9;
    const box = { x, y: infoY, width, height: 5.2 * MM };
    const heading = `${label}${text.between}`;
    const headingWidth = pen.widthOf(heading, 'bold', size);
    pen.text(heading, { ...box, width: headingWidth + 0.01 }, { weight: 'bold', size, align: 'left' });
    pen.text(
      value,
      { ...box, x: x + headingWidth, width: width - headingWidth },
      { weight: 'regular', size, align: 'left', fit: { minSize: 7, maxLines: 2, minWrapSize: 5.5 } },
    );
    if (value === '') {
      const lineY = infoY + 4.6 * MM;
      pen.line(x + headingWidth, lineY, x + width, lineY, 0.4, INK.rule);
    }
    x += width + gap;
  }
}

/** Sheet number, the mark of internal use, data time and page on the lower edge of every page. */
export function drawFoot(pen: SheetPen, mark: SheetMark, text: SheetText, page: number, pages: number): void {
  const y = PAGE.height - MARGIN.bottom - FOOTER_HEIGHT + 0.8 * MM;
  const height = FOOTER_HEIGHT - 0.8 * MM;
  const third = CONTENT_WIDTH / 3;
  const box = (index: number) => ({ x: MARGIN.x + index * third, y, width: third, height });
  const quiet = { weight: 'regular', size: SMALL, colour: INK.quiet } as const;
  pen.line(MARGIN.x, y - 0.2 * MM, PAGE.width - MARGIN.x, y - 0.2 * MM, 0.35, INK.rule);
  pen.text(text.sheetNumber(mark.sheetNumber), box(0), { ...quiet, align: 'left', colour: INK.text });
  pen.text(text.internalUseOnly, box(1), { ...quiet, weight: 'bold', align: 'centre', colour: INK.text });
  const right = `${text.dataTime(beijingTime(mark.dataTime))}　　${text.page(page, pages)}`;
  pen.text(right, box(2), { ...quiet, align: 'right' });
}

/** Lines of small print under the table. The first may have a bold lead-in; the others align behind it. */
export function drawNotes(pen: SheetPen, y: number, notes: readonly string[], leadIn = ''): void {
  const { size, lineHeight, gap } = NOTE;
  const indent = leadIn === '' ? 0 : pen.widthOf(leadIn, 'bold', size);
  for (const [index, note] of notes.entries()) {
    const box = { x: MARGIN.x, y: y + gap + index * lineHeight, width: CONTENT_WIDTH, height: lineHeight };
    if (index === 0 && leadIn !== '') pen.text(leadIn, box, { weight: 'bold', size, align: 'left' });
    pen.text(
      note,
      { ...box, x: MARGIN.x + indent, width: CONTENT_WIDTH - indent },
      { weight: 'regular', size, align: 'left', colour: INK.quiet },
    );
  }
}

/** Three places to sign and the date, with room above the lines for a seal. */
export function drawSignatures(pen: SheetPen, y: number, labels: readonly string[], text: SheetText): void {
  const size = 9.5;
  const parts = [...labels, text.date];
  const gap = 6 * MM;
  const width = (CONTENT_WIDTH - gap * (parts.length - 1)) / parts.length;
  const height = 6 * MM;
  const top = y + SIGNATURE_HEIGHT - height - 1 * MM;
  for (const [index, label] of parts.entries()) {
    const x = MARGIN.x + index * (width + gap);
    const heading = `${label}${text.between}`;
    const headingWidth = pen.widthOf(heading, 'bold', size);
    pen.text(
      heading,
      { x, y: top, width: headingWidth + 0.01, height },
      { weight: 'bold', size, align: 'left' },
    );
    const left = x + headingWidth;
    if (index === parts.length - 1) {
      const box = { x: left, y: top, width: width - headingWidth, height };
      pen.text(text.dateBlank, box, { weight: 'regular', size, align: 'left' });
    } else {
      const lineY = top + height - 0.8 * MM;
      pen.line(left, lineY, x + width, lineY, 0.5, INK.quiet);
    }
  }
}

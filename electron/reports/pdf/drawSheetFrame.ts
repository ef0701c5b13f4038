import { beijingTime } from '../beijingTime.ts';
import type { SheetMark } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { type CodeRuns, drawCode } from './drawCode.ts';
import { MM, type Paper } from './paper.ts';
import { INK, type SheetPen } from './sheetPen.ts';

/** 41 modules a side: at 150 dots an inch more than three dots each. With fewer, one page in six could not be read. */
const CODE_SIZE = 22 * MM;
/** Higher than the rest of the head: below it a quiet zone has to stay clear of the table. */
const CODE_TOP = 4.5 * MM;
const FOOTER_HEIGHT = 5 * MM;
const FOOTER_GAP = 1.5 * MM;
/** Where the table begins. */
const HEAD_HEIGHT = 20.8 * MM;
const NOTE = { size: 7.2, lineHeight: 3.5 * MM, gap: 1.6 * MM };
const SIGNATURE_HEIGHT = 13 * MM;
const SMALL = 7.5;

export function notesHeight(lines: number): number {
  return NOTE.gap + lines * NOTE.lineHeight;
}
export const CLOSING_HEIGHT = SIGNATURE_HEIGHT;

/** Where the body of a page begins: on every page at the same height, below the code. */
export function bodyTop({ margin }: Paper): number {
  return margin.top + HEAD_HEIGHT;
}

/** Height between the head and the footer: for the table, the notes and, at the end, the signatures. */
export function bodyHeight(paper: Paper): number {
  return paper.height - paper.margin.bottom - FOOTER_HEIGHT - FOOTER_GAP - bodyTop(paper);
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
  { paper, ...head }: SheetHead & { paper: Paper },
  text: SheetText,
  firstPage: boolean,
): void {
  const { mark } = head;
  const { margin, content } = paper;
  const codeX = paper.width - margin.x - CODE_SIZE;
  drawCode(document, head.code, { x: codeX, y: CODE_TOP, width: CODE_SIZE, height: CODE_SIZE });

  // The title is centred on the page; both sides keep clear of the code.
  const clear = CODE_SIZE + 4 * MM;
  const titleBox = { x: margin.x + clear, width: content - 2 * clear };
  const title = `${mark.schoolName}${text.titleJoin}${head.title}`;
  // Ends above the table, also in two lines.
  const infoY = margin.top + (firstPage ? 13.2 : 10.4) * MM;
  if (firstPage) {
    // Upright it would run into the title; the foot has it too.
    if (paper.width > paper.height) {
      pen.text(
        text.sheetNumber(mark.sheetNumber),
        { x: margin.x, y: margin.top, width: 60 * MM, height: 4 * MM },
        { weight: 'regular', size: 8, align: 'left', colour: INK.quiet },
      );
    }
    pen.text(
      title,
      { ...titleBox, y: margin.top, height: 7.4 * MM },
      { weight: 'bold', size: 17, align: 'centre' },
    );
    pen.text(
      mark.campaignName,
      { ...titleBox, y: margin.top + 7.6 * MM, height: 4.8 * MM },
      { weight: 'regular', size: 10.5, align: 'centre' },
    );
  } else {
    pen.text(
      `${title}${text.continued}`,
      { ...titleBox, y: margin.top + 1 * MM, height: 7 * MM },
      { weight: 'bold', size: 11.5, align: 'centre' },
    );
  }
  const gap = 4 * MM;
  const room = content - CODE_SIZE - gap - gap * (head.info.length - 1);
  const shares = head.info.reduce((sum, { share }) => sum + share, 0);
  let x = margin.x;
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
export function drawFoot(
  pen: SheetPen,
  { paper, mark }: { paper: Paper; mark: SheetMark },
  text: SheetText,
  page: number,
  pages: number,
): void {
  const { margin, content } = paper;
  const y = paper.height - margin.bottom - FOOTER_HEIGHT + 0.8 * MM;
  const height = FOOTER_HEIGHT - 0.8 * MM;
  const third = content / 3;
  const box = (index: number) => ({ x: margin.x + index * third, y, width: third, height });
  const quiet = { weight: 'regular', size: SMALL, colour: INK.quiet } as const;
  pen.line(margin.x, y - 0.2 * MM, paper.width - margin.x, y - 0.2 * MM, 0.35, INK.rule);
  pen.text(text.sheetNumber(mark.sheetNumber), box(0), { ...quiet, align: 'left', colour: INK.text });
  pen.text(text.internalUseOnly, box(1), { ...quiet, weight: 'bold', align: 'centre', colour: INK.text });
  const right = `${text.dataTime(beijingTime(mark.dataTime))}　　${text.page(page, pages)}`;
  pen.text(right, box(2), { ...quiet, align: 'right' });
}

/** Lines of small print under the table. The first may have a bold lead-in; the others align behind it. */
export function drawNotes(
  pen: SheetPen,
  { margin, content }: Paper,
  y: number,
  notes: readonly string[],
  leadIn: string,
): void {
  const { size, lineHeight, gap } = NOTE;
  const indent = leadIn === '' ? 0 : pen.widthOf(leadIn, 'bold', size);
  for (const [index, note] of notes.entries()) {
    const box = { x: margin.x, y: y + gap + index * lineHeight, width: content, height: lineHeight };
    if (index === 0 && leadIn !== '') pen.text(leadIn, box, { weight: 'bold', size, align: 'left' });
    pen.text(
      note,
      { ...box, x: margin.x + indent, width: content - indent },
      { weight: 'regular', size, align: 'left', colour: INK.quiet },
    );
  }
}

/** Three places to sign and the date, with room above the lines for a seal. */
export function drawSignatures(
  pen: SheetPen,
  { margin, content }: Paper,
  y: number,
  labels: readonly string[],
  text: SheetText,
): void {
  const size = 9.5;
  const parts = [...labels, text.date];
  const gap = 6 * MM;
  const width = (content - gap * (parts.length - 1)) / parts.length;
  const height = 6 * MM;
  const top = y + SIGNATURE_HEIGHT - height - 1 * MM;
  for (const [index, label] of parts.entries()) {
    const x = margin.x + index * (width + gap);
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

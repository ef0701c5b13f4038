import { beijingTime } from '../beijingTime.ts';
import { codeRuns, drawCode } from '../pdf/drawCode.ts';
import { MM, UPRIGHT } from '../pdf/paper.ts';
import { type Printing, printSheets } from '../pdf/printSheets.ts';
import { INK, type SheetPen } from '../pdf/sheetPen.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { LetterData, RenderResult } from '../reportData.ts';
import { textOf } from '../text/textOf.ts';

/** A4 upright, with the margins of an official letter. */
const MARGIN = { x: 26 * MM, top: 16 * MM, bottom: 24 * MM };
const WIDTH = UPRIGHT.width - 2 * MARGIN.x;
const BOTTOM = UPRIGHT.height - MARGIN.bottom;
const CODE = 24 * MM;
const TITLE_TOP = MARGIN.top + 12 * MM;
const BODY_TOP = TITLE_TOP + 22 * MM;
const SIZE = 12;
const LINE = SIZE * 1.85;
/** Two characters, as Chinese paragraphs begin. */
const INDENT = 2 * SIZE;
const CLOSING = 3 * LINE;

interface Line {
  text: string;
  x: number;
}

/**
 * Prints letters about cases, each from a new page: title, text, sender and date, with the number and the signed code
 * that every sheet carries. Those that leave the school do not say that they are for use within it.
 * @throws as printSheets.
 */
export function renderLetters(
  letters: readonly LetterData[],
  sink: NodeJS.WritableStream,
  options: RenderOptions = {},
): Promise<RenderResult> {
  const { title } = textOf(options.lang).letter;
  return printSheets(title, letters, sink, options, drawLetter);
}

function drawLetter(letter: LetterData, { output, pen, text }: Printing): number {
  const { mark } = letter;
  pen.about(letter.student);
  const pages = planLines(linesOf(letter, pen));
  for (const [at, lines] of pages.entries()) {
    output.document.addPage({ size: [UPRIGHT.width, UPRIGHT.height], margin: 0 });
    const isFirst = at === 0;
    drawCode(output.document, codeRuns(mark.code), {
      ...{ x: UPRIGHT.width - MARGIN.x - CODE, y: MARGIN.top - 4 * MM, width: CODE, height: CODE },
    });
    const quiet = { weight: 'regular', size: 8, align: 'left', colour: INK.quiet } as const;
    const left = { x: MARGIN.x, width: WIDTH - CODE - 4 * MM, height: 4.2 * MM };
    pen.text(text.sheetNumber(mark.sheetNumber), { ...left, y: MARGIN.top }, quiet);
    pen.text(text.letter.caseNumber(letter.caseNumber), { ...left, y: MARGIN.top + 4.4 * MM }, quiet);
    if (isFirst) {
      const box = { x: MARGIN.x, y: TITLE_TOP, width: WIDTH, height: 18 * MM };
      pen.text(
        letter.title,
        { ...box, x: MARGIN.x + CODE, width: WIDTH - 2 * CODE },
        { weight: 'bold', size: 18, align: 'centre', fit: { minSize: 13, maxLines: 2, minWrapSize: 13 } },
      );
    }
    let y = isFirst ? BODY_TOP : TITLE_TOP + 10 * MM;
    for (const { text: line, x } of lines) {
      const box = { x: MARGIN.x + x, y, width: WIDTH - x, height: LINE };
      pen.text(line, box, { weight: 'regular', size: SIZE, align: 'left' });
      y += LINE;
    }
    if (at === pages.length - 1) drawClosing(letter, pen, y);
    const foot = { x: MARGIN.x, y: BOTTOM + 8 * MM, width: WIDTH, height: 4.2 * MM };
    pen.line(MARGIN.x, foot.y - 1 * MM, MARGIN.x + WIDTH, foot.y - 1 * MM, 0.35, INK.rule);
    pen.text(text.dataTime(beijingTime(mark.dataTime)), foot, quiet);
    pen.text(text.page(at + 1, pages.length), foot, { ...quiet, align: 'right' });
  }
  pen.about(null);
  return pages.length;
}

function drawClosing({ sender, day }: LetterData, pen: SheetPen, y: number): void {
  for (const [at, line] of [sender, day].entries()) {
    const box = { x: MARGIN.x, y: y + (at + 1) * LINE, width: WIDTH - INDENT, height: LINE };
    pen.text(line, box, { weight: 'regular', size: SIZE, align: 'right' });
  }
}

/** Paragraphs begin two characters in; whom it is for, and what is numbered, stands at the edge. */
function linesOf({ lines }: LetterData, pen: SheetPen): Line[] {
  return lines.flatMap((paragraph, at) => {
    const isAddress = at === 0 && /[：:]$/.test(paragraph);
    const x = isAddress ? 0 : INDENT;
    // The first line is set as narrow as it stands; the others go back to the edge.
    const [first = '', ...rest] = pen.linesOf(paragraph, WIDTH - x, 'regular', SIZE);
    if (x === 0 || rest.length === 0) return [first, ...rest].map((text) => ({ text, x }));
    const others = pen.linesOf(paragraph.slice(first.length).trimStart(), WIDTH, 'regular', SIZE);
    return [{ text: first, x }, ...others.map((text) => ({ text, x: 0 }))];
  });
}

/** Cut where a page is full; sender and date never stand alone. */
function planLines(lines: readonly Line[]): Line[][] {
  const pages: Line[][] = [[]];
  const fits = (top: number) => Math.floor((BOTTOM - top - CLOSING) / LINE);
  for (const line of lines) {
    const room = fits(pages.length === 1 ? BODY_TOP : TITLE_TOP + 10 * MM);
    if (pages.at(-1)!.length >= room) pages.push([]);
    pages.at(-1)!.push(line);
  }
  return pages;
}

import { openReportFonts } from '../fonts/reportFonts.ts';
import { MM, UPRIGHT } from '../pdf/paper.ts';
import { openSheetDocument } from '../pdf/sheetDocument.ts';
import { INK, sheetPen, type TextStyle } from '../pdf/sheetPen.ts';
import { erasureText } from '../text/erasureText.ts';
import { type ErasureSheet, erasureDesks, erasureGroups, erasureRows } from './erasureRows.ts';

const LEFT = 22 * MM;
const WIDTH = UPRIGHT.width - 2 * LEFT;
const BOTTOM = UPRIGHT.height - 22 * MM;
/** A label's share of the width. */
const LABEL = 58 * MM;
const LINE = 5.6 * MM;

/** Upright pages of A4: what was erased, by whom, why, how it was proven, and room for two signatures. */
export async function renderErasureProof(sink: NodeJS.WritableStream, proof: ErasureSheet): Promise<void> {
  const text = erasureText[proof.lang];
  const about = {
    title: text.title,
    author: proof.school,
    time: proof.proof.at,
    lang: proof.lang,
    numbers: [],
  };
  const sheet = openSheetDocument(sink, about, {});
  const pen = sheetPen(sheet.document, openReportFonts());
  let y = 0;
  const turn = () => {
    sheet.document.addPage({ size: [UPRIGHT.width, UPRIGHT.height], margin: 0 });
    y = 22 * MM;
  };
  /** Texts beside one another, each in its column, as high as the highest of them. */
  const row = (
    cells: readonly { text: string; x: number; width: number; style: Omit<TextStyle, 'align' | 'fit'> }[],
  ) => {
    const broken = cells.map((cell) => ({
      ...cell,
      lines: pen.linesOf(cell.text, cell.width, cell.style.weight, cell.style.size),
    }));
    const height = Math.max(...broken.map(({ lines }) => lines.length)) * LINE;
    if (y + height > BOTTOM) turn();
    for (const { lines, x, width, style } of broken) {
      const fit = { minSize: style.size - 2, maxLines: lines.length, minWrapSize: style.size - 2 };
      const box = { x: LEFT + x, y, width, height: lines.length * LINE };
      pen.text(lines.join('\n'), box, { ...style, align: 'left', fit });
    }
    y += height + 1.6 * MM;
  };
  const line = (words: string, style: Omit<TextStyle, 'align' | 'fit'>) =>
    row([{ text: words, x: 0, width: WIDTH, style }]);
  const plain = { weight: 'regular', size: 10.5 } as const;
  const quiet = { ...plain, colour: INK.quiet };
  const heading = { weight: 'bold', size: 11.5 } as const;
  turn();
  line(text.title, { weight: 'bold', size: 18 });
  y += 3 * MM;
  if (proof.school !== '') line(proof.school, plain);
  for (const [label, value] of erasureRows(proof))
    row([
      { text: label, x: 0, width: LABEL - 4 * MM, style: quiet },
      { text: value, x: LABEL, width: WIDTH - LABEL, style: plain },
    ]);
  y += 3 * MM;
  line(text.groups, heading);
  for (const [college, grade, count] of erasureGroups(proof))
    row([
      { text: college, x: 0, width: WIDTH * 0.55, style: plain },
      { text: grade, x: WIDTH * 0.58, width: WIDTH * 0.2, style: plain },
      { text: count, x: WIDTH * 0.8, width: WIDTH * 0.2, style: plain },
    ]);
  y += 3 * MM;
  const { backups } = proof.proof;
  line(backups.length === 0 ? text.noBackups : text.backups, heading);
  for (const name of backups) line(name, plain);
  y += 3 * MM;
  const desks = erasureDesks(proof);
  if (desks) {
    line(desks.title, heading);
    for (const one of desks.lines) line(one, plain);
    y += 3 * MM;
  }
  for (const note of text.notes) line(note, quiet);
  y += 12 * MM;
  line(text.signature, plain);
  await sheet.finish();
}

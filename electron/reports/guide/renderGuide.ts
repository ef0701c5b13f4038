import { type GuideBlock, readGuide } from '../../../shared/domain/guideText.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { FontWeight } from '../fonts/reportFonts.ts';
import { MM, UPRIGHT } from '../pdf/paper.ts';
import { printDocument } from '../pdf/printSheets.ts';
import { INK, type SheetPen } from '../pdf/sheetPen.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult, SheetLanguage } from '../reportData.ts';

/** A4 upright: a guide hangs on a wall or is read on a phone, and has no table. */
const MARGIN = { x: 20 * MM, top: 16 * MM, bottom: 20 * MM };
const WIDTH = UPRIGHT.width - 2 * MARGIN.x;
const BOTTOM = UPRIGHT.height - MARGIN.bottom;
const FOOT_SIZE = 8;

interface BlockStyle {
  size: number;
  weight: FontWeight;
  /** Baseline to baseline, in type sizes. */
  leading: number;
  /** Points above, except at the head of a page. */
  before: number;
  indent: number;
}

const STYLES: Record<GuideBlock['kind'], BlockStyle> = {
  title: { size: 17, weight: 'bold', leading: 1.35, before: 0, indent: 0 },
  heading: { size: 12.5, weight: 'bold', leading: 1.4, before: 10, indent: 0 },
  question: { size: 10.8, weight: 'bold', leading: 1.45, before: 6, indent: 0 },
  step: { size: 10.4, weight: 'regular', leading: 1.5, before: 2.2, indent: 6.5 * MM },
  item: { size: 10.4, weight: 'regular', leading: 1.5, before: 2.2, indent: 6.5 * MM },
  note: { size: 10.4, weight: 'regular', leading: 1.5, before: 9, indent: 4 * MM },
  paragraph: { size: 10.4, weight: 'regular', leading: 1.55, before: 4, indent: 0 },
};
const NOTE_PADDING = 2 * MM;

/** A block, broken into lines: what is known of it before it is drawn. */
interface SetBlock {
  block: GuideBlock;
  style: BlockStyle;
  lines: string[];
  height: number;
}

/** Of a document: who it is by, and each guide, filled and without a mark of its structure lost. */
export interface GuideDocument {
  schoolName: string;
  lang: SheetLanguage;
  /** When it was made, epoch ms. */
  time: number;
  /** `YYYY-MM-DD`, as printed. */
  day: string;
  guides: readonly { name: string; body: string }[];
}

/**
 * Prints guides for students, each from a new page, into one document.
 * @throws as printDocument.
 */
export function renderGuide(
  { schoolName, lang, time, day, guides }: GuideDocument,
  sink: NodeJS.WritableStream,
  options: Omit<RenderOptions, 'lang'> = {},
): Promise<RenderResult> {
  const about = { title: guides.map(({ name }) => name).join(' · '), author: schoolName, time, numbers: [] };
  const { foot } = createText(lang).guide;
  return printDocument(about, sink, { ...options, lang }, async ({ output, pen, text }) => {
    let pages = 0;
    for (const [index, { body }] of guides.entries()) {
      await output.breathe();
      const planned = planGuide(readGuide(body).map((block) => setBlock(pen, block)));
      for (const [page, blocks] of planned.entries()) {
        output.document.addPage({ size: [UPRIGHT.width, UPRIGHT.height], margin: 0 });
        drawBlocks(pen, blocks);
        drawGuideFoot(pen, [schoolName, foot], `${day}　${text.page(page + 1, planned.length)}`);
        pages += 1;
      }
      options.onProgress?.({ sheets: index + 1, ofSheets: guides.length, pages });
    }
    return pages;
  });
}

function setBlock(pen: SheetPen, block: GuideBlock): SetBlock {
  const style = STYLES[block.kind];
  const { size, weight, leading, indent } = style;
  const room = WIDTH - indent - (block.kind === 'note' ? indent : 0);
  const lines = pen.linesOf(block.text, room, weight, size);
  const padding = block.kind === 'note' ? 2 * NOTE_PADDING : block.kind === 'title' ? 4 * MM : 0;
  return { block, style, lines, height: lines.length * size * leading + padding };
}

/** Cuts into pages between blocks; what heads others never ends a page. A block longer than a page is cut by lines. */
function planGuide(blocks: readonly SetBlock[]): SetBlock[][] {
  const room = BOTTOM - MARGIN.top;
  const pages: SetBlock[][] = [[]];
  let used = 0;
  const turn = () => {
    const page = pages.at(-1)!;
    let kept = page.length;
    while (kept > 1 && isHead(page[kept - 1]!)) kept -= 1;
    const carried = page.splice(kept);
    pages.push(carried);
    used = carried.reduce((sum, { style, height }, at) => sum + (at === 0 ? 0 : style.before) + height, 0);
  };
  for (const block of blocks.flatMap((one) => piecesOf(one, room))) {
    const page = pages.at(-1)!;
    const before = page.length === 0 ? 0 : block.style.before;
    if (page.length > 0 && used + before + block.height > room) turn();
    used += (pages.at(-1)!.length === 0 ? 0 : block.style.before) + block.height;
    pages.at(-1)!.push(block);
  }
  return pages;
}

function isHead({ block: { kind } }: SetBlock): boolean {
  return kind === 'heading' || kind === 'question' || kind === 'title';
}

function piecesOf(set: SetBlock, room: number): SetBlock[] {
  // Half a page leaves room for a heading above it.
  const most = Math.floor(room / 2 / (set.style.size * set.style.leading));
  if (set.lines.length <= most) return [set];
  const padding = set.height - set.lines.length * set.style.size * set.style.leading;
  return Array.from({ length: Math.ceil(set.lines.length / most) }, (_, at) => {
    const lines = set.lines.slice(at * most, (at + 1) * most);
    const block: GuideBlock =
      set.block.kind === 'step' && at > 0 ? { kind: 'paragraph', text: set.block.text } : set.block;
    return { ...set, block, lines, height: lines.length * set.style.size * set.style.leading + padding };
  });
}

function drawBlocks(pen: SheetPen, blocks: readonly SetBlock[]): void {
  let y = MARGIN.top;
  for (const [at, { block, style, lines, height }] of blocks.entries()) {
    const { size, weight, leading, indent } = style;
    if (at > 0) y += style.before;
    const step = size * leading;
    const isNote = block.kind === 'note';
    if (isNote) {
      pen.band({ x: MARGIN.x, y, width: WIDTH, height }, INK.faintBand);
      pen.band({ x: MARGIN.x, y, width: 0.8 * MM, height }, INK.rule);
    }
    let top = y + (isNote ? NOTE_PADDING : 0);
    const align = block.kind === 'title' ? 'centre' : 'left';
    for (const [index, line] of lines.entries()) {
      const box = { x: MARGIN.x + indent, y: top, width: WIDTH - indent, height: step };
      const mark = block.kind === 'step' ? `${block.number}.` : block.kind === 'item' ? '·' : '';
      if (index === 0 && mark !== '') {
        const beside = { ...box, x: MARGIN.x, width: indent - 1.6 * MM };
        pen.text(mark, beside, { weight: 'bold', size, align: 'right' });
      }
      pen.text(line, box, { weight, size, align });
      top += step;
    }
    if (block.kind === 'title') {
      const rule = y + height - 1.5 * MM;
      pen.line(MARGIN.x, rule, MARGIN.x + WIDTH, rule, 0.9, INK.frame);
    }
    if (block.kind === 'heading') {
      pen.line(MARGIN.x, y + height + 0.4, MARGIN.x + WIDTH, y + height + 0.4, 0.35, INK.rule);
    }
    y += height;
  }
}

function drawGuideFoot(pen: SheetPen, lines: readonly string[], right: string): void {
  const height = 4.2 * MM;
  const top = BOTTOM + 4 * MM;
  const style = { weight: 'regular', size: FOOT_SIZE, colour: INK.quiet } as const;
  pen.line(MARGIN.x, top - 1 * MM, MARGIN.x + WIDTH, top - 1 * MM, 0.35, INK.rule);
  for (const [at, line] of lines.entries()) {
    pen.text(line, { x: MARGIN.x, y: top + at * height, width: WIDTH, height }, { ...style, align: 'left' });
  }
  pen.text(right, { x: MARGIN.x, y: top, width: WIDTH, height }, { ...style, align: 'right' });
}

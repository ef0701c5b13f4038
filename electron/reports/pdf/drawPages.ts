import { type PagePlan, planPages } from '../planPages.ts';
import type { SheetMark } from '../reportData.ts';
import { codeRuns } from './drawCode.ts';
import {
  bodyHeight,
  bodyTop,
  CLOSING_HEIGHT,
  drawFoot,
  drawHead,
  drawNotes,
  drawSignatures,
  notesHeight,
  type SheetHead,
} from './drawSheetFrame.ts';
import { LANDSCAPE, MM, type Paper } from './paper.ts';
import type { Printing } from './printSheets.ts';
import type { Box } from './sheetPen.ts';

/** What a sheet puts between its head and its foot. All lengths in points. */
export interface SheetPages {
  mark: SheetMark;
  title: string;
  info: SheetHead['info'];
  /** Absent: landscape. */
  paper?: Paper;
  /** What every page needs above its rows: the header of a table. */
  headerHeight: number;
  /** Of each row; none is split between pages. */
  heights: readonly number[];
  /** Draws the header and a page's rows from `top` downwards, and answers where they end. */
  drawRows: (page: PagePlan, top: number) => number | Promise<number>;
  /** Small print below the rows: of every page, or of the last. */
  notes: { leadIn: string; lines: readonly string[]; onEveryPage: boolean };
  /** Who signs the whole; empty: nobody does below it. */
  signatures: readonly string[];
  /** Rows that the signatures never leave alone on a page. */
  rowsWithClosing: number;
  /** Pages behind the rows, each of one thing. */
  behind?: readonly { title: string; draw: (box: Box) => void | Promise<void> }[];
  onPage?: (page: number) => void;
}

const GAP_BEHIND = 3 * MM;

/** What is left for rows on a page that also has the notes and the signatures. No row may be higher. */
export function highestRow({
  paper = LANDSCAPE,
  headerHeight,
  notes,
}: Pick<SheetPages, 'paper' | 'headerHeight' | 'notes'>): number {
  return bodyHeight(paper) - headerHeight - heightOf(notes) - CLOSING_HEIGHT;
}

/** Puts a sheet on new pages, each with its head and foot, and answers how many. */
export async function drawPages({ output, pen, text }: Printing, sheet: SheetPages): Promise<number> {
  const { mark, title, info, paper = LANDSCAPE, notes, behind = [] } = sheet;
  const { document } = output;
  const below = heightOf(notes);
  const everywhere = sheet.headerHeight + (notes.onEveryPage ? below : 0);
  const pages = planPages({
    heights: sheet.heights,
    room: bodyHeight(paper) - everywhere,
    closing: (sheet.signatures.length > 0 ? CLOSING_HEIGHT : 0) + (notes.onEveryPage ? 0 : below),
    rowsWithClosing: sheet.rowsWithClosing,
  });
  const ofPages = pages.length + behind.length;
  const head = { paper, mark, title, info, code: codeRuns(mark.code) };
  let printed = 0;
  const begin = async (firstPage: boolean, of = head): Promise<number> => {
    if (printed > 0) await output.breathe();
    document.addPage({ size: [paper.width, paper.height], margin: 0 });
    drawHead(document, pen, of, text, firstPage);
    return bodyTop(paper);
  };
  const end = (): void => {
    printed += 1;
    drawFoot(pen, { paper, mark }, text, printed, ofPages);
    sheet.onPage?.(printed);
  };
  for (const page of pages) {
    const bottom = await sheet.drawRows(page, await begin(printed === 0));
    if (notes.onEveryPage || page.closing) drawNotes(pen, paper, bottom, notes.lines, notes.leadIn);
    if (page.closing && sheet.signatures.length > 0)
      drawSignatures(pen, paper, bottom + below, sheet.signatures, text);
    end();
  }
  for (const { title: ofThis, draw } of behind) {
    const y = (await begin(false, { ...head, title: ofThis })) + GAP_BEHIND;
    const height = bodyHeight(paper) - GAP_BEHIND;
    await draw({ x: paper.margin.x, y, width: paper.content, height });
    end();
  }
  return ofPages;
}

function heightOf({ lines }: SheetPages['notes']): number {
  return lines.length === 0 ? 0 : notesHeight(lines.length);
}

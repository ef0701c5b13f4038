import { openReportFonts } from '../fonts/reportFonts.ts';
import type { RenderOptions } from '../renderOptions.ts';
import type { RenderResult, SheetMark } from '../reportData.ts';
import type { SheetText } from '../text/sheetText.ts';
import { textOf } from '../text/textOf.ts';
import { openSheetDocument, type SheetDocument } from './sheetDocument.ts';
import { type SheetPen, sheetPen } from './sheetPen.ts';

export interface Printing {
  output: SheetDocument;
  pen: SheetPen;
  text: SheetText;
}

/**
 * Draws a document that streams to `sink`, and ends it. `draw` puts everything on new pages and answers how many.
 * Resolves once the sink has taken everything.
 * @throws AppError CANCELLED; the error of a sink that fails. The sink is then destroyed.
 */
export async function printDocument(
  about: Omit<Parameters<typeof openSheetDocument>[1], 'lang'>,
  sink: NodeJS.WritableStream,
  options: RenderOptions,
  draw: (printing: Printing) => Promise<number>,
): Promise<RenderResult> {
  const fonts = options.fonts ?? openReportFonts();
  const output = openSheetDocument(sink, { ...about, lang: options.lang ?? 'zh' }, options);
  try {
    const pen = sheetPen(output.document, fonts);
    const pages = await draw({ output, pen, text: textOf(options.lang) });
    await output.finish();
    return { pages, cannotPrint: pen.cannotPrint };
  } catch (error) {
    output.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/**
 * Prints sheets, each of one or more pages, into one document. `draw` puts one sheet on new pages and answers how many.
 * @throws as printDocument.
 */
export function printSheets<Sheet extends { mark: SheetMark }>(
  title: string,
  sheets: readonly Sheet[],
  sink: NodeJS.WritableStream,
  options: RenderOptions,
  draw: (sheet: Sheet, printing: Printing) => number | Promise<number>,
): Promise<RenderResult> {
  const first = sheets[0];
  if (!first) throw new RangeError('there is no sheet to print');
  const subject = sheets.length === 1 ? first.mark.sheetNumber : first.mark.campaignName;
  const about = {
    title: `${title} ${subject}`,
    author: first.mark.schoolName,
    time: first.mark.dataTime,
    numbers: sheets.map(({ mark }) => mark.sheetNumber),
  };
  return printDocument(about, sink, options, async (printing) => {
    let pages = 0;
    for (const [index, sheet] of sheets.entries()) {
      await printing.output.breathe();
      pages += await draw(sheet, printing);
      options.onProgress?.({ sheets: index + 1, ofSheets: sheets.length, pages });
    }
    return pages;
  });
}

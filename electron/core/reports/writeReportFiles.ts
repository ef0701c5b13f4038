import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { fileNamePart } from '../../../shared/domain/fileNamePart.ts';
import { openReportFonts } from '../../reports/fonts/reportFonts.ts';
import type { RenderOptions } from '../../reports/renderOptions.ts';
import type { UnprintableCharacter } from '../../reports/reportData.ts';
import type { CollectedReport } from './collectReport.ts';

/**
 * Writes every sheet of a report as a file of its own into one zip, one after the other, none of them whole in memory.
 * Files are called by the report, the sheet's place and its class or college. Errors: CANCELLED, those of the stream.
 */
export async function writeReportFiles(
  report: CollectedReport,
  { format, name }: { format: ReportRequest['format']; name: string },
  sink: NodeJS.WritableStream,
  { signal, onProgress }: RenderOptions,
): Promise<{ pages: number | null; cannotPrint: UnprintableCharacter[] }> {
  const zip = new ZipFile();
  const failed = new AbortController();
  let entry: PassThrough | null = null;
  // Nobody reads the entry any more: whoever draws it would wait for that forever.
  const fail = (error: Error): void => {
    failed.abort(error);
    entry?.destroy(error);
  };
  // A sheet that could not be drawn: the same error comes from whoever draws it.
  zip.on('error', fail);
  const written = pipeline(zip.outputStream, sink);
  // Told below, not as an unhandled rejection.
  written.catch(fail);
  const fonts = openReportFonts();
  const cannotPrint: UnprintableCharacter[] = [];
  const digits = String(report.sheets.length).length;
  let pages = 0;
  try {
    for (const [index, of] of report.sheets.entries()) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      if (failed.signal.aborted) throw failed.signal.reason;
      const place = String(index + 1).padStart(digits, '0');
      const title = fileNamePart([name, place, of ?? ''].join('-'));
      entry = new PassThrough();
      // A PDF's streams are compressed, and so is a workbook.
      zip.addReadStream(entry, `${title}.${format}`, { compress: false });
      const options: RenderOptions = { fonts, ...(signal === undefined ? {} : { signal }) };
      if (format === 'pdf') {
        const made = await report.print(entry, options, index);
        pages += made.pages;
        cannotPrint.push(...made.cannotPrint);
      } else await report.write(entry, options, index);
      onProgress?.({ sheets: index + 1, ofSheets: report.sheets.length, pages });
    }
  } catch (error) {
    if ('destroy' in sink && typeof sink.destroy === 'function') sink.destroy();
    throw error;
  }
  zip.end();
  await written;
  return { pages: format === 'pdf' ? pages : null, cannotPrint };
}

import type { ReportRequest, ReportResult } from '../../../shared/contract/reports.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import type { RenderOptions } from '../../reports/renderOptions.ts';
import type { UnprintableCharacter } from '../../reports/reportData.ts';
import { textOf } from '../../reports/text/textOf.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { type CollectedReport, collectReport } from './collectReport.ts';
import { notePutOut } from './notePutOut.ts';
import { writeReportFiles } from './writeReportFiles.ts';

/** Prints a report into a file to take away: one for all, or a zip with a file for each sheet. */
export function createReport(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
  outer: AbortSignal | undefined,
) {
  return progressStream<ReportResult>(async (onProgress, signal) => {
    const name = `${titleOf(request.kind)}-${beijingDay(services.clock.now())}`;
    if (request.unmasked) {
      services.log.info('report-unmasked', { kind: request.kind, campaign: request.campaign });
    }
    onProgress({ stage: 'read', done: 0, total: null });
    const report = await collectReport(services, wall, request);
    const options: RenderOptions = {
      signal,
      onProgress: ({ sheets, ofSheets }) => onProgress({ stage: 'draw', done: sheets, total: ofSheets }),
    };
    const split = request.split && report.sheets.length > 1;
    const format = split ? 'zip' : request.format;
    let made: { pages: number | null; cannotPrint: UnprintableCharacter[] } | null = null;
    const download = await writeDownload(services.downloads, [name, format], async (sink) => {
      made = split
        ? await writeReportFiles(report, { format: request.format, name }, sink, options)
        : await writeWhole(report, request.format, sink, options);
    });
    const { pages, cannotPrint } = made!;
    // What may have been sent is noted before anybody can take it.
    const noted = report.putOut ? await notePutOut(services, report.putOut, { signal, onProgress }) : null;
    return {
      download,
      fileName: `${name}.${format}`,
      sheets: report.sheets.length,
      noted,
      pages,
      chased: report.chased,
      cannotPrint: cannotPrint.map(({ char, codePoint, studentId }) => ({
        char,
        codePoint,
        student: studentId,
      })),
    };
  }, outer);
}

function titleOf(kind: ReportRequest['kind']): string {
  const text = textOf('zh');
  switch (kind) {
    case 'record-check-sheet':
      return text.recordCheckTitle;
    case 'photo-check-sheet':
      return text.photoCheckTitle;
    case 'student-statement':
      return text.statement.title;
    case 'identity-confirmation':
      return text.forms.identity.title;
    case 'case-form':
      return text.forms.cases.title;
    case 'sheets-out':
      return text.sheetsOut.title;
    case 'counter-slip':
      return text.slip.title;
    case 'case-letter':
      return text.letter.title;
    case 'case-corrections':
    case 'case-filing':
      return text.caseReports[kind].title;
    case 'statistics':
      return text.statisticsTitle;
    case 'chase-notice':
      return text.chaseNoticeTitle;
    default:
      return text.collegeReports[kind].title;
  }
}

async function writeWhole(
  report: CollectedReport,
  format: ReportRequest['format'],
  sink: NodeJS.WritableStream,
  options: RenderOptions,
): Promise<{ pages: number | null; cannotPrint: UnprintableCharacter[] }> {
  if (format === 'pdf') return report.print(sink, options);
  await report.write(sink, options);
  return { pages: null, cannotPrint: [] };
}

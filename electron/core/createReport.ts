import { createWriteStream, type WriteStream } from 'node:fs';
import type { ReportRequest, ReportResult } from '../../shared/contract/reports.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { recordCheckReport } from '../reports/list/recordCheckReport.ts';
import { renderListReport } from '../reports/list/renderListReport.ts';
import { writeListWorkbook } from '../reports/list/writeListWorkbook.ts';
import type { RenderOptions } from '../reports/renderOptions.ts';
import { renderStatistics } from '../reports/renderStatistics.ts';
import { writeStatisticsWorkbook } from '../reports/writeStatisticsWorkbook.ts';
import { collectRecordCheckSheets, collectStatistics } from './collectReport.ts';
import { giveUpFile } from './giveUpFile.ts';
import { progressStream } from './progressStream.ts';
import type { Services } from './services.ts';

const TITLES = { 'record-check-sheet': '学籍信息核对表', statistics: '核对统计表' } as const;

/** Prints a report into a file to take away. */
export function createReport(services: Services, request: ReportRequest, outer: AbortSignal | undefined) {
  return progressStream<ReportResult>(async (onProgress, signal) => {
    const name = `${TITLES[request.kind]}-${beijingDay(services.clock.now())}`;
    const file = services.downloads.begin(name, request.format);
    if (request.unmasked) {
      services.log.info('report-unmasked', { kind: request.kind, campaign: request.campaign });
    }
    try {
      const options: RenderOptions = {
        masked: !request.unmasked,
        signal,
        onProgress: ({ sheets, ofSheets }) => onProgress({ stage: 'draw', done: sheets, total: ofSheets }),
      };
      const made = await make(services, request, file.path, options);
      return { ...made, download: file.done(), fileName: `${name}.${request.format}` };
    } catch (error) {
      file.abandon();
      throw error;
    }
  }, outer);
}

async function make(
  services: Services,
  request: ReportRequest,
  path: string,
  options: RenderOptions,
): Promise<Pick<ReportResult, 'sheets' | 'pages' | 'cannotPrint'>> {
  if (request.kind === 'record-check-sheet') {
    const sheets = await collectRecordCheckSheets(services, request);
    if (request.format === 'xlsx') {
      await writeInto(path, (sink) => writeListWorkbook(recordCheckReport(sheets, options), sink, options));
      return { sheets: sheets.length, pages: null, cannotPrint: [] };
    }
    const { pages, cannotPrint } = await writeInto(path, (sink) =>
      renderListReport(recordCheckReport(sheets, options), sink, options),
    );
    return { sheets: sheets.length, pages, cannotPrint: cannotPrint.map(toWire) };
  }
  const statistics = await collectStatistics(services, request);
  if (request.format === 'xlsx') {
    await writeInto(path, (sink) => writeStatisticsWorkbook(statistics, sink, options));
    return { sheets: 1, pages: null, cannotPrint: [] };
  }
  const { pages, cannotPrint } = await writeInto(path, (sink) => renderStatistics(statistics, sink, options));
  return { sheets: 1, pages, cannotPrint: cannotPrint.map(toWire) };
}

/** The file is only made when there is something to write, and let go of when that fails. */
async function writeInto<Result>(
  path: string,
  write: (sink: WriteStream) => Promise<Result>,
): Promise<Result> {
  const sink = createWriteStream(path);
  try {
    return await write(sink);
  } catch (error) {
    await giveUpFile(sink);
    throw error;
  }
}

function toWire({
  char,
  codePoint,
  studentId,
}: {
  char: string;
  codePoint: string;
  studentId: string | null;
}) {
  return { char, codePoint, student: studentId };
}

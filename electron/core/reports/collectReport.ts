import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { makeThumbnail } from '../../photos/makeThumbnail.ts';
import { chaseNoticeReport } from '../../reports/list/chaseNoticeReport.ts';
import { collegeReport } from '../../reports/list/collegeReports.ts';
import type { ListReport } from '../../reports/list/listReport.ts';
import { photoCheckReport } from '../../reports/list/photoCheckReport.ts';
import { recordCheckReport } from '../../reports/list/recordCheckReport.ts';
import { renderListReport } from '../../reports/list/renderListReport.ts';
import { writeListWorkbook } from '../../reports/list/writeListWorkbook.ts';
import type { ReadPicture } from '../../reports/photos/drawPhoto.ts';
import { renderPhotoCheckSheets } from '../../reports/photos/renderPhotoCheckSheets.ts';
import type { RenderOptions } from '../../reports/renderOptions.ts';
import { renderStatistics } from '../../reports/renderStatistics.ts';
import type { RenderResult } from '../../reports/reportData.ts';
import { renderStatements } from '../../reports/statement/renderStatements.ts';
import { statementReport } from '../../reports/statement/statementReport.ts';
import { writeStatisticsWorkbook } from '../../reports/writeStatisticsWorkbook.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { collectChaseNotices } from './collectChaseNotices.ts';
import { collectPhotoCheckSheets, collectRecordCheckSheets } from './collectClassSheets.ts';
import { collectCollegeReport } from './collectCollegeReport.ts';
import { collectStatements } from './collectStatements.ts';
import { collectStatistics } from './collectStatistics.ts';

/** A report whose data is read: what is left is to draw it. */
export interface CollectedReport {
  /** What each sheet is called by, in order: its class, college or student; null: nothing that could name it. */
  sheets: readonly (string | null)[];
  /** Prints the whole, or one sheet of it, into a stream, which it ends. Errors: CANCELLED, those of the stream. */
  print(sink: NodeJS.WritableStream, options: RenderOptions, sheet?: number): Promise<RenderResult>;
  /** The same as a workbook. */
  write(sink: NodeJS.WritableStream, options: RenderOptions, sheet?: number): Promise<unknown>;
}

/** Reads what a report says, as things are now. Errors: NOT_FOUND where there is nobody. */
export async function collectReport(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
): Promise<CollectedReport> {
  const masked = !request.unmasked;
  switch (request.kind) {
    case 'record-check-sheet':
      return ofList(recordCheckReport(await collectRecordCheckSheets(services, request), { masked }));
    case 'photo-check-sheet': {
      const sheets = await collectPhotoCheckSheets(services, request);
      const print = printer(renderPhotoCheckSheets, sheets, pictureReader(services, PRINTED_WIDTH), masked);
      return { ...ofList(photoCheckReport(sheets, { masked })), print };
    }
    case 'student-statement': {
      const statements = await collectStatements(services, request);
      const print = printer(renderStatements, statements, pictureReader(services, STATEMENT_WIDTH), masked);
      return { ...ofList(statementReport(statements, { masked })), print };
    }
    case 'chase-notice':
      return ofList(chaseNoticeReport(await collectChaseNotices(services, request), { masked }));
    case 'statistics': {
      const data = await collectStatistics(services, request);
      return {
        sheets: [null],
        print: (sink, options) => renderStatistics(data, sink, options),
        write: (sink, options) => writeStatisticsWorkbook(data, sink, options),
      };
    }
    default: {
      const sheets = await collectCollegeReport(services, wall, request.kind, request);
      return ofList(collegeReport(request.kind, sheets, { masked }));
    }
  }
}

function ofList(report: ListReport): CollectedReport {
  const of = (sheet: number | undefined): ListReport => ({ ...report, sheets: some(report.sheets, sheet) });
  return {
    sheets: report.sheets.map(({ name }) => name),
    print: (sink, options, sheet) => renderListReport(of(sheet), sink, options),
    write: (sink, options, sheet) => writeListWorkbook(of(sheet), sink, options),
  };
}

/** Prints by a form of its own, with photos, what as a workbook is a list. */
function printer<Sheet>(
  render: (
    sheets: readonly Sheet[],
    sink: NodeJS.WritableStream,
    readPicture: ReadPicture,
    options: RenderOptions,
  ) => Promise<RenderResult>,
  sheets: readonly Sheet[],
  readPicture: ReadPicture,
  masked: boolean,
): CollectedReport['print'] {
  return (sink, options, sheet) => render(some(sheets, sheet), sink, readPicture, { ...options, masked });
}

function some<Sheet>(sheets: readonly Sheet[], at: number | undefined): readonly Sheet[] {
  return at === undefined ? sheets : sheets.slice(at, at + 1);
}

/** 22.5 mm wide on paper: some 220 dots an inch, as fine as an office prints, at a quarter of the photo's bytes. */
const PRINTED_WIDTH = 200;
/** 33 mm at about the same. */
const STATEMENT_WIDTH = 300;

function pictureReader({ blobs }: Services, width: number): ReadPicture {
  return async (hash) => {
    const bytes = await blobs.read(hash);
    return bytes === null ? null : makeThumbnail(bytes, width);
  };
}

import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { makeThumbnail } from '../../photos/makeThumbnail.ts';
import { listContent } from '../../reports/content/sheetContent.ts';
import { caseForm } from '../../reports/form/caseForm.ts';
import { formList } from '../../reports/form/formList.ts';
import type { FormReport } from '../../reports/form/formReport.ts';
import { identityConfirmation } from '../../reports/form/identityConfirmation.ts';
import { renderForms } from '../../reports/form/renderForms.ts';
import { letterReport } from '../../reports/letter/letterReport.ts';
import { renderLetters } from '../../reports/letter/renderLetters.ts';
import { caseReport } from '../../reports/list/caseReports.ts';
import { chaseNoticeReport } from '../../reports/list/chaseNoticeReport.ts';
import { collegeReport } from '../../reports/list/collegeReports.ts';
import type { ListReport } from '../../reports/list/listReport.ts';
import { photoCheckReport } from '../../reports/list/photoCheckReport.ts';
import { recordCheckReport } from '../../reports/list/recordCheckReport.ts';
import { renderListReport } from '../../reports/list/renderListReport.ts';
import { sheetsOutReport } from '../../reports/list/sheetsOutReport.ts';
import { writeListWorkbook } from '../../reports/list/writeListWorkbook.ts';
import { sealedText, sealLine } from '../../reports/pdf/sealPdf.ts';
import type { ReadPicture } from '../../reports/photos/drawPhoto.ts';
import { renderPhotoCheckSheets } from '../../reports/photos/renderPhotoCheckSheets.ts';
import type { RenderOptions } from '../../reports/renderOptions.ts';
import { renderStatistics } from '../../reports/renderStatistics.ts';
import type {
  CaseFormData,
  CaseSheetData,
  LetterData,
  RecordCheckSheetData,
  RenderResult,
  SheetMark,
} from '../../reports/reportData.ts';
import { renderSlips } from '../../reports/slip/renderSlips.ts';
import { slipReport } from '../../reports/slip/slipReport.ts';
import { renderStatements } from '../../reports/statement/renderStatements.ts';
import { statementReport } from '../../reports/statement/statementReport.ts';
import { statisticsContent } from '../../reports/statisticsTable.ts';
import { textOf } from '../../reports/text/textOf.ts';
import { writeStatisticsWorkbook } from '../../reports/writeStatisticsWorkbook.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import type { Services } from '../services.ts';
import { openSigner } from '../signing/openSigner.ts';
import { collectCaseForms } from './collectCaseForms.ts';
import { collectCaseSheets, collectLetters } from './collectCases.ts';
import { collectChaseNotices } from './collectChaseNotices.ts';
import { collectPhotoCheckSheets, collectRecordCheckSheets } from './collectClassSheets.ts';
import { collectCollegeReport } from './collectCollegeReport.ts';
import { collectIdentityConfirmations } from './collectIdentityConfirmations.ts';
import { collectSheetsOut } from './collectSheetsOut.ts';
import { collectSlips } from './collectSlips.ts';
import { collectStatements } from './collectStatements.ts';
import { collectStatistics } from './collectStatistics.ts';
import type { PutOutCase } from './notePutOut.ts';
import type { SheetGroup } from './sheetGroup.ts';
import { type MakeMarks, makeMarks } from './sheetMarks.ts';
import { signSheets, type UnsignedSheet } from './signSheets.ts';

/** A report whose data is read: what is left is to draw it. */
export interface CollectedReport {
  /** What each sheet is called by, in order: its class, college or student; null: nothing that could name it. */
  sheets: readonly (string | null)[];
  /** Prints the whole, or one sheet of it, into a stream, which it ends. Errors: CANCELLED, those of the stream. */
  print(sink: NodeJS.WritableStream, options: RenderOptions, sheet?: number): Promise<RenderResult>;
  /** The same as a workbook. */
  write(sink: NodeJS.WritableStream, options: RenderOptions, sheet?: number): Promise<unknown>;
  /** What it says of cases, to be noted in their histories. */
  putOut?: readonly PutOutCase[];
}

/** A report that is signed, and whom it chases: the students of notices, nobody of any other. */
export type SignedReport = CollectedReport & { chased: string[] };

/** The same before it is signed. */
export interface ReadReport {
  sheets: readonly UnsignedSheet[];
  /** The report with other marks, one for each sheet. */
  withMarks(marks: readonly SheetMark[]): CollectedReport;
}

/** Reads what a report says, as things are now, and signs it. Errors: NOT_FOUND where there is nobody. */
export async function collectReport(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
): Promise<SignedReport> {
  const report = await readReport(services, wall, request, makeMarks);
  const chased =
    request.kind === 'chase-notice'
      ? report.sheets.flatMap(({ content }) => content().rows.flatMap(({ student }) => student ?? []))
      : [];
  const made = report.withMarks(await signSheets(services, request, report.sheets));
  const signer = openSigner(services);
  const seal = (digest: Buffer): string =>
    sealLine(signer.keyId, signer.sign(sealedText(signer.keyId, digest)));
  return { ...made, chased, print: (sink, options, sheet) => made.print(sink, { ...options, seal }, sheet) };
}

/** Reads what a report says. Errors: NOT_FOUND where there is nobody. */
export async function readReport(
  services: Services,
  wall: PhotoWall,
  request: ReportRequest,
  marksOf: MakeMarks,
): Promise<ReadReport> {
  const masked = !request.unmasked;
  switch (request.kind) {
    case 'record-check-sheet':
      return listed(await collectRecordCheckSheets(services, request, marksOf), classOf, (sheets) =>
        ofList(recordCheckReport(sheets, { masked })),
      );
    case 'photo-check-sheet':
      return listed(await collectPhotoCheckSheets(services, request, marksOf), classOf, (sheets) => {
        const readPicture = pictureReader(services, PRINTED_WIDTH);
        const print = printer(renderPhotoCheckSheets, sheets, readPicture, masked);
        return { ...ofList(photoCheckReport(sheets, { masked })), print };
      });
    case 'student-statement':
      return listed(await collectStatements(services, request, marksOf), studentOf, (statements) => {
        const print = printer(renderStatements, statements, pictureReader(services, STATEMENT_WIDTH), masked);
        return { ...ofList(statementReport(statements, { masked })), print };
      });
    case 'identity-confirmation':
      return listed(await collectIdentityConfirmations(services, request, marksOf), studentOf, (sheets) =>
        ofForms(services, identityConfirmation(sheets, { masked })),
      );
    case 'case-form':
      return listed(
        await collectCaseForms(services, request, marksOf),
        caseOf,
        (sheets) => ofForms(services, caseForm(sheets, { masked })),
        ({ whole }) => ({ cases: [whole.item.id] }),
      );
    case 'sheets-out':
      return listed(collectSheetsOut(services, request, marksOf), collegeOf, (sheets) =>
        ofList(sheetsOutReport(sheets)),
      );
    case 'counter-slip':
      return listed(
        await collectSlips(services, request, marksOf),
        ({ student, visit }) => ({ student: student.id, visit: visit.event }),
        (slips) => {
          const print = printer(renderSlips, slips, pictureReader(services, SIGNATURE_WIDTH), true);
          return { ...ofList(slipReport(slips)), print };
        },
        ({ visit }) => ({ visits: [visit.event] }),
      );
    case 'chase-notice':
      return listed(await collectChaseNotices(services, request, marksOf), classOf, (sheets) =>
        ofList(chaseNoticeReport(sheets, { masked })),
      );
    case 'statistics': {
      const data = await collectStatistics(services, request, marksOf);
      return {
        sheets: [{ mark: data.mark, group: {}, content: () => statisticsContent(data, textOf('zh')) }],
        withMarks: ([mark]) => {
          const signed = { ...data, mark: mark! };
          return {
            sheets: [null],
            print: (sink, options) => renderStatistics(signed, sink, options),
            write: (sink, options) => writeStatisticsWorkbook(signed, sink, options),
          };
        },
      };
    }
    case 'case-corrections':
    case 'case-filing': {
      const { kind } = request;
      const output = kind === 'case-corrections' ? 'corrections' : 'filing';
      return listed(
        await collectCaseSheets(services, kind, request, marksOf),
        collegeOf,
        (sheets) => {
          const made = ofList(caseReport(kind, sheets, { masked }));
          const { title } = textOf('zh').caseReports[kind];
          return { ...made, putOut: sheets.flatMap((sheet) => listedOn(sheet, output, title)) };
        },
        ({ cases }) => ({ cases: cases.map((one) => one.case) }),
      );
    }
    case 'case-letter':
      return listed(
        await collectLetters(services, request, marksOf),
        ({ student }) => ({ student }),
        (letters) => ({
          ...ofList(letterReport(letters)),
          print: (sink, options, sheet) => renderLetters(some(letters, sheet), sink, options),
          putOut: letters.map(writtenAbout),
        }),
        (letter) => ({ cases: [letter.case] }),
      );
    default: {
      const { kind } = request;
      return listed(await collectCollegeReport(services, wall, kind, request, marksOf), collegeOf, (sheets) =>
        ofList(collegeReport(kind, sheets, { masked })),
      );
    }
  }
}

interface Listed extends CollectedReport {
  list: ListReport;
}

/** A report of sheets that have a list each: what the list says is what is signed. */
function listed<Sheet extends { mark: SheetMark }>(
  sheets: readonly Sheet[],
  groupOf: (sheet: Sheet) => SheetGroup,
  reportOf: (sheets: readonly Sheet[]) => Listed,
  namedOf?: (sheet: Sheet) => Pick<UnsignedSheet, 'cases' | 'visits'>,
): ReadReport {
  const { list } = reportOf(sheets);
  const text = textOf('zh');
  return {
    sheets: list.sheets.map((one, index) => ({
      mark: one.mark,
      group: groupOf(sheets[index]!),
      ...namedOf?.(sheets[index]!),
      content: () => listContent(list, one, text),
    })),
    withMarks: (marks) => reportOf(sheets.map((sheet, index) => ({ ...sheet, mark: marks[index]! }))),
  };
}

function listedOn({ mark, cases }: CaseSheetData, output: PutOutCase['output'], name: string): PutOutCase[] {
  return cases.map(({ case: id, correction, flag, finding }) => ({
    ...{ case: id, output, name, sheet: mark.sheetNumber },
    said: [correction, flag, finding],
  }));
}

function writtenAbout({ case: id, title, mark, lines }: LetterData): PutOutCase {
  return { case: id, output: 'letter', name: title, sheet: mark.sheetNumber, said: lines };
}

type Place = Pick<RecordCheckSheetData, 'collegeName' | 'majorName' | 'className'>;
const classOf = ({ collegeName, majorName, className }: Place): SheetGroup => ({
  collegeName,
  majorName,
  className,
});
const collegeOf = ({ collegeName }: Pick<Place, 'collegeName'>): SheetGroup => ({ collegeName });
const studentOf = ({ student }: { student: { id: string } }): SheetGroup => ({ student: student.id });
const caseOf = ({ student, whole }: CaseFormData): SheetGroup => ({
  student: student.id,
  case: whole.item.id,
});

function ofList(report: ListReport): Listed {
  const of = (sheet: number | undefined): ListReport => ({ ...report, sheets: some(report.sheets, sheet) });
  return {
    list: report,
    sheets: report.sheets.map(({ name }) => name),
    print: (sink, options, sheet) => renderListReport(of(sheet), sink, options),
    write: (sink, options, sheet) => writeListWorkbook(of(sheet), sink, options),
  };
}

/** Prints as forms what as a workbook is a list. */
function ofForms(services: Services, report: FormReport): Listed {
  const readPicture = pictureReader(services, STATEMENT_WIDTH);
  return {
    ...ofList(formList(report)),
    print: (sink, options, sheet) =>
      renderForms({ ...report, sheets: some(report.sheets, sheet) }, sink, readPicture, options),
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
/** 68 mm, as a pen draws. */
const SIGNATURE_WIDTH = 800;

function pictureReader({ blobs }: Services, width: number): ReadPicture {
  return async (hash) => {
    const bytes = await blobs.read(hash);
    return bytes === null ? null : makeThumbnail(bytes, width);
  };
}

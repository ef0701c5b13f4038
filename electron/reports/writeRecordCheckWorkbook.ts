import { ADDED_ROWS, RECORD_CHECK_COLUMNS, recordCheckCells } from './recordCheckCells.ts';
import type { RenderOptions } from './renderOptions.ts';
import type { RecordCheckSheetData } from './reportData.ts';
import type { RecordCheckColumn } from './text/sheetText.ts';
import { textOf } from './text/textOf.ts';
import { openSheetWorkbook, type WorkbookColumn, type WorkbookRow } from './workbook/sheetWorkbook.ts';
import { worksheetNamer } from './workbook/worksheetNames.ts';

const WIDTHS: Record<RecordCheckColumn, number> = {
  number: 5,
  studentNo: 15,
  name: 16,
  gender: 5,
  birthDate: 11,
  ethnicity: 10,
  idNumber: 21,
  majorName: 20,
  level: 9,
  duration: 5,
  enrolDate: 11,
  admissionPhoto: 5,
  graduationPhoto: 5,
  status: 13,
  correction: 30,
  signature: 14,
};

/** Fitted to the width of A4, columns of these widths print at three quarters: 8.5 mm, enough to sign in. */
const ROW_HEIGHT = 32;

/**
 * The Excel twin of 《学籍信息核对表》: one worksheet a class, streamed to `sink`, which it ends.
 * @throws AppError CANCELLED; the error of a sink that fails. The sink is then destroyed.
 */
export async function writeRecordCheckWorkbook(
  sheets: readonly RecordCheckSheetData[],
  sink: NodeJS.WritableStream,
  options: Omit<RenderOptions, 'fonts'> = {},
): Promise<{ worksheets: number }> {
  const first = sheets[0];
  if (!first) throw new RangeError('there is no sheet to write');
  const text = textOf(options.lang);
  const masked = options.masked ?? true;
  const nameOf = worksheetNamer(text.unnamedClass);
  const columns: WorkbookColumn[] = RECORD_CHECK_COLUMNS.map((column) => ({
    title: text.recordCheckColumns[column],
    ...(column === 'admissionPhoto' || column === 'graduationPhoto' ? { group: text.photoGroup } : {}),
    width: WIDTHS[column],
    align: 'center',
    format: column === 'number' ? '0' : '@',
  }));
  const output = openSheetWorkbook(
    sink,
    text,
    {
      title: `${text.recordCheckTitle} ${first.mark.campaignName}`,
      author: first.mark.schoolName,
      time: first.mark.dataTime,
    },
    options.signal,
  );
  try {
    for (const [index, sheet] of sheets.entries()) {
      const rows: WorkbookRow[] = sheet.students.map((student, row) => {
        const cells = recordCheckCells(student, row, text, masked);
        return {
          cells: RECORD_CHECK_COLUMNS.map((column) =>
            column === 'number' ? row + 1 : cells[column] || null,
          ),
        };
      });
      for (let added = 1; added <= ADDED_ROWS; added += 1) rows.push({ cells: [text.addedRow(added)] });
      await output.addSheet({
        name: nameOf(sheet.className),
        mark: sheet.mark,
        title: text.recordCheckTitle,
        info: [
          { label: text.info.college, value: sheet.collegeName ?? '' },
          { label: text.info.major, value: sheet.majorName ?? '' },
          { label: text.info.class, value: sheet.className ?? '' },
          { label: text.info.counsellor, value: sheet.counsellor ?? '' },
          { label: text.info.students, value: text.studentCount(sheet.students.length) },
        ],
        columns,
        frozenColumns: 3,
        rows,
        rowHeight: ROW_HEIGHT,
        notes: text.filling.map((line, at) => (at === 0 ? text.fillingTitle + line : line)),
        signatures: text.signatures,
      });
      options.onProgress?.({ sheets: index + 1, ofSheets: sheets.length, pages: index + 1 });
    }
    await output.finish();
    return { worksheets: sheets.length };
  } catch (error) {
    output.abandon(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

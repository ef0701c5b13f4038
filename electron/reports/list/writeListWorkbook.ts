import type { RenderOptions } from '../renderOptions.ts';
import { textOf } from '../text/textOf.ts';
import { openSheetWorkbook, type WorkbookColumn, type WorkbookRow } from '../workbook/sheetWorkbook.ts';
import { worksheetNamer } from '../workbook/worksheetNames.ts';
import type { ListReport, ListRow } from './listReport.ts';

/**
 * The Excel twin of what renderListReport prints: one worksheet a sheet, streamed to `sink`, which it ends.
 * @throws AppError CANCELLED; the error of a sink that fails. The sink is then destroyed.
 */
export async function writeListWorkbook(
  report: ListReport,
  sink: NodeJS.WritableStream,
  options: Omit<RenderOptions, 'fonts' | 'masked'> = {},
): Promise<{ worksheets: number }> {
  const { sheets, title, notes } = report;
  const first = sheets[0];
  if (!first) throw new RangeError('there is no sheet to write');
  const text = textOf(options.lang);
  const nameOf = worksheetNamer(text.unnamedClass);
  const columns: WorkbookColumn[] = report.columns.map((column) => ({
    title: column.title,
    ...(column.group === undefined ? {} : { group: column.group }),
    width: column.screen,
    align: column.align === 'centre' ? 'center' : 'left',
    format: column.isNumber ? '0' : '@',
  }));
  const cellsOf = ({ cells, isBlank }: ListRow): WorkbookRow => ({
    cells: cells.map((cell, index) =>
      report.columns[index]?.isNumber && !isBlank ? Number(cell) : cell || null,
    ),
  });
  const output = openSheetWorkbook(
    sink,
    text,
    {
      title: `${title} ${first.mark.campaignName}`,
      author: first.mark.schoolName,
      time: first.mark.dataTime,
    },
    options.signal,
  );
  try {
    for (const [index, sheet] of sheets.entries()) {
      await output.addSheet({
        name: nameOf(sheet.name),
        mark: sheet.mark,
        title,
        info: sheet.info,
        columns,
        frozenColumns: report.frozenColumns,
        rows: sheet.rows().map(cellsOf),
        rowHeight: report.rowHeight.screen,
        notes: notes.lines.map((line, at) => (at === 0 ? notes.leadIn + line : line)),
        signatures: report.signatures,
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

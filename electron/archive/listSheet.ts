import type ExcelJS from 'exceljs';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';

export interface ListSheet {
  /** Counts are numbers; everything that people or files brought is text, and never a formula. */
  add(cells: readonly (string | number | null)[]): void;
  end(): void;
}

const WIDTH = 18;

/** A sheet of a workbook that is written as it grows: a bold heading that stays in sight, then row by row. */
export function listSheet(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  name: string,
  headings: readonly string[],
): ListSheet {
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = headings.map(() => ({ width: WIDTH }));
  const head = sheet.addRow(headings.map(neutraliseCell));
  head.font = { bold: true };
  head.commit();
  return {
    add: (cells) =>
      sheet
        .addRow(cells.map((cell) => (typeof cell === 'string' ? neutraliseCell(cell) : (cell ?? ''))))
        .commit(),
    end: () => sheet.commit(),
  };
}

import ExcelJS from 'exceljs';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { StoredWord } from '../../db/tables/wordTable.ts';

/** The columns of a word list, by the headings under which they are known; the first is what an export writes. */
export const WORD_FILE_HEADINGS = {
  field: ['字段', '字段名', 'field'],
  written: ['原文', '写法', '原值', 'written'],
  meant: ['含义', '标准写法', '规范名称', 'meant', 'meaning'],
} as const;

const text = createText('zh');

/** The dictionary as a word list, which readWordFile takes in again. */
export async function wordFileOf(
  words: readonly Pick<StoredWord, 'field' | 'spelling' | 'meant'>[],
  format: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  const { field, written, meant } = WORD_FILE_HEADINGS;
  const rows = [
    [field[0], written[0], meant[0]],
    ...words.map((word) => [text.label(word.field), word.spelling, word.meant].map(neutraliseCell)),
  ];
  if (format === 'csv') {
    const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    // A byte order mark: Excel takes a CSV without one for GBK.
    return Buffer.from(`\uFEFF${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`);
  }
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('词典', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [14, 30, 30].map((width) => ({ width, style: { numFmt: '@' } }));
  for (const row of rows) sheet.addRow(row);
  sheet.getRow(1).font = { bold: true };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

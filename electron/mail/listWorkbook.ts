import ExcelJS from 'exceljs';
import type { ListedStudent } from '../../shared/contract/mail.ts';
import { neutraliseCell } from '../../shared/domain/neutraliseCell.ts';
import { createText } from '../../shared/text/createText.ts';

/** Whoever gets it reads Chinese. */
const { sheet: words } = createText('zh').mail;

/** The sheet that goes with a mail: one student a row, names and numbers masked already. */
export async function listWorkbook(
  list: readonly ListedStudent[],
): Promise<{ filename: string; content: Buffer }> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(words.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [18, 12, 12, 48, 48].map((width) => ({ width, style: { numFmt: '@' } }));
  sheet.addRow([...words.headings]).font = { bold: true };
  for (const { className, name, studentNo, reason, step } of list) {
    sheet.addRow([className, name, studentNo, reason, step].map(neutraliseCell));
  }
  return { filename: `${words.name}.xlsx`, content: Buffer.from(await workbook.xlsx.writeBuffer()) };
}

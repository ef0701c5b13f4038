import ExcelJS from 'exceljs';
import { neutraliseCell } from '../../../shared/domain/neutraliseCell.ts';
import { erasureText } from '../text/erasureText.ts';
import { type ErasureSheet, erasureDesks, erasureGroups, erasureRows } from './erasureRows.ts';

/** The same proof as a workbook, to be filed with others. */
export async function erasureWorkbook(proof: ErasureSheet): Promise<Uint8Array> {
  const text = erasureText[proof.lang];
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet(text.title.slice(0, 31));
  page.columns = [{ width: 36 }, { width: 24 }, { width: 72 }];
  const add = (cells: readonly string[], isBold = false) => {
    const row = page.addRow(cells.map(neutraliseCell));
    row.font = { bold: isBold };
    row.alignment = { wrapText: true, vertical: 'top' };
  };
  add([text.title], true);
  if (proof.school !== '') add([proof.school]);
  for (const [label, value] of erasureRows(proof)) add([label, '', value]);
  add([]);
  add([text.groups], true);
  for (const cells of erasureGroups(proof)) add(cells);
  add([]);
  const { backups } = proof.proof;
  add([backups.length === 0 ? text.noBackups : text.backups], true);
  for (const name of backups) add([name]);
  const desks = erasureDesks(proof);
  if (desks) {
    add([]);
    add([desks.title], true);
    for (const line of desks.lines) add([line]);
  }
  add([]);
  for (const note of text.notes) add([note]);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

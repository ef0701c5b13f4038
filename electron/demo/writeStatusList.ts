import ExcelJS from 'exceljs';
import type { DemoSchool } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { utcDate } from './utcDate.ts';

/** Every so many rows the time is a date cell and not text, as after somebody edited the list by hand. */
const DATE_CELL_EVERY = 9;

/** Who of those who graduate has verified: a title, headings, one row a student, a note at the bottom. */
export async function writeStatusList(path: string, school: DemoSchool): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('核对状态');
  sheet.columns = [14, 18, 22, 12, 22, 32].map((width) => ({ width, style: { numFmt: '@' } }));
  sheet.addRow([`${school.graduationYear}届毕业生图像校对情况（截至${school.now.slice(0, 16)}）`]);
  sheet.mergeCells('A1:F1');
  sheet.addRow(['学号', '姓名', '身份证号', '核对状态', '核对时间', '有误说明']).font = { bold: true };
  let told = 0;
  for (const { graduating, values, verification } of school.students) {
    if (!graduating) continue;
    const { status, at, complaint } = verification;
    const row = sheet.addRow([
      values.studentNo,
      values.name,
      values.idNumber,
      status,
      at,
      complaint?.words ?? null,
    ]);
    if (at !== null) {
      told += 1;
      if (told % DATE_CELL_EVERY === 0) {
        const cell = row.getCell(5);
        cell.value = utcDate(at);
        cell.numFmt = 'yyyy-mm-dd hh:mm:ss';
      }
    }
  }
  const note = sheet.addRow(['注：核对时间以学生确认时间为准，确认后24小时内可修改。']);
  sheet.mergeCells(note.number, 1, note.number, 6);
  await workbook.xlsx.writeFile(path);
  await fixZipTimes(path, school.now);
}

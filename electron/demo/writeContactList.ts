import ExcelJS from 'exceljs';
import type { DemoSchool } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { utcDate } from './utcDate.ts';

/** Of so many classes the list forgets one. */
const FORGOTTEN_EVERY = 12;

/**
 * Who looks after which classes, as a college hands it in: a line a counsellor, the classes of each in one cell and
 * spelled their own way; some classes are forgotten.
 */
export async function writeContactList(path: string, school: DemoSchool): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('辅导员');
  sheet.columns = [26, 40, 12, 16, 30].map((width) => ({ width, style: { numFmt: '@' } }));
  sheet.addRow([`${school.name}辅导员联系方式`]);
  sheet.mergeCells('A1:E1');
  sheet.addRow(['学院', '班级', '辅导员', '联系电话', '邮箱']).font = { bold: true };
  let classes = 0;
  for (const { name, phone, email, collegeName, classNames } of school.counsellors) {
    const listed = classNames.filter(() => ++classes % FORGOTTEN_EVERY !== 0);
    if (listed.length === 0) continue;
    const spelled = listed.map((className, at) => (at % 2 === 1 ? `${className}班` : className));
    sheet.addRow([collegeName, spelled.join('、'), name, phone, email]);
  }
  await workbook.xlsx.writeFile(path);
  await fixZipTimes(path, school.now);
}

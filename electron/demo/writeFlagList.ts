import ExcelJS from 'exceljs';
import { IDENTITY_FLAGS } from '../../shared/domain/verificationStatus.ts';
import type { DemoSchool } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { utcDate } from './utcDate.ts';

/**
 * The 人像比对 results of 学信网 some days after the roster: those whom it flagged already, one of whom has been
 * cleared since, and one more.
 */
export async function writeFlagList(path: string, school: DemoSchool): Promise<void> {
  const flags: readonly string[] = Object.keys(IDENTITY_FLAGS);
  const graduating = school.students.filter((student) => student.graduating);
  const flagged = graduating.filter(({ values }) => flags.includes(values.remark ?? ''));
  const another = graduating.findLast((student) => !flagged.includes(student)) ?? school.students[0]!;
  const workbook = new ExcelJS.Workbook();
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('人像比对');
  sheet.columns = [18, 14, 18, 20].map((width) => ({ width, style: { numFmt: '@' } }));
  sheet.addRow(['KSH', 'XH', 'XM', 'BZ']);
  for (const [at, { values }] of [...flagged, another].entries()) {
    const isCleared = at === 1 && flagged.length > 1;
    const flag = at === flagged.length ? '身份核验不确定' : isCleared ? '通过' : values.remark;
    sheet.addRow([values.examNo, values.studentNo, values.name, flag]);
  }
  await workbook.xlsx.writeFile(path);
  await fixZipTimes(path, school.now);
}

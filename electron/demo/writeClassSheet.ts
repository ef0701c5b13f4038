import ExcelJS from 'exceljs';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { type DemoSchool, type DemoStudent, recordInSource } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { utcDate } from './utcDate.ts';

/** What some of a class wrote into the column for what is wrong; the others only signed, and the last one did not. */
const ETHNICITY = '回族';
const WRITTEN: readonly string[] = [`民族应为${ETHNICITY}`, '', '照片不清晰，申请重拍', '', ''];

/** Who is on the sheet: some of one class who are to verify and have not yet. Nobody, where a school is too small. */
export function studentsOnSheet(photographed: readonly DemoStudent[]): PartialStudentValues[] {
  const byClass = Map.groupBy(
    photographed.filter(
      ({ graduating, values, verification }) =>
        graduating &&
        verification.status === '未核对' &&
        values.registrationStatus === '注册学籍' &&
        values.ethnicity !== ETHNICITY,
    ),
    ({ values }) => values.className,
  );
  const listed = [...byClass.values()].map((students) =>
    students.flatMap((student) => recordInSource(student, 'chsi') ?? []),
  );
  const [most = []] = listed.sort((one, other) => other.length - one.length);
  return most.length < WRITTEN.length ? [] : most.slice(0, WRITTEN.length);
}

/** A class sheet that a department typed anew, so that it has no number: signatures, and corrections in words. */
export async function writeClassSheet(
  path: string,
  school: DemoSchool,
  students: readonly PartialStudentValues[],
): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('回执');
  sheet.columns = [6, 14, 18, 8, 12, 26, 14].map((width) => ({ width, style: { numFmt: '@' } }));
  sheet.addRow([`${school.graduationYear}届毕业生学籍信息核对表（${students[0]?.className ?? ''}）`]);
  sheet.mergeCells('A1:G1');
  sheet.addRow(['序号', '学号', '姓名', '性别', '民族', '有误信息登记', '学生签字']).font = { bold: true };
  students.forEach(({ studentNo, name, gender, ethnicity }, at) => {
    const written = WRITTEN[at] ?? '';
    const isSigned = at < students.length - 1;
    sheet.addRow([String(at + 1), studentNo, name, gender, ethnicity, written, isSigned ? name : '']);
  });
  await workbook.xlsx.writeFile(path);
  await fixZipTimes(path, school.now);
}

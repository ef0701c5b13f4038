import ExcelJS from 'exceljs';
import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { provinceCode } from './demoOrigins.ts';
import { type DemoSchool, recordInSource, textOf } from './demoSchool.ts';
import { fixZipTimes } from './fixZipTimes.ts';
import { seededRandom } from './seededRandom.ts';
import { utcDate } from './utcDate.ts';

/** Above this a table of shared strings costs more memory than it saves. */
const MOST_WITH_SHARED_STRINGS = 20_000;

const compact = (date: string | null | undefined): string => textOf(date).replaceAll('-', '');

/** The columns of the 在校生名单 export (domain notes §1.2); ZP and CXSJ are there and empty. */
const COLUMNS: readonly (readonly [heading: string, value: (record: PartialStudentValues) => string])[] = [
  ['KSH', (record) => textOf(record.examNo)],
  ['SYSSDM', (record) => provinceCode(record.originProvince)],
  ['XH', (record) => textOf(record.studentNo)],
  ['XM', (record) => textOf(record.name)],
  ['XB', (record) => textOf(record.gender)],
  ['CSRQ', (record) => compact(record.birthDate)],
  ['SFZH', (record) => textOf(record.idNumber)],
  ['ZZMM', (record) => textOf(record.politicalStatus)],
  ['MZ', (record) => textOf(record.ethnicity)],
  ['YXDM', (record) => textOf(record.schoolCode)],
  ['YXMC', (record) => textOf(record.schoolName)],
  ['ZYDM', (record) => textOf(record.majorCode)],
  ['ZYMC', (record) => textOf(record.majorName)],
  ['FY', (record) => textOf(record.collegeName)],
  ['XSH', (record) => textOf(record.departmentName)],
  ['BH', (record) => textOf(record.className)],
  ['CC', (record) => textOf(record.level)],
  ['XZ', (record) => textOf(record.duration)],
  ['XXXS', (record) => textOf(record.mode)],
  ['DQSZJ', (record) => textOf(record.grade)],
  ['RXRQ', (record) => compact(record.enrolDate)],
  ['YJBYRQ', (record) => compact(record.expectedGraduationDate)],
  ['ZCZT', (record) => textOf(record.registrationStatus)],
  ['SX', (record) => textOf(record.cultivation)],
  ['ZP', () => ''],
  ['BZ', (record) => textOf(record.remark)],
];

/** 学信网's list of enrolled students: one row of pinyin headings, every cell text, dates of eight digits. */
export async function writeChsiRoster(path: string, school: DemoSchool): Promise<void> {
  const random = seededRandom(school.seed, 'changed at');
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: school.students.length <= MOST_WITH_SHARED_STRINGS,
  });
  workbook.created = utcDate(school.now);
  workbook.modified = utcDate(school.now);
  const sheet = workbook.addWorksheet('在校生名单');
  const headings = [...COLUMNS.map(([heading]) => heading), 'XGSJ', 'CXSJ'];
  sheet.columns = headings.map(() => ({ width: 14, style: { numFmt: '@' } }));
  sheet.addRow(headings).commit();
  for (const student of school.students) {
    const record = recordInSource(student, 'chsi');
    if (record === null) continue;
    const changed = `${school.schoolYear}-09-${String(random.between(10, 28)).padStart(2, '0')} ${String(random.between(8, 17)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}:00`;
    // Cells without a value are left out, not written as empty text.
    sheet.addRow([...COLUMNS.map(([, value]) => value(record) || null), changed, null]).commit();
  }
  sheet.commit();
  await workbook.commit();
  await fixZipTimes(path, school.now);
}

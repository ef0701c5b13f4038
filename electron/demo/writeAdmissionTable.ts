import type { PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { provinceCode } from './demoOrigins.ts';
import { type DemoSchool, recordInSource, textOf } from './demoSchool.ts';
import { type DbfColumn, writeDbf } from './writeDbf.ts';

type Column = DbfColumn & { value: (record: PartialStudentValues, school: DemoSchool) => string };

/** Names and lengths in bytes as the uploads of new students have them (domain notes §1.3). */
const COLUMNS: readonly Column[] = [
  { name: 'KSH', length: 18, value: (record) => textOf(record.examNo) },
  { name: 'XM', length: 40, value: (record) => textOf(record.name) },
  { name: 'XB', length: 2, value: (record) => textOf(record.gender) },
  { name: 'CSRQ', length: 8, value: (record) => textOf(record.birthDate).replaceAll('-', '') },
  { name: 'SFZH', length: 18, value: (record) => textOf(record.idNumber) },
  { name: 'ZZMM', length: 16, value: (record) => textOf(record.politicalStatus) },
  { name: 'MZ', length: 24, value: (record) => textOf(record.ethnicity) },
  { name: 'SYSSDM', length: 2, value: (record) => provinceCode(record.originProvince) },
  { name: 'YXDM', length: 5, value: (record) => textOf(record.schoolCode) },
  { name: 'YXMC', length: 40, value: (record) => textOf(record.schoolName) },
  { name: 'ZYDM', length: 6, value: (record) => textOf(record.majorCode) },
  { name: 'ZYMC', length: 50, value: (record) => textOf(record.majorName) },
  { name: 'CC', length: 12, value: (record) => textOf(record.level) },
  { name: 'XZ', length: 3, value: (record) => textOf(record.duration) },
  { name: 'XXXS', length: 10, value: (record) => textOf(record.mode) },
  { name: 'LQNF', length: 4, value: (_, school) => String(school.schoolYear) },
];

/** The list of those admitted this year, as the admission programs give it. */
export async function writeAdmissionTable(path: string, school: DemoSchool): Promise<void> {
  const rows: string[][] = [];
  for (const student of school.students) {
    const record = recordInSource(student, 'admission');
    if (record !== null) rows.push(COLUMNS.map((column) => column.value(record, school)));
  }
  await writeDbf(path, COLUMNS, rows, school.today);
}

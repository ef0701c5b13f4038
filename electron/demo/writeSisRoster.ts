import { writeFile } from 'node:fs/promises';
import type { IdType, PartialStudentValues } from '../../shared/domain/studentFields.ts';
import { encodeGb18030 } from '../archive/encodeGb18030.ts';
import { type DemoSchool, FIELDS_OF_SOURCE, recordInSource, textOf } from './demoSchool.ts';
import { type SeededRandom, seededRandom } from './seededRandom.ts';

const ID_TYPE_WORDS: Readonly<Record<IdType, string>> = {
  resident: '居民身份证',
  'hkmo-residence': '港澳居民居住证',
  'tw-residence': '台湾居民居住证',
  'hkmo-permit': '港澳居民来往内地通行证',
  'tw-permit': '台湾居民来往大陆通行证',
  'foreign-pr': '外国人永久居留身份证',
  passport: '护照',
  military: '士兵证',
  other: '其他',
};

/** 2024-09-01 → 2024-9-1 */
const short = (date: string | null | undefined): string => textOf(date).replace(/-0/g, '-');

type Column = readonly [
  heading: string,
  value: (record: PartialStudentValues, row: number, random: SeededRandom) => string,
];
/** A tab behind a number keeps Excel from reading it as one; some exports put it there, some rows only. */
const tabbed = (value: string, random: SeededRandom): string =>
  value !== '' && random.chance(0.3) ? `${value}\t` : value;

const COLUMNS: readonly Column[] = [
  ['序号', (_, row) => String(row)],
  ['学号', (record) => textOf(record.studentNo)],
  ['姓名', (record) => textOf(record.name)],
  ['姓名拼音', (record) => textOf(record.namePinyin)],
  ['性别', (record) => textOf(record.gender)],
  ['出生日期', (record) => short(record.birthDate)],
  ['民族', (record) => textOf(record.ethnicity)],
  ['政治面貌', (record) => textOf(record.politicalStatus)],
  ['证件类型', (record) => ID_TYPE_WORDS[record.idType as IdType]],
  ['身份证号', (record, _, random) => tabbed(textOf(record.idNumber), random)],
  ['考生号', (record, _, random) => tabbed(textOf(record.examNo), random)],
  ['学院', (record) => textOf(record.collegeName)],
  ['系别', (record) => textOf(record.departmentName)],
  ['专业代码', (record) => textOf(record.majorCode)],
  ['专业', (record) => textOf(record.majorName)],
  ['行政班', (record) => textOf(record.className)],
  ['年级', (record) => textOf(record.grade)],
  ['培养层次', (record) => textOf(record.level)],
  ['学制', (record) => textOf(record.duration)],
  ['学习形式', (record) => textOf(record.mode)],
  ['入学日期', (record) => short(record.enrolDate)],
  ['预计毕业日期', (record) => short(record.expectedGraduationDate)],
  ['手机号码', (record, _, random) => tabbed(textOf(record.phone), random)],
  ['电子邮箱', (record) => textOf(record.email)],
  ['辅导员', (record) => textOf(record.counsellor)],
  ['宿舍', (_, row) => `${1 + (row % 18)}栋${101 + (row % 6) * 100 + (row % 23)}`],
  ['特长', (_, row) => SKILLS[row % SKILLS.length]!],
];
const SKILLS = ['', '', '', '篮球,"校队"主力', '', '书法', '', '', '长跑, 游泳', '', ''];

const quoted = (value: string): string =>
  /[",\r\n\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/**
 * The list of the school's own system: GB18030 without a mark, two title lines above Chinese headings in an order
 * of its own, short dates, tabs behind some numbers, and a footer.
 */
export async function writeSisRoster(path: string, school: DemoSchool): Promise<void> {
  const random = seededRandom(school.seed, 'tabs');
  const records: PartialStudentValues[] = [];
  for (const student of school.students) {
    const record = recordInSource(student, 'sis');
    if (record !== null) records.push(record);
  }
  for (const extra of school.onlyInSis) {
    records.push(Object.fromEntries(FIELDS_OF_SOURCE.sis.map((field) => [field, extra[field]])));
  }
  records.sort((a, b) => (textOf(a.studentNo) < textOf(b.studentNo) ? -1 : 1));

  const line = (cells: readonly string[]): string => {
    const padded = [...cells, ...Array<string>(COLUMNS.length - cells.length).fill('')];
    return `${padded.map(quoted).join(',')}\r\n`;
  };
  const parts = [
    line([`${school.name}学生名册`]),
    line([
      `学年学期：${school.schoolYear}-${school.schoolYear + 1}-1`,
      '',
      '',
      `导出日期：${short(school.today)}`,
    ]),
    line(COLUMNS.map(([heading]) => heading)),
    ...records.map((record, index) => line(COLUMNS.map(([, value]) => value(record, index + 1, random)))),
    line(['合计', `${records.length}人`]),
    line(['制表人：教务处学籍科', '', '', `制表日期：${short(school.today)}`]),
  ];
  await writeFile(path, encodeGb18030(parts.join('')));
}

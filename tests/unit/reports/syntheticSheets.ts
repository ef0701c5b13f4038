import type {
  RecordCheckSheetData,
  RecordCheckStudent,
  StatisticsData,
  StatisticsGrouping,
  StatisticsRow,
} from '../../../electron/reports/reportData.ts';
import { makeSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import { STUDENT_FIELDS, type StudentValues } from '../../../shared/domain/studentFields.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';

/** Made-up classes for the sheets; the same arguments give the same students. */

export const DATA_TIME = Date.UTC(2026, 10, 24, 2, 15);

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

const SURNAMES = ['王', '李', '张', '欧阳', '陈', '司马', '赵', '㛃', '周', '吴'];
const GIVEN = ['芳', '伟', '秀英', '子涵', '䶮', '梓萱', '若曦', '建国', '雨桐', '思源', '浩然', '一诺'];
const MAJORS = ['计算机科学与技术', '软件工程', '汉语国际教育', '数据科学与大数据技术（中外合作办学）'];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function emptyValues(): StudentValues {
  return Object.fromEntries(STUDENT_FIELDS.map((field) => [field, null])) as StudentValues;
}

/** A well-formed resident number (GB 11643) of nobody: area 990000 is not given to any place. */
export function madeUpIdNumber(birthDate: string, order: number): string {
  const body = `990000${birthDate.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`;
  const sum = Array.from(body).reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

export function madeUpStudent(seed: number, changes: Partial<StudentValues> = {}): RecordCheckStudent {
  const birthDate = `200${4 + (seed % 3)}-${String(1 + (seed % 12)).padStart(2, '0')}-${String(1 + (seed % 28)).padStart(2, '0')}`;
  return {
    id: `student-${seed}`,
    values: {
      ...emptyValues(),
      studentNo: `2023${String(100000 + seed)}`,
      name: pick(SURNAMES, seed * 7) + pick(GIVEN, seed * 5 + Math.floor(seed / 12)),
      gender: seed % 2 === 0 ? '女' : '男',
      birthDate,
      idType: 'resident',
      idNumber: madeUpIdNumber(birthDate, seed),
      ethnicity: pick(['汉族', '汉族', '汉族', '维吾尔族', '柯尔克孜族', '回族'], seed),
      majorName: pick(MAJORS, Math.floor(seed / 40)),
      level: pick(['本科', '专科(高职)'], Math.floor(seed / 80)),
      duration: '4',
      enrolDate: '2023-09-01',
      ...changes,
    },
    photos: { admission: seed % 17 !== 0, graduation: seed % 5 !== 0 },
    status: pick(STATUSES, Math.floor(seed / 3)),
  };
}

/** Names and values that are hard to print. */
export const HARD_STUDENTS: readonly Partial<StudentValues>[] = [
  { name: '𠮷田䶮', ethnicity: '汉族' },
  { name: '由𬱖' },
  { name: '㛃·𪚥' },
  { name: '张\u{e000}明' },
  { name: '阿卜杜热合曼·麦麦提图尔荪', ethnicity: '维吾尔族' },
  { name: '买买提依明·阿布都克热木·吐尔逊江', ethnicity: '乌孜别克族' },
  {
    name: 'ALEXANDROPOULOS KONSTANTINOS-EMMANOUIL MARIA',
    idType: 'passport',
    idNumber: 'AB1234567',
    ethnicity: '外国血统中国籍人士',
  },
  { name: null, studentNo: null, birthDate: null, idNumber: null, ethnicity: null, majorName: null },
  {
    name: '李\u200b明',
    studentNo: '012345678901234',
    majorName: '马克思主义理论与思想政治教育（国家公费师范生）',
  },
];

export function madeUpSheet(
  index: number,
  size: number,
  hard: readonly Partial<StudentValues>[] = [],
): RecordCheckSheetData {
  const students = Array.from({ length: size }, (_, row) =>
    madeUpStudent(index * 100 + row + 1, hard[row] ?? {}),
  );
  return {
    mark: {
      sheetNumber: makeSheetNumber({ campaignShort: 'BY27', date: '2026-11-24', index: index + 1 }),
      code: 'XJ2:BY27-261124-0001-K:K7QX2MAD:DIGEST',
      dataTime: DATA_TIME,
      schoolName: '示例大学',
      campaignName: '2027届毕业生图像校对',
    },
    collegeName: pick(['计算机与人工智能学院', '国际文化教育学院', '马克思主义学院'], Math.floor(index / 10)),
    majorName: students[0]?.values.majorName ?? null,
    className: `计科23${String(index + 1).padStart(2, '0')}班`,
    counsellor: index % 4 === 3 ? null : pick(['刘敏', '古丽娜尔·买买提', '周𬱖'], index),
    students,
  };
}

export function madeUpStatistics(
  by: StatisticsGrouping,
  colleges: number,
  perCollege: number,
): StatisticsData {
  const rows: StatisticsRow[] = [];
  for (let college = 0; college < colleges; college += 1) {
    for (let part = 0; part < (by === 'college' ? 1 : perCollege); part += 1) {
      const seed = college * 31 + part * 7;
      const counts = Object.fromEntries(
        STATUSES.map((status, index) => [status, (seed * (index + 3)) % (index < 3 ? 900 : 23)]),
      ) as Record<Status, number>;
      rows.push({
        collegeName: college === colleges - 1 ? null : `第${college + 1}学院（示例）`,
        majorName: pick(MAJORS, part),
        className: `示例23${String(part + 1).padStart(2, '0')}班`,
        counsellor: pick(['刘敏', '古丽娜尔·买买提', '周𬱖'], part),
        counts,
      });
    }
  }
  const { mark } = madeUpSheet(300 + colleges, 0);
  return { mark, by, rows };
}

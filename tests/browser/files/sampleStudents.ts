import { checkCharacter } from '../../../shared/domain/idNumber.ts';

export interface SampleStudent {
  examNo: string;
  studentNo: string;
  name: string;
  gender: '男' | '女';
  idNumber: string;
  birthDate: string;
  college: string;
  major: string;
  className: string;
}

/** Invented, with the names that give trouble: a dot, two characters, a rare one, the same name twice. */
const NAMES = [
  '张晓雨',
  '王建国',
  '李雪梅',
  '陈㛃',
  '买买提·艾力',
  '欧阳子涵',
  '赵敏',
  '刘洋',
  '刘洋',
  '周文博',
  '吴思远',
  '郑雅静',
  '孙浩然',
  '马晓燕',
  '朱鹏飞',
  '胡佳怡',
  '林志强',
  '何雨桐',
  '高天宇',
  '罗春燕',
  '梁家豪',
  '宋晨曦',
  '唐诗韵',
  '许志远',
] as const;

const CLASSES = [
  { className: '计算机2301', college: '信息工程学院', major: '计算机科学与技术' },
  { className: '会计2302', college: '经济管理学院', major: '会计学' },
] as const;

/** Twenty-four students in two classes, all numbers sound. */
export const SAMPLE_STUDENTS: readonly SampleStudent[] = NAMES.map((name, index) => {
  const place = index < 12 ? CLASSES[0] : CLASSES[1];
  const gender = index % 2 === 0 ? '女' : '男';
  const birthDate = `2005-${String((index % 12) + 1).padStart(2, '0')}-${String(index + 1).padStart(2, '0')}`;
  const seventeen = `110105${birthDate.replaceAll('-', '')}${String(101 + index * 7 + ((101 + index * 7) % 2 === (gender === '男' ? 1 : 0) ? 0 : 1)).padStart(3, '0')}`;
  return {
    examNo: `231101050${String(10001 + index)}`,
    studentNo: `2023${index < 12 ? '01' : '02'}${String(index + 1).padStart(4, '0')}`,
    name,
    gender,
    idNumber: `${seventeen}${checkCharacter(seventeen)}`,
    birthDate,
    college: place.college,
    major: place.major,
    className: place.className,
  };
});

export function sampleStudent(name: string): SampleStudent {
  const student = SAMPLE_STUDENTS.find((entry) => entry.name === name);
  if (!student) throw new Error(`no sample student of this name: ${name}`);
  return student;
}

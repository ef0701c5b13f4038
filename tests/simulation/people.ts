import { demoIdNumber } from '../../electron/demo/demoIdNumber.ts';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { FileSource, StudentField } from '../../shared/domain/studentFields.ts';

/** Fields with what is said of them. */
export type Said = Partial<Record<StudentField, string>>;

const COLLEGES = [
  { name: '计算机科学与技术学院', majors: ['软件工程', '网络工程'] },
  { name: '法学院', majors: ['法学'] },
];
/** Few, so that people share names. */
const NAMES = ['张伟', '李娜', '王芳', '刘洋', '陈静', '阿卜杜拉·艾买提', '古丽·买买提', '𠮷田', '赵敏'];
const PEOPLE = 48;

/** The students of the school, as things really are. Only the simulation knows; files say it more or less well. */
export function makePeople(random: SeededRandom): Said[] {
  return Array.from({ length: PEOPLE }, (_, index) => {
    const college = random.pick(COLLEGES);
    const majorName = random.pick(college.majors);
    const gender = random.pick(['男', '女'] as const);
    const birthDate = `${random.between(2002, 2005)}-${twoDigits(random.between(1, 12))}-${twoDigits(random.between(1, 28))}`;
    const grade = random.pick(['2022', '2023']);
    return {
      examNo: `${grade.slice(2)}110105${String(110_000 + index)}`,
      studentNo: `${grade}${String(1001 + index)}`,
      name: random.pick(NAMES),
      gender,
      birthDate,
      idNumber: demoIdNumber(random, { idType: 'resident', birthDate, gender, area: '110105' }),
      ethnicity: random.pick(['汉族', '汉族', '维吾尔族', '回族']),
      collegeName: college.name,
      majorName,
      className: `${majorName.slice(0, 2)}${grade.slice(2)}0${random.between(1, 2)}`,
      level: '本科',
      duration: '4',
      grade,
      enrolDate: `${grade}-09-01`,
      registrationStatus: '注册学籍',
      phone: `138${String(10_000_000 + index)}`,
    };
  });
}

/** Something happens in somebody's life, so that the next file says otherwise. */
export function livesOn(random: SeededRandom, person: Said): void {
  switch (random.pick(['class', 'status', 'phone', 'name', 'birth', 'remark'] as const)) {
    case 'class':
      person.className = `${person.majorName!.slice(0, 2)}${person.grade!.slice(2)}0${random.between(1, 4)}`;
      return;
    case 'status':
      person.registrationStatus = random.pick(['注册学籍', '注册学籍', '休学', '退学']);
      return;
    case 'phone':
      person.phone = `139${String(10_000_000 + random.below(1_000_000))}`;
      return;
    case 'name':
      person.name = random.pick(NAMES);
      return;
    case 'birth':
      person.birthDate = `2004-0${random.between(1, 9)}-15`;
      return;
    case 'remark':
      person.remark = random.pick(['身份核验异常', '身份核验未通过', '已核实']);
  }
}

/** What a source knows of a person: 学信网 cuts names of colleges, 录取 knows neither class nor 学号. */
export function knownTo(source: FileSource, person: Said): Said {
  const known = { ...person };
  if (source === 'chsi') {
    known.collegeName = person.collegeName!.slice(0, 8);
    delete known.phone;
  } else {
    delete known.remark;
    if (source === 'sis') known.counsellor = `辅导员${person.grade!.slice(3)}`;
    else for (const field of ['studentNo', 'className', 'grade'] as const) delete known[field];
  }
  return known;
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

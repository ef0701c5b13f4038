import { join } from 'node:path';
import { checkCharacter } from '../../../shared/domain/idNumber.ts';
import { type MadeCell, writeWorkbook } from '../../contract/madeFiles.ts';

/** Forty students as one system writes them and as another does. */
const STUDENTS = 40;
const NAMES = ['陈晨', '林小雨', '赵敏', '周杰', '吴桐', '郑爽朗', '冯雪', '蒋欣然'];
const LONG_COLLEGE = '长江新闻与传播学院';

interface Row {
  examNo: string;
  studentNo: string;
  name: string;
  gender: string;
  birthDate: string;
  idNumber: string;
  college: string;
  major: string;
}

function studentAt(at: number): Row {
  const number = String(at + 1).padStart(3, '0');
  const birthDate = `2003-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`;
  const seventeen = `110105${birthDate.replaceAll('-', '')}${number}`;
  const isUighur = at % 8 === 5;
  return {
    examNo: `22110101100${number}`,
    studentNo: `2022010${number}`,
    name: isUighur
      ? `阿里木·买买提${'江山明'[at % 3]}`
      : `${NAMES[at % NAMES.length]}${'一二三四五'[at % 5]}`,
    gender: at % 2 === 0 ? '男' : '女',
    birthDate,
    idNumber: seventeen + checkCharacter(seventeen),
    college: at < 6 ? LONG_COLLEGE : at < 24 ? '数学学院' : '计算机学院',
    major: at < 6 ? '新闻学' : at < 24 ? '数学与应用数学' : '软件工程',
  };
}

export interface TwoSources {
  chsi: string;
  sis: string;
  /** The 教务 list of a week later: one of the values that differed is another one now. */
  later: string;
  /** How many students the lists have, and what a comparison must find. */
  counts: { chsi: number; sis: number; both: number };
}

/**
 * Two lists as they come: 学信网 with its pinyin headings, colleges cut after eight characters; the 教务 system with
 * a title, another dot, spaces in names, a small x, another date, look-alike characters, one student under another
 * number, a character taken apart. Written by openpyxl, every cell a text.
 */
export function writeTwoSources(folder: string): TwoSources {
  const students = Array.from({ length: STUDENTS }, (_, at) => studentAt(at));
  const inChsi = students.filter((_, at) => at !== 39);
  const inSis = students.filter((_, at) => at !== 11 && at !== 12);
  const chsi: MadeCell[][] = [
    ['KSH', 'XH', 'XM', 'XB', 'CSRQ', 'SFZH', 'FY', 'ZYMC', 'DQSZJ'],
    ...inChsi.map((row) => [
      row.examNo,
      row.studentNo,
      row === students[7] ? '李己' : row === students[22] ? '冯由页' : row.name,
      row.gender,
      row.birthDate.replaceAll('-', ''),
      row.idNumber,
      row.college.slice(0, 8),
      row.major,
      '2022',
    ]),
  ];
  const sis = (week: number): MadeCell[][] => [
    ['示例大学本科生名单'],
    ['学号', '姓名', '性别', '出生日期', '身份证号', '学院', '专业', '年级'],
    ...inSis.map((row) => {
      const at = students.indexOf(row);
      const name =
        at === 7
          ? '李已'
          : at === 22
            ? '冯𬱖'
            : at % 9 === 1
              ? `${row.name[0]} ${row.name.slice(1)}`
              : row.name;
      const isTwin = at === 9;
      return [
        isTwin ? '2099888001' : row.studentNo,
        name.replace('·', '•'),
        at === 15 ? '男' : row.gender,
        row.birthDate.replaceAll('-', '/'),
        isTwin ? null : row.idNumber.replace('X', 'x'),
        row.college,
        at === 20 ? (week === 1 ? '统计学' : '应用统计学') : row.major,
        '2022',
      ];
    }),
    [null, '制表人：教务处'],
  ];
  const write = (name: string, rows: MadeCell[][]) =>
    writeWorkbook(join(folder, name), [{ name: '名单', rows }]);
  return {
    chsi: write('学信网 在校生名单.xlsx', chsi),
    sis: write('教务系统 学生名单.xlsx', sis(1)),
    later: write('教务系统 学生名单（一周后）.xlsx', sis(2)),
    counts: { chsi: inChsi.length, sis: inSis.length, both: STUDENTS - 4 },
  };
}

/** Made-up students in the words of a 学信网 export. Numbers are computed here, by the standard and not by the product. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The 18 digits of GB 11643 for an area, a day (YYYYMMDD) and a serial of three digits: odd for men. */
export function idNumber(serial: number, day = '20050102', area = '110105'): string {
  const body = `${area}${day}${String(serial).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place]!, 0);
  return body + '10X98765432'[sum % 11];
}

export const HEADINGS = [
  '考生号',
  '学号',
  '姓名',
  '性别',
  '出生日期',
  '身份证号',
  '民族',
  '层次',
  '学制',
  '分院',
  '专业名称',
  '班级',
  '当前所在级',
  '入学日期',
  '预计毕业日期',
  '注册状态',
] as const;
export type Heading = (typeof HEADINGS)[number];
export type MadeStudent = Record<Heading, string | null>;

/** Student number `serial` (1–499), every value sound; `changes` make it what a test needs. */
export function madeStudent(serial: number, changes: Partial<MadeStudent> = {}): MadeStudent {
  const odd = serial * 2 - 1;
  return {
    考生号: `231101${String(10_000_000 + serial)}`,
    学号: `2023${String(110_000 + serial)}`,
    姓名: `测${'甲乙丙丁戊己庚辛壬癸'[serial % 10]}${'一二三四五六七八九十'[Math.floor(serial / 10) % 10]}`,
    性别: '男',
    出生日期: '20050102',
    身份证号: idNumber(odd),
    民族: '汉族',
    层次: '本科',
    学制: '4',
    分院: serial % 2 === 0 ? '计算机学院' : '外国语学院',
    专业名称: '软件工程',
    班级: `软件230${(serial % 3) + 1}`,
    当前所在级: '2023',
    入学日期: '20230901',
    预计毕业日期: '20270620',
    注册状态: '注册学籍',
    ...changes,
  };
}

export function rowsOf(students: readonly MadeStudent[]): (string | null)[][] {
  return [[...HEADINGS], ...students.map((student) => HEADINGS.map((heading) => student[heading]))];
}

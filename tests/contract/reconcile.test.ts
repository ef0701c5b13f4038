import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Person {
  name: string;
  studentNo: string | null;
  idNumber: string | null;
}
interface Result {
  counts: {
    sources: Record<string, number>;
    students: number;
    inAll: number;
    only: Record<string, number>;
    differing: number;
    formal: number;
    inSome: number;
    explained: number;
  };
  held: Record<string, number>;
  regions: { sources: string[]; students: number }[];
  only: Record<string, (Person & { explained: string | null })[]>;
  differs: (Person & { field: string; kind: string; values: Record<string, string>; state: string })[];
  probablePairs: { one: Person; other: Person; because: string }[];
}

/** What 学信网 exports, and what the 教务 system does: a title row, spaces, other dots, a truncated college, no 考生号. */
const CHSI = `KSH,XH,XM,XB,CSRQ,SFZH,FY
22110101100001,2022001,阿里木·买买提,男,19491231,11010519491231001X,长江新闻与传播学
22110101100002,2022002,李己,女,19491231,11010519491231002X,数学学院
22110101100003,2022003,王五,男,20030105,,数学学院
22110101100004,2022004,=赵六,男,20030106,,数学学院
`;
const SIS = `本科生名单,,,,,
学号,姓名,性别,出生日期,身份证号,学院
2022001, 阿里木•买买提,男,1949/12/31,,长江新闻与传播学院
2022002,李已,女,1949-12-31,11010519491231002x,数学学院
2099003,王五,男,2003-1-5,,数学学院
,,,,,
`;

/** The admission list: one of both, one of 学信网 alone, one of nobody. */
const ADMISSION = `考生号,姓名,性别,出生日期,学院
22110101100001,阿里木·买买提,女,1949-12-31,
22110101100003,王五,男,2003-01-05,数学学院
22110101100009,孙七,男,2003-02-05,数学学院
`;

describe('xueji reconcile, on files as they come', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const run = (...args: string[]) => xuejiInside<Result>('reconcile', ...args, '--data', dataDir, '--json');

  beforeAll(async () => {
    writeFileSync(join(folder, 'chsi.csv'), encodeGb18030(CHSI));
    writeFileSync(join(folder, 'sis.csv'), `\uFEFF${SIS}`);
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    for (const source of ['chsi', 'sis']) {
      const file = join(folder, `${source}.csv`);
      const done = await xuejiInside('import', file, '--as', 'roster', '--source', source, '--data', dataDir);
      expect(done.stderr + done.stdout).toContain('已保存为导入批次');
    }
  });

  it('compares a part of the school as any of the sources sees it', async () => {
    const { json } = await run('--a', 'chsi', '--b', 'sis', '--where', 'collegeName=长江新闻与传播学院');
    expect(json.counts).toMatchObject({ sources: { chsi: 1, sis: 1 }, students: 1, inAll: 1 });
    expect(json.held).toEqual({ chsi: 1, sis: 1 });
    expect(new Set(json.differs.map(({ studentNo }) => studentNo))).toEqual(new Set(['2022001']));
    const nobody = await run('--a', 'chsi', '--b', 'sis', '--where', 'grade=1999');
    expect([nobody.code, nobody.json.counts.students]).toEqual([0, 0]);
    const wrong = await run('--a', 'chsi', '--b', 'sis', '--where', '院系');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('字段=值')]);
  });

  it('proves the counts, names who is missing, and classes what differs', async () => {
    const { code, json } = await run('--a', 'chsi', '--b', 'sis');
    expect(code).toBe(1);
    expect(json.counts).toMatchObject({
      sources: { chsi: 4, sis: 3 },
      students: 5,
      inAll: 2,
      only: { chsi: 2, sis: 1 },
    });
    expect(json.only.sis!.map(({ studentNo }) => studentNo)).toEqual(['2099003']);
    const kinds = json.differs.map(({ studentNo, field, kind }) => `${studentNo} ${field} ${kind}`);
    expect(kinds).toContain('2022002 name lookAlike');
    expect(kinds[0]).toBe('2022002 name lookAlike');
    expect(kinds).toContain('2022001 collegeName cut');
    expect(json.differs.find(({ field }) => field === 'idNumber')?.values.chsi ?? '110*').toMatch(/^110\*/);
    expect(json.probablePairs).toMatchObject([{ because: 'nameAndBirthDate' }]);
  });

  it('writes a workbook, masked and without formulas', async () => {
    const out = join(folder, 'result.xlsx');
    expect((await run('--a', 'chsi', '--b', 'sis', '--out', out)).code).toBe(1);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(out);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      '汇总',
      '仅学信网',
      '仅教务系统',
      '不一致',
      '疑似同一人',
    ]);
    const text = workbook.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues())).join();
    expect(text).not.toContain('11010519491231002');
    expect(text).toContain("'=赵六");
  });

  it('has nothing to say of a source that agrees with itself in another order', async () => {
    const forward = await run('--a', 'chsi', '--b', 'sis');
    const backward = await run('--a', 'sis', '--b', 'chsi');
    expect(backward.json.counts).toEqual(forward.json.counts);
    expect(backward.json.differs.length).toBe(forward.json.differs.length);
  });

  it('refuses the same source twice and a file of another kind', async () => {
    expect((await run('--a', 'chsi', '--b', 'chsi')).code).toBe(2);
    expect((await run('--a', 'chsi', '--b', 'sis', '--out', 'a.pdf')).code).toBe(2);
    expect((await run('--a', 'chsi')).code).toBe(2);
  });

  it('compares three sources, every combination of them counted, and the sums coming out', async () => {
    writeFileSync(join(folder, 'admission.csv'), ADMISSION);
    const file = join(folder, 'admission.csv');
    const source = ['--as', 'roster', '--source', 'admission'];
    const done = await xuejiInside('import', file, ...source, '--data', dataDir);
    expect(done.stderr + done.stdout).toContain('已保存为导入批次');
    const { code, json } = await run('--a', 'chsi', '--b', 'sis', '--c', 'admission');
    expect(code).toBe(1);
    const students = Object.fromEntries(json.regions.map((one) => [one.sources.join('+'), one.students]));
    expect(students).toEqual({
      'chsi+sis+admission': 1,
      'chsi+sis': 1,
      'chsi+admission': 1,
      'sis+admission': 0,
      chsi: 1,
      sis: 1,
      admission: 1,
    });
    for (const one of ['chsi', 'sis', 'admission']) {
      const sum = json.regions
        .filter(({ sources }) => sources.includes(one))
        .reduce((all, region) => all + region.students, 0);
      expect(json.counts.sources[one]).toBe(sum);
      expect(json.held[one]).toBe(sum);
    }
    expect(json.counts).toMatchObject({ students: 6, inAll: 1, inSome: 2 });
    // Two of three agree: the third stands out, and who says what is told.
    const gender = json.differs.filter(({ field }) => field === 'gender');
    expect(gender).toMatchObject([
      { studentNo: '2022001', kind: 'other', values: { chsi: '男', sis: '男', admission: '女' } },
    ]);
    expect((gender[0] as unknown as { marks: unknown }).marks).toEqual({
      chsi: [[0, 1]],
      sis: [[0, 1]],
      admission: [[0, 1]],
    });
  });
});

/** With its check digit (GB 11643-1999). */
function idOf(place: number): string {
  const digits = `1101052008010${place}00${place}${place % 2}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((all, weight, index) => all + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
}

const NAMES = ['丁一', '䶮云', '赵三', '钱四', '孙𬱖', '李六', '周七', '吴八'];

/** A line for the student at this place, as 考生号, 学号, 姓名, 性别, 身份证号, 学院, 班级, 学籍状态. */
function line(place: number, change: { name?: string; idNumber?: string; rest?: string[] } = {}): string {
  const { name = NAMES[place - 1]!, idNumber = idOf(place), rest = [] } = change;
  const college = place < 4 ? '数学学院' : '法学院';
  const gender = place % 2 === 1 ? '男' : '女';
  return [`2611010115000${place}`, `202600${place}`, name, gender, idNumber, college, ...rest].join(',');
}

/**
 * A year's new students as three offices have them, counted by hand. 录取 names eight; 周七 gave up the place and 吴八
 * never came. 学信网 has 1–5 and 7, one name with a private-use character; 教务 has 1–6, one of them twice, one class
 * moved, one number rounded by a spreadsheet, one name in other characters, one with a character taken apart.
 */
const HEAD = '考生号,学号,姓名,性别,身份证号,学院';
const ENROLLED = {
  admission: [HEAD, ...[1, 2, 3, 4, 5, 6, 7, 8].map((place) => line(place))],
  chsi: [
    `${HEAD},班级,学籍状态`,
    line(1, { rest: ['数学2601', '注册学籍'] }),
    line(2, { name: '\ue863云', rest: ['数学2601', '注册学籍'] }),
    ...[3, 4].map((place) => line(place, { rest: ['数学2601', '注册学籍'] })),
    line(5, { name: '孙由页', rest: ['数学2601', '注册学籍'] }),
    line(7, { rest: ['法学2601', '放弃入学资格'] }),
  ],
  sis: [
    `${HEAD},班级`,
    line(1, { rest: ['数学2602'] }),
    line(2, { rest: ['数学2601'] }),
    line(3, { idNumber: `${idOf(3).slice(0, 15)}000`, rest: ['数学2601'] }),
    line(4, { name: '钱肆', rest: ['法学2601'] }),
    line(4, { name: '钱肆', rest: ['法学2601'] }),
    line(5, { rest: ['法学2601'] }),
    line(6, { rest: ['法学2601'] }),
  ],
};

/** On each sheet of those who are missing somewhere: names, with what is said of why. */
async function namesBySheet(file: string): Promise<Record<string, string[]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  const sheets = workbook.worksheets.filter(({ name }) => name.startsWith('仅'));
  return Object.fromEntries(
    sheets.map((sheet) => [
      sheet.name,
      (sheet.getRows(2, Math.max(0, sheet.rowCount - 1)) ?? []).map(
        (row) => `${row.getCell(3).text} ${row.getCell(6).text}`,
      ),
    ]),
  );
}

describe('the three counts of a year that was counted by hand', () => {
  it('come out: not one too many, not one too few, not one wrong', async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    for (const [source, lines] of Object.entries(ENROLLED)) {
      const file = join(folder, `${source}.csv`);
      writeFileSync(file, `\uFEFF${lines.join('\n')}\n`);
      await xuejiInside('import', file, '--as', 'roster', '--source', source, '--data', dataDir);
    }
    const compare = async (...sources: string[]) =>
      (await xuejiInside<Result>('reconcile', ...sources, '--data', dataDir, '--json')).json;
    const two = await compare('--a', 'chsi', '--b', 'sis');
    // 6 = 5 + 1 and 6 = 5 + 1; 5 = 2 the same + 1 only written otherwise + 2 that differ.
    expect(two.held).toEqual({ chsi: 6, sis: 6 });
    expect(two.counts).toMatchObject({ inAll: 5, only: { chsi: 1, sis: 1 }, formal: 1, differing: 2 });
    // 周七 gave up the place, as 学信网 says: rightly missing from 教务, told apart and still part of the sum.
    expect(two.only.chsi).toMatchObject([{ name: '周七', explained: '放弃入学资格' }]);
    expect(two.counts.explained).toBe(1);
    expect(two.only.sis).toMatchObject([{ name: '李六', explained: null }]);
    // A class that moved is no difference in the record; a rounded number is held back and says nothing.
    expect(two.differs.map(({ studentNo, field, kind }) => `${studentNo} ${field} ${kind}`)).toEqual([
      '2026004 name other',
      '2026005 name split',
      '2026002 name character',
    ]);
    const out = join(folder, 'three.xlsx');
    const three = await compare('--a', 'admission', '--b', 'chsi', '--c', 'sis', '--out', out);
    expect(await namesBySheet(out)).toEqual({
      仅录取名册: ['吴八 '],
      仅学信网: [],
      仅教务系统: [],
      '仅录取名册、学信网': ['周七 放弃入学资格，不算缺少'],
      '仅录取名册、教务系统': ['李六 '],
      '仅学信网、教务系统': [],
    });
    // 8 = 5 in all + 1 with 学信网 + 1 with 教务 + 1 alone.
    expect(three.regions.map(({ students }) => students)).toEqual([5, 1, 1, 0, 1, 0, 0]);
    expect(three.only.admission!.map(({ name }) => name)).toEqual(['吴八']);
    expect(three.counts.explained).toBe(1);
    // 8 = 6 + 2, of whom one is explained by 学信网 although it is not compared; nobody is to be missed but 吴八.
    const enrolled = await compare('--a', 'admission', '--b', 'sis');
    expect(enrolled.held).toEqual({ admission: 8, sis: 6 });
    expect(enrolled.counts).toMatchObject({ inAll: 6, only: { admission: 2, sis: 0 }, explained: 1 });
    expect(enrolled.only.admission!.map(({ name, explained }) => [name, explained])).toEqual([
      ['周七', '放弃入学资格'],
      ['吴八', null],
    ]);
    // Whoever was admitted stands in the 录取 list: 学信网 knows no one whom it does not.
    const admitted = await compare('--a', 'admission', '--b', 'chsi');
    expect(admitted.counts).toMatchObject({ inAll: 6, only: { admission: 2, chsi: 0 }, explained: 0 });
    expect(three.probablePairs).toEqual([]);
  });
});

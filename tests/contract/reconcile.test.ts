import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xueji } from '../harness/xueji.ts';

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
  };
  held: Record<string, number>;
  regions: { sources: string[]; students: number }[];
  only: Record<string, Person[]>;
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
  const run = (...args: string[]) => xueji<Result>('reconcile', ...args, '--data', dataDir, '--json');

  beforeAll(async () => {
    writeFileSync(join(folder, 'chsi.csv'), encodeGb18030(CHSI));
    writeFileSync(join(folder, 'sis.csv'), `\uFEFF${SIS}`);
    await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    for (const source of ['chsi', 'sis']) {
      const file = join(folder, `${source}.csv`);
      const done = await xueji('import', file, '--as', 'roster', '--source', source, '--data', dataDir);
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
    const done = await xueji('import', file, ...source, '--data', dataDir);
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

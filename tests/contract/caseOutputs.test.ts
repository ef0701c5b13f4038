import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

interface Noted {
  batch: string;
  cases: number;
  again: number;
}
interface Made {
  sheets: number;
  pages: number | null;
  noted: Noted;
}
interface Uploaded {
  cases: number;
  students: number;
  already: { number: string; actor: string }[];
  doubts: { number: string; field: string; kind: string }[];
  noted: Noted | null;
  out: string | null;
}
interface Shown {
  item: { id: string };
  materials: { id: string }[];
  history: { did: string; subject: { zh: string } | null; text: string; isTakenBack: boolean }[];
}
interface Verified {
  sheets: { verdict: string; since: { what: string; column: string | null }[] | null }[];
}

describe.skipIf(!canMakeFiles)('what is made from cases', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const made = [1, 2, 3].map((n) => madeStudent(n, n === 1 ? { 姓名: '李雷' } : {}));
  const numbers = made.map((student) => student.学号!);
  const desk = <T>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
  const cases = async <T>(...args: string[]) => (await desk<T>('cases', ...args)).json;
  const putOut = async (number: string) =>
    (await cases<Shown>('show', number)).history.filter(({ did }) => did === 'put-out');
  async function approvedChange(studentNo: string, ...corrections: string[]): Promise<string> {
    const opened = await cases<{ numbers: string[] }>(
      ...['open', 'data-change', studentNo, '--set', 'police-date=2026-01-05', '--set', 'reason=已变更'],
      ...corrections.flatMap((one) => ['--correct', one]),
    );
    const number = opened.numbers[0]!;
    for (const { id } of (await cases<Shown>('show', number)).materials)
      await cases('waive', number, id, '--reason', '原件已核');
    await cases('move', number, 'hand-in');
    for (const [step, person] of [
      ['department-agrees', '甲'],
      ['office-agrees', '乙'],
      ['leader-agrees', '丙'],
    ])
      expect((await desk('cases', 'move', number, step!, '--person', person!)).code).toBe(0);
    return number;
  }
  async function cellsOf(file: string): Promise<string[][]> {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path(file));
    const rows: string[][] = [];
    for (const sheet of workbook.worksheets)
      sheet.eachRow((row) => {
        const cells: string[] = [];
        row.eachCell({ includeEmpty: true }, (cell) => cells.push(String(cell.value ?? '')));
        rows.push(cells);
      });
    return rows;
  }
  const change: string[] = [];

  beforeAll(async () => {
    await writeWorkbook(path('roster.xlsx'), [{ name: '名单', rows: rowsOf(made) }]);
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
    expect((await desk('import', path('roster.xlsx'), '--as', 'roster')).code).toBeLessThan(2);
    change.push(await approvedChange(numbers[0]!, 'name=李磊'));
    change.push(await approvedChange(numbers[1]!, 'birthDate=2004-02-03'));
  }, 120_000);

  it('an upload has the platform’s columns, is a draft while masked, and takes no correction twice unnoticed', async () => {
    const upload = (...more: string[]) =>
      desk<Uploaded>('cases', 'upload', ...more, '--out', path('up.xlsx'));
    const draft = await upload();
    expect(draft.json).toMatchObject({ students: 2, already: [], noted: null });
    const asDraft = await cellsOf('up.xlsx');
    expect(asDraft[0]).toEqual(
      'KSH XH XM XB CSRQ ZJLX ZJHM ZZMM MZ ZYDM ZYMC FY XSH BH CC XXXS XZ RXRQ YJBYRQ'.split(' '),
    );
    expect(asDraft[1]![6]).toContain('*');
    expect(await putOut(change[0]!)).toEqual([]);

    const real = await upload('--unmasked');
    expect(real.json.noted).toMatchObject({ cases: 2, again: 0 });
    const rows = await cellsOf('up.xlsx');
    const of = (studentNo: string) => rows.find((row) => row[1] === studentNo)!;
    expect(of(numbers[0]!)[2]).toBe('李磊');
    expect(of(numbers[1]!)[4]).toBe('20040203');
    expect(of(numbers[0]!)[6]).toBe(made[0]!.身份证号);
    expect(await putOut(change[0]!)).toMatchObject([{ subject: { zh: '学籍勘误上报' } }]);

    const twice = await upload('--unmasked');
    expect(twice.code).toBe(1);
    expect(twice.json).toMatchObject({ cases: 0, out: null });
    expect(twice.json.already.map(({ number }) => number).sort()).toEqual([...change].sort());
    // Another correction of the same case is not the same; the other one is still left out.
    await cases('fill', change[0]!, '--correct', 'name=李蕾');
    const anew = await upload('--unmasked');
    expect(anew.json).toMatchObject({ cases: 1, already: [{ number: change[1] }] });
    expect((await upload('--unmasked', '--again')).json).toMatchObject({ cases: 2, already: [] });

    // Taken back, it was never uploaded.
    const fresh = await approvedChange(numbers[2]!, 'ethnicity=回族');
    const first = await upload(fresh, '--unmasked');
    await desk('undo', first.json.noted!.batch);
    expect((await upload(fresh, '--unmasked')).json).toMatchObject({ cases: 1, already: [] });
    expect((await putOut(fresh)).map(({ isTakenBack }) => isTakenBack)).toEqual([true, false]);
    const old = await upload('--layout', 'sfzh', '--again');
    expect((await cellsOf('up.xlsx'))[0]!.slice(0, 6)).toEqual(['KSH', 'XH', 'XM', 'XB', 'CSRQ', 'SFZH']);
    expect(old.json.already).toEqual([]);
    expect((await upload('--layout', 'none')).code).toBe(4);
    expect((await desk('check')).code).toBe(0);
  }, 120_000);

  it('a list by college is signed like every sheet, noted in each history, and told to be another later', async () => {
    const report = (kind: string, file: string, ...more: string[]) =>
      desk<Made>('report', kind, ...more, '--out', path(file));
    const listed = await report('case-corrections', 'list.xlsx');
    expect(listed.json.noted.cases).toBe(3);
    const text = (await cellsOf('list.xlsx')).flat().join('\n');
    expect(text).toContain('姓名：李雷 改为 李蕾');
    expect(text).toContain(change[0]);
    expect(text).not.toContain(made[0]!.身份证号);
    const verify = async (file: string) => (await desk<Verified>('verify-report', path(file))).json.sheets;
    expect(await verify('list.xlsx')).toMatchObject([
      { verdict: 'genuine', since: [] },
      { verdict: 'genuine', since: [] },
    ]);
    await cases('fill', change[0]!, '--correct', 'name=李镭');
    const since = (await verify('list.xlsx')).flatMap((sheet) => sheet.since ?? []);
    expect(since).toMatchObject([{ what: 'changed', column: '勘误信息' }]);
    expect((await report('case-corrections', 'list.pdf')).json).toMatchObject({ sheets: 2, pages: 2 });
    expect(readFileSync(path('list.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await report('case-filing', 'none.pdf')).code).toBe(4);
    expect((await report('case-filing', 'none.pdf', '--case', change[0]!)).code).toBe(4);
  }, 120_000);

  it('a letter is filled from its case, in the office’s own words once it has some', async () => {
    const letter = (id: string, file: string, ...more: string[]) =>
      desk<Made>('report', 'case-letter', '--letter', id, ...more, '--out', path(file));
    const printed = await letter('to-province', 'letter.pdf');
    expect(printed.json).toMatchObject({ sheets: 3, pages: 3, noted: { cases: 3, again: 0 } });
    expect((await desk<Verified>('verify-report', path('letter.pdf'))).json.sheets).toHaveLength(3);
    const body = '致：{学校}\n{姓名}（{学号}）：{更正内容}，{原因说明}。\n采集码：{采集码}';
    writeFileSync(path('own.txt'), body);
    expect((await desk('cases', 'letters', 'to-province', '--body-file', path('own.txt'))).code).toBe(0);
    await letter('to-province', 'own.xlsx', '--case', change[1]!);
    const text = (await cellsOf('own.xlsx')).flat().join('\n');
    expect(text).toContain('致：示例大学');
    expect(text).toMatch(/出生日期：.* 改为 2004-02-03，已变更。/);
    for (const [wrong, said] of [
      ['{没有的字段}', '没有的字段'],
      ['请告诉我们你的密码', '密码'],
      ['  ', '空'],
    ] as const) {
      writeFileSync(path('own.txt'), wrong);
      const refused = await desk<{ error: { message: string } }>(
        ...['cases', 'letters', 'to-province', '--body-file', path('own.txt')],
      );
      expect(refused.code).toBe(4);
      expect(refused.json.error.message).toContain(said);
    }
    const shipped = await cases<{ letter: { isOwn: boolean; body: string } }>(
      ...['letters', 'to-province', '--shipped'],
    );
    expect(shipped.letter).toMatchObject({ isOwn: false });
    expect((await letter('none', 'none.pdf')).code).toBe(4);
    expect((await letter('appeal-decided', 'none.pdf', '--case', change[0]!)).code).toBe(4);
    expect((await desk('check')).code).toBe(0);
  }, 120_000);
});

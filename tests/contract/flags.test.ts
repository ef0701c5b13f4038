import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { HEADINGS, madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('人像比对 results', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const roster = Array.from({ length: 8 }, (_, at) => madeStudent(at + 1));
  const listed = (rows: [at: number, said: string | null][], heading = '人像比对结果') => [
    ['学号', '姓名', heading],
    ...rows.map(([at, said]) => [roster[at]!.学号!, roster[at]!.姓名!, said]),
  ];
  const importFlags = (file: string, ...args: string[]) =>
    importJson(dataDir, path(file), '--as', 'flags', '--rows', ...args);
  const statuses = async () => {
    const { json } = await xuejiInside<{
      items: { studentNo: string; status: string; remark: string | null }[];
    }>(...['students', '--data', dataDir, '--json']);
    const of = new Map(json.items.map((item) => [item.studentNo, [item.status, item.remark]]));
    return roster.map(({ 学号 }) => of.get(学号!));
  };

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const [headings, ...rows] = rowsOf(roster);
    const remarks = rows.map((row, at) => [...row, at === 1 ? '退役复学' : null]);
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: [[...headings!, '备注'], ...remarks] }]);
    expect((await importJson(dataDir, path('名单.xlsx'), '--as', 'roster')).code).toBe(0);
  });

  it('are read from a list of their own, unknown words and students told', async () => {
    writeWorkbook(path('比对.xlsx'), [
      {
        name: '甲',
        rows: [
          ...listed([
            [0, '身份核验未通过'],
            [1, '不确定'],
            [2, '身份核验异常'],
            [3, '待人工复核'],
            [4, null],
            [5, '身份核验异常'],
            [5, '身份核验未通过'],
          ]),
          ['29990001', '查无此人', '身份核验未通过'],
        ],
      },
    ]);
    const { code, json } = await importFlags('比对.xlsx');
    expect(code).toBe(1);
    const [entry] = json.batches;
    expect(entry).toMatchObject({
      mapping: { 人像比对结果: 'identityFlag' },
      counts: { rows: 8, created: 3, updated: 0, unchanged: 1, rejected: 4 },
    });
    expect(entry!.findings.map(({ code: each, row, severity }) => [each, row, severity])).toEqual([
      ['UNKNOWN_CODE', 5, 'block'],
      ['DUPLICATE_IN_FILE', 7, 'block'],
      ['DUPLICATE_IN_FILE', 8, 'block'],
      ['STUDENT_UNKNOWN', 9, 'block'],
    ]);
    expect(await statuses()).toEqual([
      ['身份核验未通过', '身份核验未通过'],
      ['身份核验不确定', '身份核验不确定；退役复学'],
      ['身份核验异常', '身份核验异常'],
      ...Array.from({ length: 5 }, () => ['未核对', null]),
    ]);
    const failed = await xuejiInside<{ total: number }>(
      ...['students', '--status', 'identity-failed', '--data', dataDir, '--json'],
    );
    expect(failed.json.total).toBe(1);
    const again = await importFlags('比对.xlsx', '--dry-run');
    expect(again.json.batches[0]!.counts).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
  });

  it('are not cleared by a blank unless a person says so; words clear them', async () => {
    const rows = rowsOf(roster.slice(0, 2)).slice(1);
    writeWorkbook(path('在校生名单.xlsx'), [
      {
        name: '甲',
        rows: [
          [...HEADINGS, 'BZ'],
          [...rows[0]!, null],
          [...rows[1]!, '退役复学'],
        ],
      },
    ]);
    const blank = await importFlags('在校生名单.xlsx', '--dry-run');
    expect(blank.code).toBe(1);
    expect(blank.json.batches[0]).toMatchObject({
      mapping: { BZ: 'identityFlag' },
      counts: { rows: 2, ambiguous: 2 },
    });
    const gone = blank.json.batches[0]!.findings.filter(({ code }) => code === 'FLAG_GONE');
    expect(gone.map(({ row, value, severity }) => [row, value, severity])).toEqual([
      [null, '身份核验异常', 'note'],
      [2, '身份核验未通过', 'warn'],
      [3, '身份核验不确定', 'warn'],
    ]);
    const cleared = await importFlags('在校生名单.xlsx', '--clear-blank-flags');
    expect(cleared.json.batches[0]!.counts).toMatchObject({ updated: 2, ambiguous: 0 });
    expect((await statuses()).slice(0, 2)).toEqual([
      ['未核对', null],
      ['未核对', '退役复学'],
    ]);
    writeWorkbook(path('复核.xlsx'), [{ name: '甲', rows: listed([[2, '核验通过']]) }]);
    const passed = await importFlags('复核.xlsx');
    expect([passed.code, passed.json.batches[0]!.counts!.updated]).toEqual([0, 1]);
    expect((await statuses())[2]).toEqual(['未核对', null]);
  });

  it('can be taken back; what a later list said stays and is told', async () => {
    writeWorkbook(path('一.xlsx'), [
      {
        name: '甲',
        rows: listed([
          [5, '未通过'],
          [6, '异常'],
        ]),
      },
    ]);
    writeWorkbook(path('二.xlsx'), [{ name: '甲', rows: listed([[6, '不确定']]) }]);
    const first = (await importFlags('一.xlsx')).json.batches[0]!;
    const second = (await importFlags('二.xlsx')).json.batches[0]!;
    expect([first.counts!.created, second.counts!.updated]).toEqual([2, 1]);
    const undone = await xuejiInside<{ reverted: number; kept: { name: string; fields: string[] }[] }>(
      ...['undo', first.batch!, '--data', dataDir, '--json'],
    );
    expect(undone.json).toMatchObject({
      reverted: 1,
      kept: [{ name: roster[6]!.姓名, fields: ['remark'] }],
    });
    expect((await statuses()).slice(5, 7)).toEqual([
      ['未核对', null],
      ['身份核验不确定', '身份核验不确定'],
    ]);
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
  });
});

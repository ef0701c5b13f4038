import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BatchComparison, BatchStudent } from '../../shared/contract/batches.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, writeWorkbook } from './madeFiles.ts';
import { type MadeStudent, madeStudent, rowsOf } from './madeStudents.ts';

type Diff = Omit<BatchComparison, 'now'> & {
  batch: BatchComparison['now'];
  added: BatchStudent[];
  gone: BatchStudent[];
  changed: BatchStudent[];
};

describe.skipIf(!canMakeFiles)('what changed since the roster before', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const students = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => madeStudent(from + at));
  const importRoster = async (name: string, rows: MadeStudent[], source = 'chsi') => {
    writeWorkbook(path(name), [{ name: '甲', rows: rowsOf(rows) }]);
    const { json } = await importJson(dataDir, path(name), '--as', 'roster', '--source', source);
    return json.batches[0]!.batch!;
  };
  const diff = async (...args: string[]) => {
    const done = await xuejiInside<Diff>('batches', 'diff', ...args, '--data', dataDir, '--json');
    const { counts } = done.json;
    expect(counts.before - counts.gone + counts.added).toBe(counts.now);
    expect(counts.added + counts.changed + counts.unchanged).toBe(counts.now);
    return { code: done.code, ...done.json };
  };
  let first = '';
  let third = '';

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    first = await importRoster('第一周.xlsx', students(1, 20));
  });

  it('is everybody, of the first one', async () => {
    const { code, before, counts, gone } = await diff();
    expect([code, before, gone]).toEqual([0, null, []]);
    expect(counts).toEqual({ before: 0, gone: 0, added: 20, now: 20, changed: 0, unchanged: 0 });
  });

  it('tells who is new, who is gone, what changed, with numbers masked; another source does not count', async () => {
    await importRoster('教务.xlsx', students(1, 40), 'sis');
    const second = [
      ...students(3, 20).map((student, at) =>
        at === 0
          ? { ...student, 班级: '软件2399' }
          : at === 1
            ? { ...student, 身份证号: madeStudent(90).身份证号 }
            : student,
      ),
      ...students(21, 23),
    ];
    await importRoster('第二周.xlsx', second);
    const week = await diff();
    expect(week).toMatchObject({
      code: 1,
      source: 'chsi',
      batch: { file: '第二周.xlsx' },
      before: { batch: first, file: '第一周.xlsx' },
      counts: { before: 20, gone: 2, added: 3, now: 21, changed: 2, unchanged: 16 },
      fields: [
        { field: 'idNumber', count: 1 },
        { field: 'className', count: 1 },
      ],
    });
    expect(week.gone.map(({ name }) => name)).toEqual(students(1, 2).map(({ 姓名 }) => 姓名));
    expect(week.added.map(({ studentNo, returned }) => [studentNo, returned])).toEqual(
      students(21, 23).map(({ 学号 }) => [学号, false]),
    );
    expect(week.changed.map(({ changes }) => changes)).toEqual([
      [{ field: 'className', from: madeStudent(3).班级, to: '软件2399' }],
      [
        {
          field: 'idNumber',
          from: expect.stringMatching(/^110\*+\w{4}$/),
          to: expect.stringMatching(/^110\*+\w{4}$/),
        },
      ],
    ]);
    const whole = await diff('--unmasked', '--out', path('变化.xlsx'));
    expect(whole.changed[1]!.changes[0]!.to).toBe(madeStudent(90).身份证号);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path('变化.xlsx'));
    expect(workbook.worksheets.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['汇总', 9],
      ['新增', 4],
      ['不再出现', 3],
      ['有变动', 3],
    ]);
    const changed = workbook.getWorksheet('有变动')!.getRow(2);
    expect([6, 7, 8].map((column) => changed.getCell(column).value)).toEqual([
      '班级',
      madeStudent(3).班级,
      '软件2399',
    ]);
  });

  it('goes from any roster to any other, past what was taken back, and knows who came back', async () => {
    const wrong = await importRoster(
      '错.xlsx',
      students(5, 6).map((student) => ({ ...student, 民族: '回族' })),
    );
    expect((await diff()).counts).toMatchObject({ gone: 19, changed: 2 });
    await xuejiInside('undo', wrong, '--data', dataDir);
    third = await importRoster('第三周.xlsx', students(1, 23));
    const week = await diff(third);
    expect(week.before!.file).toBe('第二周.xlsx');
    expect(week.counts).toEqual({ before: 21, gone: 0, added: 2, now: 23, changed: 2, unchanged: 19 });
    expect(week.added.map(({ returned }) => returned)).toEqual([true, true]);
    const since = await diff(third, '--with', first);
    expect(since.counts).toEqual({ before: 20, gone: 0, added: 3, now: 23, changed: 0, unchanged: 20 });
    const undone = await xuejiInside<{ error: { code: string } }>(
      ...['batches', 'diff', wrong, '--data', dataDir, '--json'],
    );
    expect([undone.code, undone.json.error.code]).toEqual([4, 'NOT_FOUND']);
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
    const said = await xuejiInside('batches', 'diff', third, '--data', dataDir);
    expect(said.stdout).toContain('上次 21 人 − 不再出现 0 人 + 新增 2 人 = 本次 23 人');
  });
});

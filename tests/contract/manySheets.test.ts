import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, type MadeSheet, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const CLASSES = 30;

describe.skipIf(!canMakeFiles)('a workbook with a sheet for each class', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const importOne = async (...args: string[]) => {
    const done = await importJson(dataDir, ...args, '--as', 'roster', '--dry-run', '--rows');
    return { code: done.code, entry: done.json.batches[0]! };
  };
  /** Two students each, below a title of their class; the columns of every other sheet the other way round. */
  const classSheet = (at: number): MadeSheet => {
    const rows = rowsOf([madeStudent(at * 2), madeStudent(at * 2 + 1)]).map((row) =>
      at % 2 === 0 ? row : [...row].reverse(),
    );
    return { name: `计科${at}班`, rows: [[`计科${at}班学生名单`], ...rows] };
  };
  const classes = Array.from({ length: CLASSES }, (_, index) => classSheet(index + 1));

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeWorkbook(path('全年级.xlsx'), [
      { name: '填表说明', rows: [['请各班按时上交']] },
      ...classes,
      { ...classSheet(50), name: '旧名单', state: 'hidden' },
      { name: '空表', rows: [] },
    ]);
  });

  it('is one import over all sheets of the same headings, and says which sheets it leaves out', async () => {
    const { json, code } = await importJson(dataDir, path('全年级.xlsx'), '--as', 'roster', '--rows');
    expect(code).toBe(0);
    expect(json.batches).toHaveLength(1);
    const [entry] = json.batches;
    expect(entry).toMatchObject({ sheet: '*', headerRow: 2, counts: { rows: 60, created: 60 } });
    expect(entry!.sheets).toEqual(classes.map(({ name }) => name));
    expect(entry!.outcomes!.map(({ sheet, row }) => `${sheet} ${row}`)).toEqual(
      classes.flatMap(({ name }) => [`${name} 3`, `${name} 4`]),
    );
    const leftOut = entry!.findings.filter(({ code: each }) => each === 'SHEET_LEFT_OUT');
    expect(leftOut.map(({ sheet, severity }) => [sheet, severity])).toEqual([
      ['填表说明', 'note'],
      ['旧名单', 'warn'],
    ]);
    const again = await importOne(path('全年级.xlsx'));
    expect(again.entry.counts).toMatchObject({ rows: 60, unchanged: 60 });
  });

  it('takes the sheets that are named, hidden ones too', async () => {
    const one = await importOne(path('全年级.xlsx'), '--sheet', '计科3班');
    expect(one.entry).toMatchObject({ sheet: '计科3班', sheets: ['计科3班'], counts: { rows: 2 } });
    expect(one.entry.findings).toEqual([]);
    const two = await importOne(path('全年级.xlsx'), '--sheet', '旧名单', '--sheet', '计科4班');
    expect(two.entry).toMatchObject({
      sheets: ['计科4班', '旧名单'],
      counts: { rows: 4, unchanged: 2, created: 2 },
    });
    const none = await importOne(path('全年级.xlsx'), '--sheet', '计科3班', '--sheet', '别的');
    expect([none.code, none.entry.error!.code]).toEqual([3, 'SHEET_NOT_FOUND']);
    const all = await importOne(path('全年级.xlsx'), '--sheet', '*');
    expect(all.entry.counts!.rows).toBe(60);
  });

  it('takes sheets with other headings when all are asked for', async () => {
    const other = rowsOf([madeStudent(200)]).map((row, index) => [...row, index === 0 ? '宿舍' : '1-101']);
    writeWorkbook(path('不齐.xlsx'), [classes[0]!, classes[1]!, { name: '计科9班', rows: other }]);
    const usual = await importOne(path('不齐.xlsx'));
    expect(usual.entry.counts!.rows).toBe(4);
    expect(usual.entry.findings).toEqual([
      expect.objectContaining({ code: 'SHEET_LEFT_OUT', severity: 'warn', sheet: '计科9班' }),
    ]);
    const all = await importOne(path('不齐.xlsx'), '--sheet', '*');
    expect(all.entry.counts!.rows).toBe(5);
    expect(all.entry.findings).toEqual([
      expect.objectContaining({ code: 'COLUMN_UNMAPPED', column: '宿舍', sheet: '计科9班' }),
    ]);
  });

  it('names the sheet of a row that contradicts another', async () => {
    const twin = rowsOf([madeStudent(2, { 姓名: '别人' })]);
    writeWorkbook(path('矛盾.xlsx'), [
      { name: '甲', rows: rowsOf([madeStudent(2)]) },
      { name: '乙', rows: twin },
    ]);
    const { code, entry } = await importOne(path('矛盾.xlsx'));
    expect(code).toBe(1);
    const duplicates = entry.findings.filter((each) => each.code === 'DUPLICATE_IN_FILE');
    expect(duplicates.map(({ sheet, row }) => [sheet, row])).toEqual([
      ['甲', 2],
      ['乙', 2],
    ]);
    expect(duplicates[0]!.message).toContain('乙!2');
    expect(duplicates[1]!.message).toContain('甲!2');
  });

  it('takes the class from the name of the sheet only when told to', async () => {
    const bare = (n: number) => rowsOf([madeStudent(n)]).map((row) => row.slice(0, 3));
    writeWorkbook(path('无班级.xlsx'), [
      { name: '软件1班', rows: bare(301) },
      { name: '软件2班', rows: bare(302) },
    ]);
    const classOf = async (name: string) => {
      const done = await xuejiInside<{ items: { className: string | null }[] }>(
        'students',
        '--where',
        `className=${name}`,
        '--data',
        dataDir,
        '--json',
      );
      return done.json.items.length;
    };
    const silent = await importJson(dataDir, path('无班级.xlsx'), '--as', 'roster');
    expect(silent.json.batches[0]!.counts).toMatchObject({ created: 2 });
    expect(await classOf('软件2班')).toBe(0);
    writeFileSync(path('map.json'), JSON.stringify({ '@sheet': 'className' }));
    const told = await importJson(dataDir, path('无班级.xlsx'), '--as', 'roster', '--map', path('map.json'));
    expect(told.json.batches[0]).toMatchObject({
      mapping: { '@sheet': 'className' },
      counts: { updated: 2 },
    });
    expect(await classOf('软件1班')).toBe(1);
    expect(await classOf('软件2班')).toBe(1);
  });
});

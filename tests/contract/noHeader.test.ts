import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import {
  canMakeFiles,
  convertByLibreOffice,
  hasLibreOffice,
  type MadeCell,
  writeWorkbook,
} from './madeFiles.ts';
import { madeStudent } from './madeStudents.ts';

/** 学号, 姓名, 性别, 身份证号, 班级: in no order that says what is what, and without a word of heading. */
const ORDER = ['学号', '姓名', '性别', '身份证号', '班级'] as const;
const MAP = { A: 'studentNo', B: 'name', E: 'className' };
const STUDENTS = Array.from({ length: 6 }, (_, index) => madeStudent(index + 1));
const ROWS = STUDENTS.map((student) => ORDER.map((heading) => student[heading]));

describe.skipIf(!canMakeFiles)('lists without headings', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const asRoster = (file: string, ...args: string[]) =>
    importJson(dataDir, path(file), '--as', 'roster', ...args);

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeFileSync(path('map.json'), JSON.stringify(MAP));
    writeWorkbook(path('名单.xlsx'), [{ name: '一班', rows: ROWS }]);
    writeFileSync(path('国标.csv'), encodeGb18030(ROWS.map((row) => row.join(',')).join('\r\n')));
    const cells = ROWS.map((row) => `<tr><td>${row.join('<td>')}</tr>`).join('');
    writeFileSync(path('网页.xls'), `<meta charset="utf-8"><table>${cells}</table>`);
    if (!hasLibreOffice) return;
    convertByLibreOffice(path('名单.xlsx'), 'ods', folder, path('profile'));
  });

  it('are told with what to do, and taken with row 0: every row, columns by their letters', async () => {
    const refused = await asRoster('名单.xlsx');
    expect([refused.code, refused.json.error!.code]).toEqual([3, 'FILE_NO_HEADER']);
    expect(refused.json.error!.hint).toContain('--header-row 0');

    const { code, json } = await asRoster(
      '名单.xlsx',
      '--header-row',
      '0',
      '--map',
      path('map.json'),
      '--rows',
    );
    expect(code).toBe(0);
    expect(json.batches[0]).toMatchObject({
      headerRow: 0,
      // Identity numbers and genders can be nothing else.
      mapping: { ...MAP, C: 'gender', D: 'idNumber' },
      unmapped: [],
      counts: { rows: 6, created: 6, dropped: 0, rejected: 0 },
    });
    expect(json.batches[0]!.outcomes!.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6]);
    const { items } = (
      await xuejiInside<{ items: Record<string, string>[] }>(
        'students',
        '--data',
        dataDir,
        '--json',
        '--unmasked',
      )
    ).json;
    const [first] = STUDENTS;
    expect(items.find(({ studentNo }) => studentNo === first!.学号)).toMatchObject({
      name: first!.姓名,
      gender: first!.性别,
      idNumber: first!.身份证号,
      className: first!.班级,
    });
  });

  it.for([
    ['国标.csv', 'csv'],
    ['网页.xls', 'html'],
    ...(hasLibreOffice ? ([['名单.ods', 'ods']] as const) : []),
  ] as const)('%s says the same', async ([file, format]) => {
    const { code, json } = await asRoster(file, '--header-row', '0', '--map', path('map.json'));
    expect(code).toBe(0);
    expect(json.batches[0]).toMatchObject({ format, headerRow: 0, counts: { rows: 6, unchanged: 6 } });
  });

  it('are not remembered: the same letters of another list may mean anything', async () => {
    const { code, json } = await asRoster('国标.csv', '--header-row', '0', '--dry-run');
    // The number and the gender alone do not make a roster: every row is told, none is lost.
    expect(code).toBe(1);
    expect(json.batches[0]).toMatchObject({
      mapping: { C: 'gender', D: 'idNumber' },
      unmapped: ['A', 'B', 'E'],
      counts: { rows: 6, dropped: 0 },
    });
  });

  it('of several sheets are taken in one go, and a column that begins late is told', async () => {
    const late = Array.from({ length: 100 }, (_, index): MadeCell[] => {
      const student = madeStudent(index + 101);
      return [student.学号, student.姓名, ...(index === 99 ? [null, null, null, '转专业'] : [])];
    });
    writeWorkbook(path('各班.xlsx'), [
      { name: '一班', rows: late.slice(0, 3) },
      { name: '二班', rows: late.slice(3, 10) },
      { name: '三班', rows: [['学号', '姓名'], ...late.slice(10)] },
    ]);
    writeFileSync(path('two.json'), JSON.stringify({ A: 'studentNo', B: 'name' }));
    const args = ['--header-row', '0', '--map', path('two.json')];
    const both = await asRoster('各班.xlsx', '--sheet', '一班', '--sheet', '二班', ...args, '--dry-run');
    expect(both.json.batches[0]).toMatchObject({ sheet: '*', counts: { rows: 10, created: 10 } });

    writeWorkbook(path('晚.xlsx'), [{ name: '名单', rows: late }]);
    const { json } = await asRoster('晚.xlsx', ...args, '--dry-run');
    expect(json.batches[0]!.counts).toMatchObject({ rows: 100, created: 100 });
    expect(json.batches[0]!.findings).toContainEqual(
      expect.objectContaining({ code: 'COLUMN_UNMAPPED', message: expect.stringMatching(/F 列.*第 100 行/) }),
    );
  });
});

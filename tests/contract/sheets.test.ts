import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { fillSheets } from './fillSheets.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, convertByLibreOffice, hasLibreOffice, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('class sheets that come back', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const roster = Array.from({ length: 9 }, (_, at) =>
    madeStudent(at + 1, { 班级: '软件2301', 分院: '计算机学院' }),
  );
  const no = (at: number) => roster[at]!.学号!;
  const fill = (
    from: string,
    out: string,
    filled: Record<string, Record<string, string>>,
    more: Parameters<typeof fillSheets>[3] = {},
  ) => fillSheets(path(from), path(out), filled, more);
  const importSheets = (file: string, ...args: string[]) =>
    importJson(dataDir, file, '--as', 'sheets', '--rows', ...args);
  const statusOf = async () => {
    const { json } = await xuejiInside<{ items: { studentNo: string; status: string; ethnicity: string }[] }>(
      ...['students', '--data', dataDir, '--json'],
    );
    return new Map(json.items.map(({ studentNo, status, ethnicity }) => [studentNo, { status, ethnicity }]));
  };

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]);
    await importJson(dataDir, path('名单.xlsx'), '--as', 'roster');
    const campaign = ['--type', 'enrolled-record', '--deadline', '2099-01-01', '--lock', 'single'];
    await xuejiInside('campaign', 'create', '--name', '核查', ...campaign, '--data', dataDir);
    const printed = await xuejiInside(
      'report',
      'record-check-sheet',
      '--out',
      path('表.xlsx'),
      '--data',
      dataDir,
    );
    expect(printed.code).toBe(0);
  });

  it('count a signature as correct and a correction as wrong, and never take a correction for a value', async () => {
    const file = fill('表.xlsx', '回执.xlsx', {
      [no(0)]: { 学生签字: roster[0]!.姓名! },
      [no(1)]: { 学生签字: '王老师（代）' },
      [no(2)]: { 学生签字: roster[2]!.姓名!, 有误信息登记: '民族应为回族；身份证号：11010519491231002X' },
      [no(3)]: { 学生签字: roster[3]!.姓名!, 有误信息登记: '照片不是本人' },
      [no(4)]: { 学生签字: roster[4]!.姓名!, 有误信息登记: '无' },
    });
    const { code, json } = await importSheets(file);
    const [entry] = json.batches;
    expect(entry).toMatchObject({
      mapping: {
        学号: 'studentNo',
        证件号码: 'printedIdNumber',
        录取: 'admissionPhoto',
        学历: 'graduationPhoto',
        核对状态: 'printedStatus',
        有误信息登记: 'correction',
        学生签字: 'signature',
      },
      counts: { created: 5, unchanged: 4, ambiguous: 0, rejected: 0 },
    });
    expect(entry!.counts!.rows).toBe(9 + entry!.counts!.dropped);
    expect(code).toBe(0);
    const corrections = entry!.findings.filter((each) => each.code === 'CORRECTION_PROPOSED');
    expect(corrections.map(({ field, value, suggestion }) => [field, value, suggestion])).toEqual([
      ['ethnicity', '汉族', '回族'],
      ['idNumber', roster[2]!.身份证号, '11010519491231002X'],
      ['correction', '照片不是本人', null],
    ]);
    for (const { message } of corrections) expect(message).not.toMatch(/\d{15}/);
    const unsigned = entry!.findings.filter((each) => each.code === 'SHEET_UNSIGNED');
    expect(unsigned).toHaveLength(4);
    const statuses = await statusOf();
    expect(roster.map((_, at) => statuses.get(no(at))!.status)).toEqual([
      ...['已锁定', '已锁定', '有误', '有误', '已锁定'],
      ...['未核对', '未核对', '未核对', '未核对'],
    ]);
    expect(statuses.get(no(2))!.ethnicity).toBe('汉族');
  });

  it('are known when they come back again, and what is the same counts once', async () => {
    const again = await importSheets(path('回执.xlsx'));
    const [entry] = again.json.batches;
    expect(entry!.counts).toMatchObject({ created: 0, updated: 0, unchanged: 9 });
    expect(entry!.findings.filter(({ code }) => code === 'SHEET_TWICE')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('回执.xlsx') }),
    ]);
  });

  it('are not taken for what changed after printing, or on the sheet', async () => {
    const changed = roster.slice(5, 6).map((student) => ({ ...student, 民族: '满族' }));
    writeWorkbook(path('更新.xlsx'), [{ name: '甲', rows: rowsOf(changed) }]);
    await importJson(dataDir, path('更新.xlsx'), '--as', 'roster');
    const file = fill('表.xlsx', '迟交.xlsx', {
      [no(5)]: { 学生签字: '签了' },
      [no(6)]: { 学生签字: '签了', 出生日期: '2004-01-02' },
      [no(7)]: { 学生签字: '签了' },
    });
    const { code, json } = await importSheets(file);
    expect([code, json.batches[0]!.counts!.ambiguous, json.batches[0]!.counts!.created]).toEqual([1, 2, 1]);
    const stale = json.batches[0]!.findings.filter((each) => each.code === 'SHEET_STALE');
    expect(stale.map(({ field, value }) => [field, value])).toEqual([
      ['ethnicity', '汉族'],
      ['birthDate', '2004-01-02'],
    ]);
    expect((await statusOf()).get(no(5))!.status).toBe('未核对');
  });

  it('say which campaign they are of, and are held back under another', async () => {
    await xuejiInside(
      ...['campaign', 'create', '--name', '另一批', '--type', 'enrolled-record', '--deadline', '2099-06-01'],
      ...['--data', dataDir],
    );
    const file = fill('表.xlsx', '补交.xlsx', { [no(8)]: { 学生签字: '签了' } });
    const wrong = await importSheets(file, '--campaign', '另一批', '--dry-run');
    expect([wrong.code, wrong.json.batches[0]!.counts!.rejected]).toEqual([1, 9]);
    expect(wrong.json.batches[0]!.findings).toContainEqual(
      expect.objectContaining({
        code: 'SHEET_NUMBER',
        severity: 'block',
        message: expect.stringContaining('核查'),
      }),
    );
    const own = await importSheets(file);
    expect(own.json.batches[0]!.counts!.created).toBe(1);
    const { json } = await xuejiInside<{ batches: { kind: string; campaign: string }[] }>(
      ...['batches', '--data', dataDir, '--json'],
    );
    expect(json.batches[0]).toMatchObject({ kind: 'sheets' });
    expect(json.batches[0]!.campaign).toBe(json.batches.find((each) => each.kind === 'sheets')!.campaign);
    const undone = await xuejiInside<{ reverted: number }>(
      ...['undo', own.json.batches[0]!.batch!, '--data', dataDir, '--json'],
    );
    expect([undone.code, undone.json.reverted]).toEqual([0, 1]);
    const forged = fill('表.xlsx', '改号.xlsx', {}, { number: 'XJ99-261128-0001-A' });
    const told = await importSheets(forged, '--dry-run');
    expect(told.json.batches[0]!.findings.map(({ code }) => code)).toContain('SHEET_NUMBER');
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
  });

  it('tell when rows are missing, and when one sheet is twice in a file', async () => {
    const short = fill(
      '表.xlsx',
      '少人.xlsx',
      { [no(0)]: { 学生签字: '签了' } },
      { without: [no(1), no(2)] },
    );
    const few = (await importSheets(short, '--dry-run')).json.batches[0]!;
    expect(few.counts!.rows - few.counts!.dropped).toBe(7);
    expect(few.findings).toContainEqual(
      expect.objectContaining({ code: 'SHEET_SHORT', message: expect.stringMatching(/9 人.*7 人/) }),
    );
    const file = fill('表.xlsx', '两份.xlsx', { [no(0)]: { 学生签字: '签了' } }, { twice: true });
    const both = (await importSheets(file, '--dry-run')).json.batches[0]!;
    expect(both.findings).toContainEqual(
      expect.objectContaining({ code: 'SHEET_TWICE', message: expect.stringContaining('两次') }),
    );
    expect(both.findings.map(({ code }) => code)).not.toContain('SHEET_SHORT');
    // What both say alike counts once.
    expect(both.counts!.created + both.counts!.updated).toBe(0);
    expect(both.counts!.unchanged).toBe(18);
  });

  it.skipIf(!hasLibreOffice)(
    'may be saved by another program, with a column 核对结果 of its own',
    async () => {
      convertByLibreOffice(path('回执.xlsx'), 'xls', folder, join(folder, 'profile'));
      const { json } = await importSheets(path('回执.xls'), '--dry-run', '--campaign', '核查');
      expect(json.batches[0]).toMatchObject({ format: 'xls', counts: { unchanged: 9 } });
      writeWorkbook(path('自制.xlsx'), [
        {
          name: '甲',
          rows: [
            ['学号', '姓名', '核对结果', '更正信息', '学生签字'],
            [no(8), roster[8]!.姓名, '正确', null, '签了'],
            [no(7), roster[7]!.姓名, '正确', '姓名应为张三', '签了'],
            [no(6), roster[6]!.姓名, '看不清', null, '签了'],
          ],
        },
      ]);
      const made = await importSheets(path('自制.xlsx'), '--campaign', '核查');
      expect(made.json.batches[0]!.counts).toMatchObject({ created: 1, ambiguous: 1, rejected: 1 });
      expect(made.json.batches[0]!.findings[0]).toMatchObject({ code: 'SHEET_NUMBER', row: null });
    },
  );
});

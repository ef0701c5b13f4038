import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../electron/cli/runCli.ts';
import type { VerifyResult } from '../../shared/contract/verifySheets.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xueji } from '../harness/xueji.ts';
import { fillSheets } from './fillSheets.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, convertByLibreOffice, hasLibreOffice, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

const hasQpdf = existsSync('/usr/bin/qpdf');
const canScan = existsSync('/usr/bin/zbarimg') && existsSync('/usr/bin/pdftoppm');

/** Changes cells of a workbook by openpyxl: a place and a text; `rows` are taken out, `sorted` turns the students round. */
function editWorkbook(
  from: string,
  out: string,
  edit: { cells?: Record<string, string>; without?: number; sorted?: [number, number]; code?: false },
): string {
  const script = `
import json, sys
from openpyxl import load_workbook
given = json.load(sys.stdin)
book = load_workbook(given["from"])
sheet = book.worksheets[0]
for place, text in given.get("cells", {}).items():
    sheet[place].value = text
if "sorted" in given:
    first, last = given["sorted"]
    rows = [[cell.value for cell in sheet[row]] for row in range(first, last + 1)]
    for row, values in zip(range(first, last + 1), reversed(rows)):
        for cell, value in zip(sheet[row], values):
            cell.value = value
if given.get("code") is False:
    for row in sheet.iter_rows():
        if "XJ2:" in str(row[0].value):
            row[0].value = None
if "without" in given:
    sheet.delete_rows(given["without"])
book.save(given["out"])
`;
  execFileSync('/usr/bin/python3', ['-c', script], { input: JSON.stringify({ from, out, ...edit }) });
  return out;
}

describe.skipIf(!canMakeFiles)('verify-report', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  // Among the names some that no ordinary font has, a formula, and numbers that begin with a zero.
  const names = ['王𠮷', '䶮思远', '陈𬭎', '=SUM(A1)', '古丽娜尔·买买提'];
  const roster = Array.from({ length: 30 }, (_, at) =>
    madeStudent(at + 1, { 班级: '软件2301', 分院: '计算机学院', ...(names[at] ? { 姓名: names[at] } : {}) }),
  );
  const print = async (kind: string, name: string, ...more: string[]) => {
    const { code } = await xueji('report', kind, '--out', path(name), '--data', dataDir, ...more);
    expect(code).toBe(0);
    return path(name);
  };
  /** In this process: a start of its own for each question would take most of the test's time. */
  const verify = async (what: string, from = dataDir) => {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
    streams.stderr.resume();
    const args = ['verify-report', what, '--data', from, '--json'];
    const code = await runCli(args, streams, new AbortController().signal);
    const json = JSON.parse(String(streams.stdout.read())) as VerifyResult;
    return { code, ...json, one: json.sheets[0]! };
  };
  /** What is told of the first sheet. */
  const told = async (what: string) => {
    const { one, seal, code } = await verify(what);
    return { code, seal, verdict: one?.verdict, differences: one?.differences, since: one?.since };
  };
  let workbook = '';
  let pdf = '';
  let code = '';

  beforeAll(async () => {
    await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    writeWorkbook(path('名单.xlsx'), [{ name: '甲', rows: rowsOf(roster) }]);
    await importJson(dataDir, path('名单.xlsx'), '--as', 'roster');
    const campaign = ['--type', 'enrolled-record', '--deadline', '2099-01-01', '--lock', 'single'];
    await xueji('campaign', 'create', '--name', '核查', ...campaign, '--data', dataDir);
    workbook = await print('record-check-sheet', '表.xlsx');
    pdf = await print('record-check-sheet', '表.pdf');
    code = execFileSync('/usr/bin/python3', [
      '-c',
      `import sys, re; from openpyxl import load_workbook
text = " ".join(str(c.value) for r in load_workbook(sys.argv[1]).worksheets[0].iter_rows() for c in r)
print(re.search(r"XJ2:[-A-Z0-9:]+", text).group(0))`,
      workbook,
    ])
      .toString()
      .trim();
  });

  it('knows a workbook of ours, also filled in, sorted, and saved by other programs', async () => {
    const whole = { code: 0, verdict: 'genuine', differences: [], since: [] };
    expect(await told(workbook)).toMatchObject(whole);
    const filled = fillSheets(workbook, path('填.xlsx'), {
      [roster[0]!.学号!]: { 学生签字: '签了' },
      [roster[1]!.学号!]: { 学生签字: '代签（代）', 有误信息登记: '民族应为回族' },
    });
    expect(await told(filled)).toMatchObject(whole);
    expect(await told(editWorkbook(workbook, path('排序.xlsx'), { sorted: [6, 35] }))).toMatchObject(whole);
    expect(
      await told(editWorkbook(workbook, path('补.xlsx'), { cells: { B36: '2023999', C36: '补上的人' } })),
    ).toMatchObject(whole);
    if (!hasLibreOffice) return;
    convertByLibreOffice(filled, 'ods', folder, path('lo'));
    expect(await told(path('填.ods'))).toMatchObject(whole);
  });

  it('tells which cells of a workbook were changed, and rows that were put in or taken out', async () => {
    const changed = await told(
      editWorkbook(workbook, path('改.xlsx'), { cells: { C8: '李换人', F9: '回族' } }),
    );
    expect(changed).toMatchObject({
      code: 1,
      verdict: 'altered',
      differences: [
        { what: 'cell', row: 8, column: '姓名', said: '李换人' },
        { what: 'cell', row: 9, column: '民族', said: '回族' },
      ],
    });
    const heading = await told(
      editWorkbook(workbook, path('表头.xlsx'), { cells: { A1: '别的大学学籍信息核对表' } }),
    );
    expect(heading).toMatchObject({ verdict: 'altered', differences: [{ what: 'heading' }] });
    const short = await told(editWorkbook(workbook, path('少.xlsx'), { without: 10 }));
    expect(short).toMatchObject({ verdict: 'altered', differences: [{ what: 'row-missing', row: 5 }] });
  });

  it('tells a sheet that was typed anew from one that was printed', async () => {
    const retyped = await told(
      editWorkbook(workbook, path('另做.xlsx'), { code: false, cells: { C8: '李换人' } }),
    );
    expect(retyped).toMatchObject({ code: 1, verdict: 'retyped' });
    expect(retyped.differences).toContainEqual({ what: 'cell', row: 8, column: '姓名', said: '李换人' });
    const [, number = ''] = code.split(':');
    // The code of one sheet under the heading of another number.
    expect((await told(code.replace(number, 'XJ99-261129-0001-8'))).verdict).not.toBe('genuine');
    expect(await told(number)).toMatchObject({ code: 1, verdict: 'unsigned' });
    expect(await told(`XJ1:${number}:0123456789AB`)).toMatchObject({ code: 1, verdict: 'retyped' });
    expect((await verify('没有编号的纸')).sheets).toEqual([]);
  });

  it('reads a code as scanners and hands give it, and no false one', async () => {
    expect(await told(code)).toMatchObject({ code: 0, verdict: 'genuine', since: [] });
    expect(await told(` ${code.toLowerCase().replaceAll(':', '：')}\n`)).toMatchObject({
      code: 0,
      verdict: 'genuine',
    });
    const [head, number, key, digest = '', signature = ''] = code.split(':');
    const other = digest.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(await told([head, number, key, other, signature].join(':'))).toMatchObject({
      code: 1,
      verdict: 'false-code',
    });
    expect(await told(code.slice(0, -3))).toMatchObject({ code: 1, verdict: 'false-code' });
    expect(await told([head, number, 'AAAAAAAA', digest, signature].join(':'))).toMatchObject({
      verdict: 'unknown-key',
    });
    // Another school's store has other keys: neither true nor false.
    const elsewhere = path('别处');
    await xueji('init', '--school-code', '10001', '--school-name', '另一大学', '--data', elsewhere);
    const there = await verify(code, elsewhere);
    expect([there.code, there.one.verdict]).toEqual([1, 'unknown-key']);
  });

  it('knows a PDF byte by byte', async () => {
    expect(await told(pdf)).toMatchObject({ code: 0, seal: 'whole', verdict: 'genuine' });
    const bytes = readFileSync(pdf);
    for (const at of [20, Math.floor(bytes.length / 2), bytes.length - 12]) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1;
      writeFileSync(path('翻.pdf'), flipped);
      const { seal, verdict } = await told(path('翻.pdf'));
      expect([seal, verdict], `byte ${at}`).not.toContain('genuine');
      expect(seal).not.toBe('whole');
    }
    writeFileSync(path('加.pdf'), Buffer.concat([bytes, Buffer.from('\n% more\n')]));
    expect(await told(path('加.pdf'))).toMatchObject({ code: 1, seal: 'broken', verdict: 'altered' });
  });

  it.skipIf(!hasQpdf)('does not vouch for a PDF that another program has written', async () => {
    for (const mode of ['disable', 'generate']) {
      const saved = path(`qpdf-${mode}.pdf`);
      execFileSync('/usr/bin/qpdf', [`--object-streams=${mode}`, pdf, saved]);
      expect(await told(saved), mode).toMatchObject({ code: 1, seal: 'missing', verdict: 'resaved' });
    }
  });

  it.skipIf(!canScan)('prints a code that a poor scan of the paper still has', async () => {
    execFileSync('/usr/bin/pdftoppm', ['-r', '150', '-png', '-l', '1', pdf, path('纸')], { stdio: 'ignore' });
    const scanned = execFileSync('/usr/bin/zbarimg', ['-q', '--raw', path('纸-1.png')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
    expect(await told(scanned)).toMatchObject({ code: 0, verdict: 'genuine' });
  });

  it('tells what the data say otherwise since, and what was printed in its place', async () => {
    const statistics = await print('statistics', '统计.xlsx', '--by', 'class');
    const statement = await print(
      'student-statement',
      '证明.xlsx',
      '--where',
      `studentNo=${roster[0]!.学号}`,
    );
    const unverified = await print('unverified', '未核对.xlsx');
    for (const each of [statistics, statement, unverified]) {
      expect(await told(each), each).toMatchObject({ code: 0, verdict: 'genuine', since: [] });
    }
    const [first, second, third] = roster;
    const later = [
      { ...first!, 民族: '满族' },
      { ...second!, 班级: '软件2302' },
      madeStudent(31, { 班级: '软件2301', 分院: '计算机学院' }),
    ];
    writeWorkbook(path('变.xlsx'), [{ name: '甲', rows: rowsOf(later) }]);
    await importJson(dataDir, path('变.xlsx'), '--as', 'roster');
    const again = await verify(workbook);
    expect([again.code, again.one.verdict]).toEqual([1, 'genuine']);
    expect(again.one.since).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ what: 'changed', name: first!.姓名, column: '民族', now: '满族' }),
        expect.objectContaining({ what: 'left', name: second!.姓名 }),
        expect.objectContaining({ what: 'joined' }),
      ]),
    );
    expect(again.one.since).toHaveLength(3);
    expect(again.one.since!.map(({ name }) => name)).not.toContain(third!.姓名);
    const [, number = ''] = code.split(':');
    expect(again.one.replacedBy).not.toBe(number);
    expect((await told(statistics)).since).toMatchObject([{ what: 'counts' }]);
    expect((await told(statement)).since).toMatchObject([{ what: 'changed', column: '民族', now: '满族' }]);
    const fresh = await print('record-check-sheet', '新.xlsx');
    const latest = await verify(fresh);
    expect([latest.code, latest.one.replacedBy]).toEqual([0, null]);
    expect((await verify(workbook)).one.replacedBy).toBe(latest.one.number);
    const { code: sound } = await xueji('check', '--data', dataDir);
    expect(sound).toBe(0);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoTable } from '../fixtures/spreadsheets/memoTable.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, hasZip, writeCsv, writeWorkbook, writeZip } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('folders and zips of spreadsheets', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const outcome = (json: Awaited<ReturnType<typeof importJson>>['json']) =>
    json.batches.map(({ file, from, counts, error }) => [file, from, counts?.rows ?? error?.code]);

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    mkdirSync(path('收齐/计算机/一班'), { recursive: true });
    writeWorkbook(path('收齐/甲.xlsx'), [{ name: 'Sheet1', rows: rowsOf([madeStudent(1)]) }]);
    writeCsv(path('收齐/计算机/一班/乙.csv'), 'gb18030', rowsOf([madeStudent(2), madeStudent(3)]));
    writeFileSync(path('收齐/计算机/通知.pdf'), '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    writeFileSync(path('收齐/合影.jpg'), Buffer.from('ffd8ffe0', 'hex'));
    writeFileSync(path('收齐/坏.xlsx'), Buffer.from([0, 1, 2, 3, 255, 254, 0, 7]));
    const first = { name: '学院/甲.xlsx', path: path('收齐/甲.xlsx') };
    const second = { name: '学院/乙.csv', path: path('收齐/计算机/一班/乙.csv') };
    const notice = { name: '学院/通知.pdf', path: path('收齐/计算机/通知.pdf') };
    writeZip(path('内.zip'), [second], 'gbk');
    writeZip(path('中.zip'), [{ name: '内.zip', path: path('内.zip') }, first], 'gbk');
    writeZip(path('外.zip'), [{ name: '中.zip', path: path('中.zip') }, first, notice], 'gbk');
    writeZip(path('只有通知.zip'), [notice]);
    const { table, memos } = memoTable(
      ['考生号', '姓名', '备注'],
      [['23110000000091', '张三', '少数民族预科']],
    );
    // As programs of different age name them.
    mkdirSync(path('录取'));
    writeFileSync(path('录取/TD_01.DBF'), table);
    writeFileSync(path('录取/td_01.fpt'), memos);
    writeFileSync(path('录取/别的.fpt'), memos);
    const inZip = (name: string) => ({ name: `录取/${name}`, path: path(`录取/${name}`) });
    writeZip(path('录取.zip'), ['TD_01.DBF', 'td_01.fpt', '别的.fpt'].map(inZip));
  });

  it('makes one batch of each file of a folder, and names what is no spreadsheet', async () => {
    const { code, json } = await importJson(dataDir, path('收齐'), '--as', 'roster');
    expect(code).toBe(3);
    expect(outcome(json)).toEqual([
      ['坏.xlsx', '收齐', 'FILE_UNKNOWN'],
      ['甲.xlsx', '收齐', 1],
      ['计算机/一班/乙.csv', '收齐', 2],
    ]);
    expect(json.leftOut).toEqual([
      { file: '合影.jpg', from: '收齐', what: 'image' },
      { file: '计算机/通知.pdf', from: '收齐', what: 'pdf' },
    ]);
    const said = await xuejiInside('import', path('收齐'), '--as', 'roster', '--data', dataDir);
    expect(said.stdout).toContain('收齐 › 计算机/通知.pdf');
  });

  it('reads names in GBK, and zips within a zip one level deep', async () => {
    const { code, json } = await importJson(dataDir, path('中.zip'), '--as', 'roster');
    expect(code).toBe(0);
    expect(outcome(json)).toEqual([
      ['内.zip/学院/乙.csv', '中.zip', 2],
      ['学院/甲.xlsx', '中.zip', 1],
    ]);
    expect(json.leftOut).toEqual([]);
    const deep = await importJson(dataDir, path('外.zip'), '--as', 'roster');
    expect(deep.code).toBe(3);
    expect(outcome(deep.json)).toEqual([
      ['中.zip/内.zip', '外.zip', 'FILE_FORMAT_UNSUPPORTED'],
      ['中.zip/学院/甲.xlsx', '外.zip', 1],
      ['学院/甲.xlsx', '外.zip', 1],
    ]);
    expect(deep.json.leftOut).toEqual([{ file: '学院/通知.pdf', from: '外.zip', what: 'pdf' }]);
  });

  it.each(['录取', '录取.zip'])('takes the memo texts that lie beside a table in %s', async (given) => {
    const args = ['--as', 'roster', '--source', 'admission', '--dry-run'];
    const { json } = await importJson(dataDir, path(given), ...args);
    expect(json.batches).toHaveLength(1);
    const [batch] = json.batches;
    expect(batch!.counts).toMatchObject({ rows: 1, created: 1 });
    expect(batch!.findings.map(({ code }) => code)).not.toContain('MEMO_MISSING');
    expect(json.leftOut.map(({ file }) => basename(file))).toEqual(['别的.fpt']);
  });

  it('says that there are no spreadsheets', async () => {
    const { code, json } = await importJson(dataDir, path('只有通知.zip'), '--as', 'roster');
    expect(code).toBe(3);
    expect(json.batches[0]!.error).toMatchObject({ code: 'FILE_NO_ROWS' });
    expect(json.batches[0]!.error!.message).toContain('没有表格');
    expect(json.leftOut).toHaveLength(1);
  });

  it.runIf(hasZip)('says that a locked archive, also one in a folder, must be unpacked', async () => {
    mkdirSync(path('有锁'));
    const locked = path('有锁/锁.zip');
    execFileSync('/usr/bin/zip', ['-q', '-j', '-P', 'secret', locked, path('收齐/甲.xlsx')]);
    for (const given of [locked, path('有锁')]) {
      const { code, json } = await importJson(dataDir, given, '--as', 'roster');
      expect(code).toBe(3);
      expect(json.batches.map(({ error }) => error?.code)).toEqual(['FILE_ENCRYPTED']);
      expect(json.batches[0]!.error!.hint).toContain('解压');
    }
    // One that is locked keeps back the others until the password is there.
    execFileSync('/usr/bin/zip', ['-q', '-j', locked, path('收齐/计算机/一班/乙.csv')]);
    const mixed = await importJson(dataDir, locked, '--as', 'roster', '--dry-run');
    expect(mixed.json.batches.map(({ error }) => error?.code)).toEqual(['FILE_ENCRYPTED']);
    writeFileSync(path('口令.txt'), 'secret');
    const withPassword = ['--dry-run', '--password-file', path('口令.txt')];
    const opened = await importJson(dataDir, locked, '--as', 'roster', ...withPassword);
    expect(opened.json.batches.map(({ counts }) => counts!.rows).sort()).toEqual([1, 2]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import officeCrypto from 'officecrypto-tool';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { type ImportedFile, importJson } from './importResult.ts';
import {
  canMakeFiles,
  convertByLibreOffice,
  hasLibreOffice,
  hasZip,
  writeCsv,
  writeWorkbook,
  writeZip,
} from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

describe.skipIf(!canMakeFiles)('files that can’t be read', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);
  const good = () => rowsOf([madeStudent(1), madeStudent(2)]);

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const workbook = writeWorkbook(path('好.xlsx'), [{ name: 'Sheet1', rows: good() }]);
    const bytes = readFileSync(workbook);
    writeFileSync(path('空.xlsx'), '');
    writeFileSync(path('断.xlsx'), bytes.subarray(0, bytes.length >> 1));
    writeFileSync(path('图.xlsx'), Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    writeFileSync(path('文.pdf'), '%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
    writeFileSync(path('乱.csv'), Buffer.from([0, 1, 2, 3, 255, 254, 0, 7, 7, 7]));
    writeFileSync(path('密.xlsx'), officeCrypto.encrypt(bytes, { password: 'secret' }));
    writeWorkbook(path('只有标题.xlsx'), [{ name: 'Sheet1', rows: [['示例大学学生名单'], ['请查收']] }]);
    writeWorkbook(path('没有行.xlsx'), [{ name: 'Sheet1', rows: [good()[0]!] }]);
    mkdirSync(path('空文件夹'));
    writeZip(path('坏.zip'), [
      { name: '名单/好.xlsx', path: workbook },
      { name: '../../逃.xlsx', path: workbook },
    ]);
  });

  const unreadable: [file: string, error: string][] = [
    ['不在.xlsx', 'FILE_NOT_FOUND'],
    ['空.xlsx', 'FILE_EMPTY'],
    ['断.xlsx', 'FILE_DAMAGED'],
    ['密.xlsx', 'FILE_ENCRYPTED'],
    ['图.xlsx', 'FILE_UNKNOWN'],
    ['文.pdf', 'FILE_UNKNOWN'],
    ['乱.csv', 'FILE_UNKNOWN'],
    ['只有标题.xlsx', 'FILE_NO_HEADER'],
    ['没有行.xlsx', 'FILE_NO_ROWS'],
    ['空文件夹', 'FILE_NO_ROWS'],
  ];

  it('each is told in its own entry, and keeps no other from being taken', async () => {
    const files = [...unreadable.map(([file]) => path(file)), path('好.xlsx')];
    const { code, json } = await importJson(dataDir, ...files, '--as', 'roster');
    expect(code).toBe(3);
    expect(json.error).toMatchObject({
      code: expect.stringMatching(/^FILE_/),
      hint: expect.stringMatching(/./),
    });
    expect(json.batches.map(({ file, error }) => [file, error?.code ?? null])).toEqual([
      ...unreadable,
      ['好.xlsx', null],
    ]);
    for (const { file, error } of json.batches.slice(0, -1)) expect(error!.message).toContain(file);
    expect(json.batches.at(-1)!.counts).toMatchObject({ rows: 2, created: 2 });
  });

  it('says it to people in a sentence, in either language', async () => {
    const zh = await xuejiInside('import', path('断.xlsx'), '--as', 'roster', '--data', dataDir);
    expect(zh.code).toBe(3);
    expect(zh.stdout + zh.stderr).toContain('已损坏');
    const en = await xuejiInside(
      'import',
      path('断.xlsx'),
      '--as',
      'roster',
      '--data',
      dataDir,
      '--lang',
      'en',
    );
    expect(en.stdout + en.stderr).toMatch(/damaged/);
  });

  it('takes what is safe out of an unsafe archive', async () => {
    const { code, json } = await importJson(dataDir, path('坏.zip'), '--as', 'roster');
    expect(code).toBe(3);
    const byFile = new Map(json.batches.map((one) => [one.file, one]));
    expect(byFile.get('名单/好.xlsx')).toMatchObject({ from: '坏.zip', counts: { unchanged: 2 } });
    expect([...byFile.values()].map(({ error }) => error?.code ?? null).sort()).toEqual(
      ['FILE_UNSAFE', null].sort(),
    );
  });

  it.runIf(hasZip)('says that an archive is locked', async () => {
    execFileSync('/usr/bin/zip', ['-q', '-j', '-P', 'secret', path('锁.zip'), path('好.xlsx')]);
    const { code, json } = await importJson(dataDir, path('锁.zip'), '--as', 'roster');
    expect(code).toBe(3);
    expect(json.batches.map(({ error }) => error?.code)).toEqual(['FILE_ENCRYPTED']);
  });

  it.runIf(hasLibreOffice)('takes an old workbook like a new one', async () => {
    convertByLibreOffice(path('好.xlsx'), 'xls:MS Excel 97', path('lo'), join(folder, 'profile'));
    const { code, json } = await importJson(dataDir, path('lo/好.xls'), '--as', 'roster');
    expect(code).toBe(0);
    expect(json.batches[0]).toMatchObject({ format: 'xls', counts: { unchanged: 2 } });
  });

  it('refuses a sheet that is not there, a map that fits nothing', async () => {
    const noSheet = await importJson(dataDir, path('好.xlsx'), '--as', 'roster', '--sheet', '别的');
    expect([noSheet.code, noSheet.json.batches[0]!.error!.code]).toEqual([3, 'SHEET_NOT_FOUND']);
    writeFileSync(path('map.json'), JSON.stringify({ 没有这一列: 'name' }));
    const noHeading = await importJson(dataDir, path('好.xlsx'), '--as', 'roster', '--map', path('map.json'));
    expect([noHeading.code, noHeading.json.batches[0]!.error!.code]).toEqual([2, 'USAGE']);
    writeFileSync(path('map.json'), '[1, 2');
    const noMap = await importJson(dataDir, path('好.xlsx'), '--as', 'roster', '--map', path('map.json'));
    expect([noMap.code, noMap.json.error!.code]).toEqual([2, 'USAGE']);
  });

  it('reads GBK, UTF-16 and what --map, --sheet and --header-row say', async () => {
    const students = rowsOf([madeStudent(11, { 姓名: '䶮嫣' }), madeStudent(12)]);
    writeCsv(path('国标.csv'), 'gb18030', students);
    writeCsv(path('宽.csv'), 'utf-16', students);
    const own = [['甲', '乙', '丙'], ...students.slice(1).map((row) => [row[0]!, row[1]!, row[2]!])];
    writeWorkbook(path('自造.xlsx'), [
      { name: '说明', rows: [['这是说明']] },
      { name: '数据', rows: [[], ['随便写的'], ...own] },
    ]);
    writeFileSync(path('map.json'), JSON.stringify({ 甲: 'examNo', 乙: 'studentNo', 丙: 'name' }));

    const gbk = await importJson(dataDir, path('国标.csv'), '--as', 'roster', '--rows');
    expect(gbk.json.batches[0]).toMatchObject({
      format: 'csv',
      encoding: 'gb18030',
      sheet: null,
      headerRow: 1,
    });
    expect(gbk.json.batches[0]!.counts).toMatchObject({ rows: 2, created: 2 });
    expect(gbk.json.batches[0]!.outcomes!.map(({ row }) => row)).toEqual([2, 3]);
    const wide = await importJson(dataDir, path('宽.csv'), '--as', 'roster');
    expect(wide.json.batches[0]).toMatchObject({ encoding: 'utf-16le', counts: { unchanged: 2 } });
    const forced = await importJson(dataDir, path('国标.csv'), '--as', 'roster', '--encoding', 'GBK');
    expect(forced.json.batches[0]).toMatchObject({ encoding: 'gb18030', counts: { unchanged: 2 } });
    const args = ['--sheet', '数据', '--header-row', '3', '--map', path('map.json')];
    const mapped: ImportedFile = (await importJson(dataDir, path('自造.xlsx'), '--as', 'roster', ...args))
      .json.batches[0]!;
    expect(mapped).toMatchObject({
      sheet: '数据',
      headerRow: 3,
      mapping: { 甲: 'examNo', 乙: 'studentNo', 丙: 'name' },
      counts: { rows: 2, unchanged: 2 },
    });
  });
});

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import officeCrypto from 'officecrypto-tool';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';
import { importJson } from './importResult.ts';
import { canMakeFiles, hasZip, writeWorkbook } from './madeFiles.ts';
import { madeStudent, rowsOf } from './madeStudents.ts';

/** Of letters that no other file has, so that it can be looked for everywhere. */
const PASSWORD = '丙Secr3t口令';

describe.skipIf(!canMakeFiles)('files with a password', () => {
  const folder = folderForAll();
  const dataDir = join(folder, 'data');
  const path = (name: string) => join(folder, name);

  beforeAll(async () => {
    await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', '--data', dataDir);
    const bytes = readFileSync(
      writeWorkbook(path('名单.xlsx'), [{ name: '名单', rows: rowsOf([madeStudent(1), madeStudent(2)]) }]),
    );
    writeFileSync(path('密.xlsx'), officeCrypto.encrypt(bytes, { password: PASSWORD }));
    writeFileSync(path('只读.xlsx'), officeCrypto.encrypt(bytes, { password: 'VelvetSweatshop' }));
    writeFileSync(path('口令.txt'), `\uFEFF${PASSWORD}\r\n别的\r\n`);
    writeFileSync(path('错.txt'), 'no');
    writeFileSync(path('空.txt'), '\n');
  });
  const take = (...args: string[]) => importJson(dataDir, ...args, '--as', 'roster', '--dry-run');

  it('wants the password, says when it is another one, and opens with it', async () => {
    const without = await take(path('密.xlsx'));
    expect([without.code, without.json.batches[0]!.error!.code]).toEqual([3, 'FILE_ENCRYPTED']);
    expect(without.json.batches[0]!.error!.hint).toContain('--password-file');
    const wrong = await take(path('密.xlsx'), '--password-file', path('错.txt'));
    expect([wrong.code, wrong.json.batches[0]!.error!.code]).toEqual([3, 'FILE_PASSWORD_WRONG']);
    const right = await take(path('密.xlsx'), '--password-file', path('口令.txt'));
    expect(right.code).toBe(0);
    expect(right.json.batches[0]!.counts).toMatchObject({ rows: 2, created: 2 });
  });

  it('opens what is only kept from changes without asking', async () => {
    const { code, json } = await take(path('只读.xlsx'));
    expect([code, json.batches[0]!.counts!.created]).toEqual([0, 2]);
  });

  it('takes a password file that is not there, or says nothing, for wrong usage', async () => {
    for (const name of ['空.txt', '没有.txt']) {
      const { code, json } = await take(path('密.xlsx'), '--password-file', path(name));
      expect([code, json.error!.code]).toEqual([2, 'USAGE']);
      expect(json.error!.message).toContain(name);
    }
  });

  it.runIf(hasZip)('opens a locked archive, and a locked workbook in it by the same password', async () => {
    execFileSync('/usr/bin/zip', [
      '-q',
      '-j',
      '-P',
      PASSWORD,
      path('锁.zip'),
      path('名单.xlsx'),
      path('密.xlsx'),
    ]);
    const { code, json } = await take(path('锁.zip'), '--password-file', path('口令.txt'));
    expect(code).toBe(0);
    expect(json.batches.map(({ counts }) => counts!.created)).toEqual([2, 2]);
    const wrong = await take(path('锁.zip'), '--password-file', path('错.txt'));
    expect([wrong.code, wrong.json.batches[0]!.error!.code]).toEqual([3, 'FILE_PASSWORD_WRONG']);
  });

  it('keeps the password nowhere', async () => {
    await importJson(dataDir, path('密.xlsx'), '--as', 'roster', '--password-file', path('口令.txt'));
    const written = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dataDir, name))
      .filter((file) => statSync(file).isFile());
    expect(written.length).toBeGreaterThan(0);
    for (const file of written) {
      const bytes = readFileSync(file);
      expect(bytes.includes(PASSWORD), file).toBe(false);
      expect(bytes.includes(Buffer.from(PASSWORD, 'utf16le')), file).toBe(false);
    }
  });
});

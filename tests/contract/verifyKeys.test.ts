import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SigningKey } from '../../shared/contract/verifySheets.ts';
import { writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Keys {
  keys: SigningKey[];
  added: string[];
  error: { message: string };
}

it('a sheet of another computer of the school is genuine once its key was brought, and no longer when it is removed', async () => {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  const on = (desk: string, ...args: string[]) => xuejiInside<Keys>(...args, '--data', path(desk), '--json');
  for (const [desk, code] of ['10000', '10000', '10001'].entries()) {
    await on(String(desk), 'init', '--school-code', code, '--school-name', '示例大学');
  }
  const roster = [
    ['学号', '姓名', '班级'],
    ['2023110001', '张三', '软件2301'],
  ];
  await on('0', 'import', writeCsv(folder, '名单.csv', roster), '--as', 'roster');
  expect((await on('0', 'report', 'record-check-sheet', '--out', path('表.pdf'))).code).toBe(0);
  const verdict = async () => {
    const { code, json } = await xuejiInside<{ sheets: { verdict: string }[] }>(
      ...['verify-report', path('表.pdf'), '--data', path('1'), '--json'],
    );
    return [code, json.sheets[0]!.verdict];
  };
  expect(await verdict()).toEqual([1, 'unknown-key']);

  const { json: own } = await on('0', 'verify-keys', '--out', path('公钥.txt'));
  expect(own.keys).toMatchObject([{ isOwn: true, isImported: false }]);
  expect(readFileSync(path('公钥.txt'), 'utf8')).toBe(`${own.keys[0]!.line}\n`);
  // As a chat may bring it: with words before it and in lower case.
  writeFileSync(path('聊天.txt'), `这是我们的公钥：\r\n${own.keys[0]!.line.toLowerCase()}，收好`);
  const { json: taken } = await on('1', 'verify-keys', '--add', path('聊天.txt'));
  expect(taken.added).toEqual([own.keys[0]!.id]);
  expect(await verdict()).toEqual([0, 'genuine']);
  expect((await on('1', 'verify-keys', '--add', path('公钥.txt'))).json.added).toEqual([]);
  expect((await on('1', 'check')).code).toBe(0);

  const refused = async (desk: string, ...args: string[]) => {
    const { code, json } = await on(desk, 'verify-keys', ...args);
    return [code, json.error.message];
  };
  writeFileSync(path('坏.txt'), own.keys[0]!.line.replace(/.{6}$/, 'AAAAAA'));
  writeFileSync(path('空.txt'), '没有公钥');
  expect(await refused('2', '--add', path('公钥.txt'))).toEqual([2, expect.stringContaining('不是本校的')]);
  expect(await refused('1', '--add', path('坏.txt'))).toEqual([2, expect.stringContaining('不完整或被改过')]);
  expect(await refused('1', '--add', path('空.txt'))).toEqual([2, expect.stringContaining('没有签名公钥')]);
  expect(await refused('1', '--add', path('没有.txt'))).toEqual([3, expect.stringContaining('找不到')]);
  expect(await refused('0', '--remove', own.keys[0]!.id)).toEqual([2, expect.stringContaining('不能移除')]);

  expect((await on('1', 'verify-keys', '--remove', own.keys[0]!.id)).code).toBe(0);
  expect(await verdict()).toEqual([1, 'unknown-key']);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Refused {
  error: { code: string };
}

describe('a store that has people', () => {
  const folder = folderForAll();
  const data = join(folder, 'data');
  const backup = join(folder, 'everything.xueji');
  const run = <Json = Record<string, unknown>>(...args: string[]) =>
    xuejiInside<Json>('--data', data, '--json', ...args);
  const as = <Json = Record<string, unknown>>(name: string, ...args: string[]) =>
    run<Json>('--user', name, '--password-file', join(folder, name), ...args);
  const refusal = ({ code, json }: { code: number; json: unknown }) => [code, (json as Refused).error.code];

  beforeAll(async () => {
    expect((await run('demo', '--students', '30', '--seed', '3')).code).toBe(0);
    const add = async (runs: typeof run, name: string, role: string) => {
      writeFileSync(join(folder, name), `桂花落在教务处门口\n`);
      const secret = ['--new-password-file', join(folder, name), '--keep-password'];
      const added = await runs('users', 'add', name, '--name', name, '--role', role, ...secret);
      expect(added.code, JSON.stringify(added.json)).toBe(0);
    };
    const asFirst: typeof run = (...args) => as('wangfang', ...args);
    await add(run, 'wangfang', 'admin');
    await add(asFirst, 'liming', 'reader');
    expect((await as('wangfang', 'backup', '--to', backup)).code).toBe(0);
  }, 120_000);

  it('is replaced by nobody but who may restore', async () => {
    for (const args of [
      ['restore', backup],
      ['recover', '--rebuild'],
    ]) {
      expect(refusal(await run(...args)), args[0]).toEqual([4, 'NOT_SIGNED_IN']);
      expect(refusal(await as('liming', ...args)), args[0]).toEqual([4, 'NOT_ALLOWED']);
      expect((await as('wangfang', ...args)).code, args[0]).toBe(0);
    }
    expect((await as<{ total: number }>('liming', 'students', '--limit', '1')).json.total).toBe(30);
  });

  it('is checked by whoever has its key: what check says is of nobody', async () => {
    expect((await run('check')).code).toBe(0);
    expect((await run('recover', '--explain')).json).toEqual({ ok: true });
  });

  it('but too damaged to know them, is given back by its key', async () => {
    const store = join(data, 'store.sqlite');
    const bytes = readFileSync(store);
    bytes.fill(0x5a, 0, 4096);
    writeFileSync(store, bytes);
    expect(refusal(await as('wangfang', 'students'))).toEqual([4, 'STORE_DAMAGED']);
    expect((await run('restore', backup)).code).toBe(0);
    expect(refusal(await run('students'))).toEqual([4, 'NOT_SIGNED_IN']);
    expect((await as<{ total: number }>('liming', 'students', '--limit', '1')).json.total).toBe(30);
  });
});

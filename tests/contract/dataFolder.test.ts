import {
  cpSync,
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { startXueji, xueji } from '../harness/xueji.ts';

interface Refused {
  error: { code: string; message: string; hint: string };
}

describe('a data folder', () => {
  const folder = folderForAll();
  const original = join(folder, 'data');

  beforeAll(async () => {
    const { code } = await xueji('demo', '--students', '60', '--data', original);
    expect(code).toBe(0);
  });

  /** A copy to spoil. */
  function copy(): string {
    const dataDir = join(temporaryFolder(), 'data');
    cpSync(original, dataDir, { recursive: true });
    return dataDir;
  }
  const total = async (dataDir: string) =>
    (await xueji<{ total: number }>('students', '--limit', '1', '--data', dataDir, '--json')).json.total;

  it('is left tidy: no file that held students stays behind', () => {
    for (const name of ['incoming', 'downloads', 'check']) {
      const dir = join(original, name);
      expect(existsSync(dir) ? readdirSync(dir) : []).toEqual([]);
    }
  });

  it('serves one process at a time, and is free when that ends, however it ends', async () => {
    const dataDir = copy();
    const server = startXueji(['serve', '--data', dataDir, '--json']);
    const lines = createInterface({ input: server.stdout! });
    const [first] = await Promise.race([
      (async () => {
        for await (const line of lines) return [line];
        return [''];
      })(),
      new Promise<string[]>((resolve) => server.once('exit', (code) => resolve([`ended ${code}`]))),
    ]);
    const { url, port } = JSON.parse(first!) as { url: string; port: number };
    expect(url).toContain(`http://127.0.0.1:${port}/?token=`);
    const answer = await fetch(url, { redirect: 'manual' });
    expect([200, 302, 303]).toContain(answer.status);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBeGreaterThanOrEqual(400);

    const second = await xueji<Refused>('students', '--data', dataDir, '--json');
    expect(second).toMatchObject({ code: 4, json: { error: { code: 'STORE_IN_USE' } } });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await total(dataDir)).toBeGreaterThan(0);

    const killed = startXueji(['serve', '--data', dataDir, '--json']);
    await new Promise((resolve) => killed.stdout!.once('data', resolve));
    const dead = new Promise((resolve) => killed.once('exit', resolve));
    killed.kill('SIGKILL');
    await dead;
    expect(await total(dataDir)).toBeGreaterThan(0);
  });

  it('written by a newer program is refused and stays as it is', async () => {
    const dataDir = copy();
    const store = join(dataDir, 'store.sqlite');
    const db = openTestDatabase(dataDir);
    db.pragma('user_version = 9999');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(store);
    for (const command of ['students', 'check', 'batches']) {
      const { code, json } = await xueji<Refused>(command, '--data', dataDir, '--json');
      expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'STORE_NEWER' });
    }
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  it('that is no database is told as damaged', async () => {
    const dataDir = copy();
    writeFileSync(join(dataDir, 'store.sqlite'), Buffer.alloc(8192, 'not a database'));
    for (const ending of ['-wal', '-shm']) rmSync(join(dataDir, `store.sqlite${ending}`), { force: true });
    const { code, json } = await xueji<Refused>('students', '--data', dataDir, '--json');
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'STORE_DAMAGED' });
  });

  it.each([
    ['a student is changed behind the log', "UPDATE student SET name = '张冠李戴' WHERE n = 1", 'log'],
    [
      'a change is taken out of the log',
      'DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)',
      'log',
    ],
  ])('check notices that %s', async (_, sql, where) => {
    const dataDir = copy();
    const db = openTestDatabase(dataDir);
    db.exec(sql);
    db.close();
    const { code, json } = await xueji<Refused & { checks: { name: string; problems: string[] }[] }>(
      'check',
      '--data',
      dataDir,
      '--json',
    );
    expect({ code, error: json.error.code }).toEqual({ code: 4, error: 'STORE_DAMAGED' });
    expect(json.checks.filter(({ problems }) => problems.length > 0).map(({ name }) => name)).toEqual([
      where,
    ]);
    expect(JSON.stringify(json)).not.toContain('张冠李戴');
  });

  it('check notices that a photo is gone or not what it was', async () => {
    const dataDir = copy();
    const [gone, altered] = globSync('blobs/*/*', { cwd: dataDir }).filter((path) =>
      /[0-9a-f]{64}$/.test(path),
    );
    rmSync(join(dataDir, gone!));
    const bytes = readFileSync(join(dataDir, altered!));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(dataDir, altered!), bytes);
    const { code, json } = await xueji<{ checks: { name: string; problems: string[] }[] }>(
      'check',
      '--data',
      dataDir,
      '--json',
    );
    expect(code).toBe(4);
    expect(json.checks.find(({ name }) => name === 'photos')!.problems).toHaveLength(2);
  });

  it('can be backed up and restored elsewhere, whole', async () => {
    const backup = join(temporaryFolder(), 'b.xueji');
    const made = await xueji<{ students: number; photos: number; bytes: number }>(
      'backup',
      '--to',
      backup,
      '--data',
      original,
      '--json',
    );
    expect(made.code).toBe(0);
    expect(statSync(backup).size).toBe(made.json.bytes);
    const elsewhere = join(temporaryFolder(), 'elsewhere');
    const restored = await xueji('restore', backup, '--data', elsewhere, '--json');
    expect(restored).toMatchObject({
      code: 0,
      json: { students: made.json.students, photos: made.json.photos, keptAside: null },
    });
    expect(await total(elsewhere)).toBe(await total(original));
    expect((await xueji('check', '--data', elsewhere)).code).toBe(0);

    // Over something else: what was there is kept aside.
    const other = join(temporaryFolder(), 'other');
    await xueji('init', '--school-code', '10001', '--school-name', '别的大学', '--data', other);
    const over = await xueji<{ keptAside: string }>('restore', backup, '--data', other, '--json');
    expect(over.code).toBe(0);
    const kept = openTestDatabase(
      other,
      { readonly: true },
      join(other, over.json.keptAside, 'store.sqlite'),
    );
    expect(kept.prepare("SELECT value FROM setting WHERE key = 'school'").pluck().get()).toContain(
      '别的大学',
    );
    kept.close();
    expect(await total(other)).toBe(await total(original));
  });

  it('is not harmed by a backup that is damaged or none', async () => {
    const dataDir = copy();
    const backup = join(temporaryFolder(), 'b.xueji');
    await xueji('backup', '--to', backup, '--data', original);
    const before = await total(dataDir);
    const bytes = readFileSync(backup);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(backup, bytes);
    const damaged = await xueji<Refused>('restore', backup, '--data', dataDir, '--json');
    expect(damaged).toMatchObject({ code: 3, json: { error: { code: 'FILE_DAMAGED' } } });
    writeFileSync(backup, 'this is no backup');
    const none = await xueji<Refused>('restore', backup, '--data', dataDir, '--json');
    expect(none).toMatchObject({ code: 3, json: { error: { code: 'FILE_UNKNOWN' } } });
    expect((await xueji('restore', join(dataDir, 'nowhere'), '--data', dataDir)).code).toBe(3);
    expect(await total(dataDir)).toBe(before);
    expect(readdirSync(dataDir)).not.toContain('restoring');
  });

  it('that can’t be made is told without a fault', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { code, json } = await xueji<Refused>(
      'init',
      '--school-code',
      '10000',
      '--school-name',
      '示例大学',
      '--data',
      join(file, 'data'),
      '--json',
    );
    expect({ code, error: json.error.code }).toEqual({ code: 3, error: 'FILE_NOT_WRITABLE' });
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCore } from '../../electron/core/createCore.ts';
import { hostMeans } from '../../electron/core/encryption/hostMeans.ts';
import { readyStore } from '../../electron/core/encryption/readyStore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { migrate } from '../../electron/db/migrate.ts';
import { migrations } from '../../electron/db/migrations/index.ts';
import { connect } from '../../electron/db/openDatabase.ts';
import { isPlainDatabase } from '../../electron/security/isPlainDatabase.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf, strictLog } from '../harness/openCore.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xueji } from '../harness/xueji.ts';

const SEEDS = (process.env.XUEJI_SEED ?? '1,2,3,4,5,6').split(',').map(Number);
/** Of a conversion of this store, ms: kills are spread over it. */
const LONGEST = 4_000;

describe('a plain store of an earlier version', () => {
  const folder = folderForAll();
  const plain = join(folder, 'plain');
  let names: string[];

  beforeAll(async () => {
    const core = await createCore({
      ...{ dataDir: plain, key: null, clock: systemClock, ids: uuidIds, log: strictLog, actor: 'test' },
    });
    await resultOf(await core.client.admin.fillDemo({ students: 80, seed: 3 }));
    await core.close();
    const db = connect(join(plain, 'store.sqlite'), null);
    names = db
      .read<{ name: string }>('SELECT DISTINCT name FROM student WHERE length(name) > 2')
      .all()
      .map(({ name }) => name);
    db.raw.close();
    expect(names.length).toBeGreaterThan(20);
  });

  const copy = () => {
    const dataDir = join(temporaryFolder(), 'data');
    cpSync(plain, dataDir, { recursive: true });
    return dataDir;
  };

  /** Byte at which the page in the middle of the log’s pages begins. */
  function middleOfLog(store: string): { from: number; pageSize: number } {
    const { raw } = connect(store, null);
    const pages = raw
      .prepare("SELECT pageno FROM dbstat WHERE name = 'change' AND pagetype = 'leaf' ORDER BY path")
      .pluck()
      .all() as number[];
    const pageSize = raw.pragma('page_size', { simple: true }) as number;
    raw.close();
    return { from: (pages[Math.floor(pages.length / 2)]! - 1) * pageSize, pageSize };
  }

  async function expectEncrypted(dataDir: string): Promise<void> {
    const files = globSync('**/*', { cwd: dataDir }).filter((file) => statSync(join(dataDir, file)).isFile());
    for (const file of files) {
      expect(file, 'left over').not.toMatch(/\.(plain|encrypting|part|tmp)$/);
      const bytes = readFileSync(join(dataDir, file));
      for (const name of names) expect(bytes.includes(name), `${name} in ${file}`).toBe(false);
      expect(bytes.subarray(0, 3).toString('hex'), file).not.toBe('ffd8ff');
    }
    expect(isPlainDatabase(join(dataDir, 'store.sqlite'))).toBe(false);
    const check = await xueji<{ ok: boolean }>('check', '--data', dataDir, '--json');
    expect(check.json).toMatchObject({ ok: true });
  }

  it('is encrypted when it is opened, with a verified backup first, and nothing plain stays', async () => {
    const dataDir = copy();
    expect(readFileSync(join(dataDir, 'store.sqlite')).includes(names[0]!)).toBe(true);
    const core = await openCore(dataDir);
    await core.close();
    await expectEncrypted(dataDir);
    const elsewhere = join(temporaryFolder(), 'data');
    const backup = join(dataDir, 'backups', 'before-encryption.xueji');
    expect((await xueji('restore', backup, '--data', elsewhere)).code).toBe(0);
    expect((await xueji('check', '--data', elsewhere)).code).toBe(0);
  });

  it.each(SEEDS)('killed while it is encrypted (seed %i), it goes on at the next start', async (seed) => {
    const dataDir = copy();
    const main = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
    // Four kills, later and later, each at a moment of its own.
    for (let turn = 0; turn < 4; turn++) {
      const child = spawn(process.execPath, [main, 'batches', '--data', dataDir], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      const after = 300 + (((seed * 7919 + turn * 104_729) % 1000) / 1000) * (LONGEST / (4 - turn));
      const timer = setTimeout(() => child.kill('SIGKILL'), after);
      await ended;
      clearTimeout(timer);
    }
    expect((await xueji('batches', '--data', dataDir)).code).toBe(0);
    await expectEncrypted(dataDir);
    rmSync(dataDir, { recursive: true });
  });

  it('that is damaged already is salvaged as it lies, and encrypted by that', async () => {
    const dataDir = copy();
    const store = join(dataDir, 'store.sqlite');
    const { from, pageSize } = middleOfLog(store);
    const bytes = readFileSync(store);
    // A tenth of the file, of tables, of indexes, and of the log, whose first half can be read.
    bytes.fill(0xa5, from, from + Math.floor(bytes.length / 10 / pageSize) * pageSize);
    writeFileSync(store, bytes);
    const refused = await xueji('batches', '--data', dataDir);
    expect(refused.code, refused.stderr).toBe(4);
    const recovered = await xueji('recover', '--data', dataDir);
    expect(recovered.code, recovered.stderr).toBeLessThan(2);
    expect(isPlainDatabase(store)).toBe(false);
    expect((await xueji('batches', '--data', dataDir)).code).toBe(0);
    expect((await xueji('check', '--data', dataDir)).code).toBe(0);
  });

  it('of an earlier schema is brought up to date, backed up and encrypted', async () => {
    const dataDir = join(temporaryFolder(), 'data');
    mkdirSync(dataDir, { recursive: true });
    const old = connect(join(dataDir, 'store.sqlite'), null);
    // As the last version before people and the audit left it.
    migrate(old, { isNew: true, backupDir: join(dataDir, 'backups'), steps: migrations.slice(0, 25) });
    old.raw.close();
    const { key } = await readyStore(dataDir, hostMeans(null), {
      clock: systemClock,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const now = connect(join(dataDir, 'store.sqlite'), key);
    expect(now.raw.pragma('user_version', { simple: true })).toBe(migrations.length);
    now.raw.close();
    for (const file of globSync('**/*.sqlite', { cwd: dataDir }))
      expect(readFileSync(join(dataDir, file)).subarray(0, 6).toString(), file).not.toBe('SQLite');
    expect(existsSync(join(dataDir, 'backups', 'before-encryption.xueji'))).toBe(true);
  });
});

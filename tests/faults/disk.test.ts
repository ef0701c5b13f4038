import {
  cpSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStore } from '../../electron/core/checkStore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { recoverStore } from '../../electron/core/recovery/recoverStore.ts';
import { damagedOr } from '../../electron/db/damagedOr.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal, runImport } from '../harness/runImport.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { expectWhole } from './expectWhole.ts';
import type { Acknowledged } from './faultJobs.ts';
import { openFaultCore } from './openFaultCore.ts';
import { smallDisk } from './smallDisk.ts';
import { writeRoster } from './writeRoster.ts';

const ROWS = 400;
const SEEDS = Number(process.env.XUEJI_FLIPS ?? 25);
const running = { signal: new AbortController().signal, onProgress: () => undefined };

/** Kind and place of what should have been told in a sentence. */
function described(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? `${String(Reflect.get(cause, 'code'))} ${cause.stack}` : String(cause);
}

/** `done`, or what was told. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  const code = await codeOfRefusal(work);
  return code.startsWith('Error') ? described(await work.catch((error: unknown) => error)) : code;
}

function isSchemaWhole(store: string): boolean {
  try {
    const db = connect(store, STORE_KEY);
    db.read('SELECT count(*) FROM sqlite_schema').get();
    db.raw.close();
    return true;
  } catch (error) {
    expect(damagedOr(error)).toMatchObject({ code: 'STORE_DAMAGED' });
    return false;
  }
}

describe('a store on a disk that fails', () => {
  const folder = folderForAll();
  const origin = join(folder, 'origin');
  const photos = join(folder, 'photos');
  const small = join(folder, 'small');
  const disk = smallDisk(small, 24);

  beforeAll(async () => {
    mkdirSync(photos);
    for (let serial = 1; serial <= 12; serial++) {
      const bytes = await drawJpeg({ seed: serial });
      writeFileSync(join(photos, `2023${String(serial).padStart(6, '0')}.jpg`), bytes);
    }
    const core = await openFaultCore(origin);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    await runImport(core, writeRoster(join(folder, 'first.csv'), 1, ROWS), { kind: 'roster', source: 'sis' });
    await runImport(core, photos, { kind: 'photos', role: 'graduation' });
    await core.close();
  }, 120_000);
  afterAll(() => disk?.unmount());

  it.skipIf(disk === null)(
    'that is full says so at whatever write it is, and keeps what was saved (skipped where no tmpfs can be mounted)',
    async () => {
      const dataDir = join(small, 'data');
      cpSync(origin, dataDir, { recursive: true });
      const ballast = join(small, 'ballast');
      const acknowledged: Acknowledged[] = [];
      const refusals = new Set<string>();
      // Less and less room: what stops being possible is another thing each time.
      for (const room of [6000, 3000, 1500, 800, 400, 200, 100, 50, 20, 8, 0]) {
        rmSync(ballast, { force: true });
        writeFileSync(ballast, Buffer.alloc(Math.max(0, disk!.free() - room) * 1024));
        const opened = await openFaultCore(dataDir).catch((error: unknown) => error);
        if (opened instanceof Error) {
          refusals.add(opened instanceof AppError ? opened.code : described(opened));
          continue;
        }
        const core = opened as Awaited<ReturnType<typeof openFaultCore>>;
        const file = writeRoster(join(folder, 'more.csv'), room + 1000, ROWS);
        const said = await refusalOf(
          runImport(core, file, { kind: 'roster', source: 'sis' }).then(({ batch }) =>
            acknowledged.push({ kind: 'batch', id: batch.batch }),
          ),
        );
        refusals.add(said);
        refusals.add(await refusalOf(resultOf(await core.client.backups.make())));
        await core.close().catch((error: unknown) => {
          if (Reflect.get(error as object, 'code') !== 'SQLITE_FULL') throw error;
        });
        // It can always be read, and made room for again.
        rmSync(ballast, { force: true });
        await expectWhole(dataDir, acknowledged);
      }
      expect([...refusals]).toContain('done');
      expect([...refusals]).toContain('FILE_NOT_WRITABLE');
      expect([...refusals].filter((code) => !/^(done|STORE_FULL|FILE_NOT_WRITABLE)$/.test(code))).toEqual([]);
    },
    180_000,
  );

  it('that loses power has every commit whose pages had reached it', async () => {
    const random = seededRandom(1, 'power');
    const base = join(folder, 'power');
    cpSync(origin, base, { recursive: true });
    const db = connect(join(base, STORE_FILE), STORE_KEY);
    db.raw.pragma('wal_autocheckpoint = 0');
    /** How long the write-ahead log was when each commit had returned. */
    const commits: { value: string; bytes: number }[] = [];
    const wal = join(base, `${STORE_FILE}-wal`);
    for (let commit = 0; commit < 30; commit++) {
      const value = `commit ${commit}`;
      db.transaction(() => {
        for (let row = 0; row < 20; row++)
          db.write(
            'INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          ).run(`power-${row}`, value);
      });
      commits.push({ value, bytes: statSync(wal).size });
    }
    const [store, log] = [readFileSync(join(base, STORE_FILE)), readFileSync(wal)];
    db.raw.close();
    for (let seed = 0; seed < SEEDS; seed++) {
      const dataDir = join(folder, `power-${seed}`);
      mkdirSync(dataDir);
      writeFileSync(join(dataDir, STORE_FILE), store);
      const cut = random.between(0, log.length);
      const torn = Buffer.from(log.subarray(0, cut));
      // What was being written when the power went may be anything.
      const garbage = random.between(0, Math.min(3000, cut));
      const whole = cut - garbage;
      for (let at = whole; at < cut; at++) torn[at] = random.below(256);
      writeFileSync(join(dataDir, `${STORE_FILE}-wal`), torn);
      const opened = connect(join(dataDir, STORE_FILE), STORE_KEY);
      const said = opened
        .read<{ key: string; value: string }>("SELECT key, value FROM local WHERE key LIKE 'power-%'")
        .all();
      const newest = commits.filter(({ bytes }) => bytes <= whole).at(-1)?.value;
      const found = new Set(said.map(({ value }) => value));
      opened.raw.close();
      // All rows of one commit, and none older than what had reached the disk.
      expect(found.size).toBeLessThanOrEqual(1);
      if (newest !== undefined) {
        const at = commits.findIndex(({ value }) => found.has(value));
        expect(at).toBeGreaterThanOrEqual(commits.findIndex(({ value }) => value === newest));
        expect(said).toHaveLength(20);
      }
      rmSync(dataDir, { recursive: true });
    }
  });

  it(`that turns bits over is found out by check, wherever it was (${SEEDS} times each)`, async () => {
    const random = seededRandom(2, 'flips');
    for (let seed = 0; seed < SEEDS; seed++) {
      const dataDir = join(folder, 'flipped');
      cpSync(origin, dataDir, { recursive: true });
      const isPhoto = seed % 2 === 1;
      const files = isPhoto
        ? globSync('blobs/*/*', { cwd: dataDir }).map((name) => join(dataDir, name))
        : [join(dataDir, STORE_FILE)];
      const file = random.pick(files);
      const bytes = readFileSync(file);
      const at = random.below(bytes.length);
      bytes[at]! ^= 1 << random.below(8);
      writeFileSync(file, bytes);
      const found = await checkStore(dataDir, STORE_KEY, running).then(
        (checks) => checks.filter(({ problems }) => problems.length > 0).map(({ name }) => name),
        (error: unknown) => [error instanceof AppError ? error.code : String(error)],
      );
      expect(found.length, `byte ${at} of ${isPhoto ? 'a photo' : 'the store'}`).toBeGreaterThan(0);
      rmSync(dataDir, { recursive: true });
    }
  }, 240_000);

  it('is salvaged: what pages can be read, and the backup for the rest, without losing a change', async () => {
    const random = seededRandom(3, 'salvage');
    const backed = join(folder, 'backed');
    cpSync(origin, backed, { recursive: true });
    const core = await openFaultCore(backed);
    await resultOf(await core.client.backups.make());
    await core.client.campaigns.create({
      ...{ name: '后来', type: 'graduation-photo', deadline: '2026-12-31', lockRule: '24h', population: {} },
    });
    await core.close();
    let [salvaged, lossless] = [0, 0];
    for (let seed = 0; seed < 8; seed++) {
      const dataDir = join(folder, 'salvaged');
      cpSync(backed, dataDir, { recursive: true });
      const store = join(dataDir, STORE_FILE);
      const bytes = readFileSync(store);
      const damaged = random.between(1, bytes.length / 8192 - 1);
      bytes.fill(random.below(256), damaged * 8192, damaged * 8192 + 8192);
      writeFileSync(store, bytes);
      const how = { ...{ clock: systemClock, ids: uuidIds, actor: 'test' }, ...running };
      if (!isSchemaWhole(store)) {
        // Without the list of tables nothing can be read: then a backup is what there is, and it is said.
        await expect(recoverStore(dataDir, STORE_KEY, how)).rejects.toMatchObject({
          ...{ code: 'STORE_DAMAGED', params: { what: 'salvage' } },
        });
        rmSync(dataDir, { recursive: true });
        continue;
      }
      const report = await recoverStore(dataDir, STORE_KEY, {
        ...how,
      });
      salvaged++;
      // The damaged files are as they were.
      expect(readFileSync(join(dataDir, report.keptAside!, STORE_FILE)).equals(bytes)).toBe(true);
      await expectWhole(dataDir, []);
      if (report.lostChanges === 0) lossless++;
      else expect(report.lostWork.length).toBeGreaterThan(0);
      rmSync(dataDir, { recursive: true });
    }
    // Only what came after the backup, and lay on the very page, can be lost.
    expect(salvaged).toBeGreaterThanOrEqual(5);
    expect(lossless).toBeGreaterThanOrEqual(salvaged - 2);
  }, 240_000);

  it('that is cut short is told as damaged, and nothing is made of it', async () => {
    const dataDir = join(folder, 'short');
    cpSync(origin, dataDir, { recursive: true });
    truncateSync(join(dataDir, STORE_FILE), 5 * 8192 + 100);
    const found = await checkStore(dataDir, STORE_KEY, running).then(
      (checks) => checks.flatMap(({ problems }) => problems).length,
      (error: unknown) => (error instanceof AppError && error.code === 'STORE_DAMAGED' ? 1 : 0),
    );
    expect(found).toBeGreaterThan(0);
  });
});

import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { startXueji, xueji } from '../harness/xueji.ts';

/** Enough that the commit writes for a while: some six megabytes of log. */
const STUDENTS = 12_000;
const KNOWN = 500;
const PHOTOS = 30;

/** What a store holds, but for what differs from run to run (ids of batches and events, times). */
interface Held {
  students: string;
  records: string;
  photos: string;
  batches: number;
  undone: number;
  changes: number;
}

function heldIn(dataDir: string): Held {
  const db = openTestDatabase(dataDir);
  try {
    const text = (sql: string) => JSON.stringify(db.prepare(sql).raw().all());
    const count = (sql: string) => db.prepare(sql).pluck().get() as number;
    return {
      students: text('SELECT id, exam_no, student_no, name, class_name, sources FROM student ORDER BY id'),
      records: text(
        'SELECT s.id, r.source, r.fields FROM source_record r JOIN student s ON s.n = r.student_n ORDER BY 1, 2',
      ),
      photos: text(
        'SELECT s.id, p.role, p.hash FROM photo p JOIN student s ON s.n = p.student_n ORDER BY 1, 2',
      ),
      batches: count('SELECT count(*) FROM batch'),
      undone: count('SELECT count(*) FROM batch WHERE undone_at IS NOT NULL'),
      changes: count('SELECT count(*) FROM change'),
    };
  } finally {
    db.close();
  }
}

function roster(count: number, className: string): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const serial = String(index + 1).padStart(6, '0');
    return `23110100${serial},2023${serial},测${serial},${className},计算机学院,软件工程,2023,注册学籍`;
  });
  return `考生号,学号,姓名,班级,分院,专业名称,当前所在级,注册状态\n${rows.join('\n')}\n`;
}

/** Lets the process run until `moment`, then kills it as a power cut would. True: it was still running. */
async function killAt(child: ChildProcess, moment: () => boolean): Promise<boolean> {
  child.stdout!.resume();
  child.stderr!.resume();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (child.exitCode === null && !moment()) await turn();
  const wasRunning = child.exitCode === null;
  child.kill('SIGKILL');
  await ended;
  return wasRunning;
}

describe('a process killed in the middle of', () => {
  const folder = folderForAll();
  const base = join(folder, 'base');
  const imported = join(folder, 'imported');
  const file = join(folder, '名单.csv');
  const photos = join(folder, '照片');
  let before: Held;
  let after: Held;
  let afterPhotos: Held;

  const walBytes = (dataDir: string) => {
    const wal = join(dataDir, 'store.sqlite-wal');
    return existsSync(wal) ? statSync(wal).size : 0;
  };
  function copyOf(original: string): string {
    const dataDir = join(temporaryFolder(), 'data');
    cpSync(original, dataDir, { recursive: true });
    return dataDir;
  }
  async function expectWhole(dataDir: string, allowed: Held[]): Promise<Held> {
    const check = await xueji('check', '--data', dataDir, '--json');
    expect(check.json).toMatchObject({ ok: true });
    const held = heldIn(dataDir);
    expect(allowed).toContainEqual(held);
    return held;
  }

  beforeAll(async () => {
    const first = join(folder, '原名单.csv');
    writeFileSync(first, roster(KNOWN, '软件2301'));
    writeFileSync(file, roster(STUDENTS, '软件2302'));
    mkdirSync(photos);
    for (let serial = 1; serial <= PHOTOS; serial++) {
      const name = `2023${String(serial).padStart(6, '0')}.jpg`;
      writeFileSync(join(photos, name), await drawJpeg({ seed: serial }));
    }
    await xueji('init', '--school-code', '10000', '--school-name', '示例大学', '--data', base);
    await xueji('import', first, '--as', 'roster', '--data', base);
    before = heldIn(base);
    cpSync(base, imported, { recursive: true });
    await xueji('import', file, '--as', 'roster', '--data', imported);
    after = heldIn(imported);
    const withPhotos = join(folder, 'withPhotos');
    cpSync(base, withPhotos, { recursive: true });
    await xueji('import', photos, '--as', 'photos', '--data', withPhotos);
    afterPhotos = heldIn(withPhotos);
  }, 180_000);

  it('nothing leaves what was expected', () => {
    expect(JSON.parse(before.students)).toHaveLength(KNOWN);
    expect(JSON.parse(after.students)).toHaveLength(STUDENTS);
    expect(JSON.parse(afterPhotos.photos)).toHaveLength(PHOTOS);
  });

  /** By how much of the log was on the disk; the first before anything was, the last one or two maybe after all. */
  const megabytes = [0, 1, 3, 5];
  it.each(megabytes)(
    'an import, %d MB into its commit, leaves all of it or nothing',
    async (size) => {
      const dataDir = copyOf(base);
      const child = startXueji(['import', file, '--as', 'roster', '--data', dataDir]);
      const locked = () => existsSync(join(dataDir, 'store.sqlite-shm'));
      const wasRunning = await killAt(child, () => locked() && walBytes(dataDir) > size * 1024 * 1024 - 1);
      const held = await expectWhole(dataDir, [before, after]);
      if (size === 0) expect(held).toEqual(before);
      if (!wasRunning) expect(held).toEqual(after);
      if (size !== 1) return;
      // And it can be done again, to the end.
      await xueji('import', file, '--as', 'roster', '--data', dataDir);
      const { students, records } = heldIn(dataDir);
      expect({ students, records }).toEqual({ students: after.students, records: after.records });
    },
    120_000,
  );

  it.each([0, 15])(
    'an import of photos, %d of them stored, leaves all of it or nothing',
    async (stored) => {
      const dataDir = copyOf(base);
      const child = startXueji(['import', photos, '--as', 'photos', '--data', dataDir]);
      const blobs = () => globSync('blobs/*/*', { cwd: dataDir }).length;
      await killAt(child, () => existsSync(join(dataDir, 'store.sqlite-shm')) && blobs() >= stored);
      await expectWhole(dataDir, [before, afterPhotos]);
      const again = await xueji('import', photos, '--as', 'photos', '--data', dataDir, '--json');
      expect(again.code).toBe(0);
      expect(heldIn(dataDir).photos).toEqual(afterPhotos.photos);
    },
    120_000,
  );

  it.each([1, 3])(
    'an undo, %d MB into it, leaves all of it or nothing',
    async (size) => {
      const dataDir = copyOf(imported);
      const { json } = await xueji<{ batches: { batch: string }[] }>('batches', '--data', dataDir, '--json');
      const whole = heldIn(dataDir);
      const child = startXueji(['undo', json.batches[0]!.batch, '--data', dataDir]);
      await killAt(child, () => walBytes(dataDir) > size * 1024 * 1024);
      const check = await xueji('check', '--data', dataDir, '--json');
      expect(check.json).toMatchObject({ ok: true });
      const held = heldIn(dataDir);
      if (held.undone === 0) expect(held).toEqual(whole);
      else
        expect({ students: held.students, records: held.records }).toEqual({
          students: before.students,
          records: before.records,
        });
    },
    120_000,
  );

  it('an import that is interrupted by Ctrl-C ends by itself and leaves nothing', async () => {
    const dataDir = copyOf(base);
    const child = startXueji(['import', file, '--as', 'roster', '--data', dataDir, '--json']);
    const said: Buffer[] = [];
    child.stdout!.on('data', (piece: Buffer) => said.push(piece));
    child.stderr!.resume();
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    // The import's own thread has the store open from its beginning on.
    while (child.exitCode === null && !existsSync(join(dataDir, 'store.sqlite-shm'))) await turn();
    child.kill('SIGINT');
    expect(await ended).toBe(4);
    const answer = JSON.parse(Buffer.concat(said).toString('utf8')) as { error: { code: string } };
    expect(answer.error.code).toBe('CANCELLED');
    await expectWhole(dataDir, [before]);
  }, 120_000);
});

/**
 * How long a query waits while a rolling backup is made, against the same queries without one.
 * `node tests/bench/backup.ts [students=200000] [photos=2000] [seconds=20]`
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { Core } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { resultOf, strictLog } from '../harness/openCore.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const [students = 200_000, photos = 2000, seconds = 20] = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'xueji-backup-'));
const dataDir = join(folder, 'data');
cpSync(writeBenchStore(students), dataDir, { recursive: true });
await addPhotos();
const core: Core = await createCore({
  dataDir,
  key: null,
  clock: systemClock,
  ids: uuidIds,
  log: strictLog,
  actor: '测',
});
// The index and the counts that every page shares are made before anything is measured.
await ask(0);
const alone = await waits(() => delay(seconds * 1000));
say(`${students} students, ${photos} photos, load ${loadavg()[0]!.toFixed(1)} on two cores`);
say(`queries alone:            ${told(alone)}`);
let took = 0;
const during = await waits(async () => {
  const began = performance.now();
  await resultOf(await core.client.backups.make());
  took = performance.now() - began;
});
say(`while a backup was made:  ${told(during)} (backup ${(took / 1000).toFixed(1)} s)`);
say(
  `longest wait, ratio ${(Math.max(...during) / Math.max(...alone)).toFixed(2)}, more by ${(Math.max(...during) - Math.max(...alone)).toFixed(0)} ms`,
);
const again = performance.now();
await waits(async () => resultOf(await core.client.backups.make()));
say(`the second backup, no new photos: ${((performance.now() - again) / 1000).toFixed(1)} s`);
await core.close();
rmSync(folder, { recursive: true });

async function ask(turn: number): Promise<void> {
  const offset = (turn * 7919) % Math.max(1, students - 50);
  const query = turn % 2 === 0 ? {} : { search: `2023${String(turn % 90).padStart(2, '0')}` };
  await core.client.students.page({ query, offset: turn % 2 === 0 ? offset : 0, limit: 50 });
}

/** How long each of the queries took that were asked one after the other while `work` went on, ms. */
async function waits(work: () => PromiseLike<unknown>): Promise<number[]> {
  let isOver = false;
  const ended = Promise.resolve(work()).finally(() => {
    isOver = true;
  });
  const times: number[] = [];
  for (let turn = 0; !isOver; turn++) {
    const began = performance.now();
    await ask(turn);
    times.push(performance.now() - began);
    // A person looks at what came before asking again.
    await delay(5);
  }
  await ended;
  return times;
}

function told(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1);
  return `${times.length} queries, median ${at(0.5)} ms, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`;
}

/** Each of 30 kB, the size of a 学历照片, of one student. */
async function addPhotos(): Promise<void> {
  const db = openDatabase(dataDir, null);
  const batch = openBlobStore(dataDir, null).openBatch();
  const about = { width: 480, height: 640, bytes: 30_000, dpi: 300, matchedBy: 'studentNo', findings: '[]' };
  const given: { student: string; values: typeof about & { hash: string; fileName: string } }[] = [];
  for (let photo = 0; photo < photos; photo++) {
    const bytes = new Uint8Array(30_000);
    new DataView(bytes.buffer).setUint32(0, photo);
    const { hash } = await batch.put(bytes);
    given.push({
      student: `S${String(photo).padStart(20, '0')}`,
      values: { ...about, hash, fileName: `${photo}.jpg` },
    });
  }
  await batch.seal();
  const context = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
  writeChange(db, 'photo.set', { role: 'graduation', photos: given }, context);
  db.raw.close();
}

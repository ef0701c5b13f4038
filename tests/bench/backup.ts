/**
 * How long a query waits, and how long nothing is answered at all, while a rolling backup of an encrypted store is made,
 * against the same queries without one in the same run.
 * `node tests/bench/backup.ts [students=200000] [photos=2000] [seconds=20] [--store DIR]`; DIR: a folder that another run kept,
 * of so many students with these photos already; it is copied, never changed.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { Core } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { resultOf, strictLog } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const { values: flags, positionals } = parseArgs({
  options: { store: { type: 'string' } },
  allowPositionals: true,
});
const [students = 200_000, photos = 2000, seconds = 20] = positionals.map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'xueji-backup-'));
const dataDir = join(folder, 'data');
const origin = flags.store ?? writeBenchStore(students);
cpSync(origin, dataDir, { recursive: true });
const key = testKey(origin);
if (flags.store === undefined) await addPhotos();
const core: Core = await createCore({
  dataDir,
  key,
  clock: systemClock,
  ids: uuidIds,
  log: strictLog,
  actor: '测',
});
/** How long nothing of the core was answered, ms. */
const loop = monitorEventLoopDelay({ resolution: 5 });
// The index and the counts that every page shares are made before anything is measured.
const KINDS = ['cheap', 'typical'] as const;
for (const kind of KINDS) await ask(kind, 0);
const alone = await waits(() => delay(seconds * 1000));
say(
  `${students} students, ${photos} photos, encrypted; load ${loadavg()[0]!.toFixed(1)} on ${cpus().length} cores`,
);
tell('alone', alone);
let took = 0;
const during = await waits(async () => {
  const began = performance.now();
  await resultOf(await core.client.backups.make());
  took = performance.now() - began;
});
tell('while a backup was made', during);
say(`the backup: ${(took / 1000).toFixed(1)} s; load ${loadavg()[0]!.toFixed(1)}`);
for (const kind of KINDS) {
  const [most, mostAlone] = [Math.max(...during.times[kind]), Math.max(...alone.times[kind])];
  say(
    `${kind}, longest: ratio ${(most / mostAlone).toFixed(2)}, more by ${(most - mostAlone).toFixed(0)} ms (to reach: at most 50)`,
  );
}
const again = performance.now();
await waits(async () => resultOf(await core.client.backups.make()));
say(`the second backup, no new photos: ${((performance.now() - again) / 1000).toFixed(1)} s`);
await core.close();
rmSync(folder, { recursive: true });

type Kind = (typeof KINDS)[number];
interface Waits {
  times: Record<Kind, number[]>;
  /** The longest time in which the core answered nothing, ms. */
  silent: number;
}

/** `cheap`: the next page of a list that is already there; `typical`: a search that nobody has asked for before. */
async function ask(kind: Kind, turn: number): Promise<void> {
  const offset = (turn * 7919) % Math.max(1, students - 50);
  const query = kind === 'cheap' ? {} : { search: `2023${String(turn % 9000).padStart(4, '0')}` };
  await core.client.students.page({ query, offset: kind === 'cheap' ? offset : 0, limit: 50 });
}

/** How long each of the queries took that were asked one after the other while `work` went on. */
async function waits(work: () => PromiseLike<unknown>): Promise<Waits> {
  let isOver = false;
  loop.reset();
  loop.enable();
  const ended = Promise.resolve(work()).finally(() => {
    isOver = true;
  });
  const times: Waits['times'] = { cheap: [], typical: [] };
  for (let turn = 0; !isOver; turn++) {
    const kind = KINDS[turn % 2]!;
    const began = performance.now();
    await ask(kind, turn);
    times[kind].push(performance.now() - began);
    // A person looks at what came before asking again.
    await delay(5);
  }
  await ended;
  loop.disable();
  return { times, silent: loop.max / 1e6 };
}

function tell(what: string, { times, silent }: Waits): void {
  for (const kind of KINDS) {
    const sorted = [...times[kind]].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1);
    say(
      `${what}, ${kind}: ${sorted.length} queries, median ${at(0.5)} ms, p95 ${at(0.95)}, p99 ${at(0.99)}, longest ${at(1)}`,
    );
  }
  say(`${what}: nothing answered for at most ${silent.toFixed(0)} ms`);
}

/** Each of 30 kB, the size of a 学历照片, of one student. */
async function addPhotos(): Promise<void> {
  const db = openDatabase(dataDir, key);
  const batch = openBlobStore(dataDir, key).openBatch();
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

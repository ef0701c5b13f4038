/**
 * How long it takes to erase students for good, in what memory, and how long others wait meanwhile; against a backup of
 * the same store in the same run. `node tests/bench/erase.ts [students=100000] [erased=20000] [photos=2000]`
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChange } from '../../electron/changes/writeChange.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { timed, times } from './timed.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const [students = 100_000, erased = 20_000, photos = 2_000] = process.argv.slice(2).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);
const CONTEXT = { device: 'bench', actor: 'bench', at: 0, batch: 'bench' };
const studentId = (index: number) => `S${String(index).padStart(20, '0')}`;

const folder = mkdtempSync(join(tmpdir(), 'xueji-erase-'));
const dataDir = join(folder, 'data');
cpSync(writeBenchStore(students), dataDir, { recursive: true });
await givePhotos(Math.min(photos, erased));
say(`${students} students, ${erased} of them to be erased, load ${loadavg()[0]!.toFixed(1)} on two cores`);
const core = await openCore(dataDir);
const { privacy, campaigns, students: list } = core.client;
// Whoever takes part in an open campaign stays.
for (const { id } of await campaigns.list()) await campaigns.close({ id });
await list.page({ query: {}, offset: 0, limit: 100 });
await timed('backup', async () => resultOf(await core.client.backups.make()));
const chosen = { students: Array.from({ length: erased }, (_, at) => studentId(at)) };
const plan = await timed('preview', async () => resultOf(await privacy.plan(chosen)));
const reason = '测量';
await timed('cancelled', async () => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const cancelled = async () => {
    for await (const event of await privacy.erase({ ...chosen, digest: plan.digest, reason }, { signal }))
      if (event.type === 'progress' && event.stage === 'save') stopping.abort();
  };
  await cancelled().catch(() => undefined);
});
const { total } = await list.page({ query: {}, offset: 0, limit: 1 });
if (total !== students) throw new Error(`${total} students after an erasure that was cancelled`);
let stage = '';
let since = performance.now();
await timed('erase', async () => {
  for await (const event of await privacy.erase({ ...chosen, digest: plan.digest, reason })) {
    const now = event.type === 'done' ? 'done' : event.stage;
    if (now === stage) continue;
    if (stage !== '') say(`  ${stage}: ${(performance.now() - since).toFixed(0)} ms`);
    stage = now;
    since = performance.now();
    if (event.type === 'done')
      say(
        `  ${event.result.students} students, ${event.result.entries} entries, ${event.result.files} files, found ${event.result.found}`,
      );
  }
});
const left = await list.page({ query: {}, offset: 0, limit: 1 });
if (left.total !== students - erased) throw new Error(`${left.total} students are left`);
say(`erase : backup ${(times.get('erase')! / times.get('backup')!).toFixed(2)}`);
say(`erased ${Math.round((erased / times.get('erase')!) * 1000)} students a second`);
await core.close();
rmSync(folder, { recursive: true });

/** Each of the first students a photo that nobody else has. */
async function givePhotos(count: number): Promise<void> {
  const key = testKey(dataDir);
  const db = openDatabase(dataDir, key);
  const blobs = openBlobStore(dataDir, key);
  const bytes = Array.from({ length: count }, (_, at) => Buffer.alloc(30_000, `photo ${at} `));
  const stored = await blobs.putMany(bytes);
  const made = stored.map(({ hash }, at) => ({
    student: studentId(at),
    values: {
      ...{ hash, width: 480, height: 640, bytes: 30_000, dpi: 300, findings: '[]' },
      ...{ fileName: `${at}.jpg`, matchedBy: 'studentNo' },
    },
  }));
  writeChange(db, 'photo.set', { role: 'graduation', photos: made }, CONTEXT);
  db.raw.close();
}

import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { askBlob, giveBlob, takeBlob } from '../../electron/hub/handleBlob.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { type FileCalls, isNotFetched, SyncFiles } from '../../electron/sync/client/SyncFiles.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function scene() {
  const clock = () => Date.UTC(2026, 9, 1);
  const hub = await SimHub.make(seededRandom(1, 'hub'), clock);
  const blobs = openBlobStore(temporaryFolder(), STORE_KEY);
  const uploads = new BlobUploads(50_000_000);
  const given: string[] = [];
  async function desk(name: string, grant: '*' | string[]) {
    await hub.enrol(name, grant);
    const one = SimDesk.named(name, seededRandom(1, name), clock);
    one.join();
    const store = openBlobStore(temporaryFolder(), STORE_KEY);
    const offset = (state: { kind: string; offset?: number }) =>
      state.kind === 'have' ? null : state.offset!;
    const calls: FileCalls = {
      sent: async (sha256) => offset(await askBlob(hub.db, uploads, { device: name, sha256 })),
      put: async (piece) =>
        offset(await takeBlob(hub.db, { blobs, uploads, now: clock }, { device: name, ...piece })),
      async get(sha256) {
        given.push(name);
        return giveBlob(hub.db, blobs, { device: name, sha256 });
      },
    };
    const files = new SyncFiles(one.db, store, calls, clock);
    return { desk: one, store, files, client: one.client(hub.calls()) };
  }
  type Desk = Awaited<ReturnType<typeof desk>>;
  async function exchange({ client, files }: Desk): Promise<void> {
    let lost: string[] = [];
    for (let round = 0; round < 4; round++) {
      while ((await client.pull()).kind === 'more');
      for (
        let step = await client.push(lost);
        step.kind === 'more' || step.kind === 'files';
        step = await client.push(lost)
      )
        if (step.kind === 'files') lost = [...lost, ...(await files.send(step.missing))];
    }
    while ((await files.fetch(2)) > 0);
  }
  return { hub, blobs, desk, exchange, given };
}

/** As an import of one row. */
function student(one: SimDesk, id: string, collegeName: string) {
  const rows = [{ student: id, isNew: true, values: { name: '学生', collegeName } }];
  one.scene.write('import.chunk', { source: 'chsi', chunk: 0, rows }, null);
}

it('photos are sent before the row that names them, and fetched after it', async () => {
  const { hub, desk, exchange } = await scene();
  const [a, b] = [await desk('a', '*'), await desk('b', '*')];
  const bytes = randomBytes(9_000_000);
  student(a.desk, 's1', '法学院');
  a.desk.scene.photos('graduation', [{ student: 's1', hash: (await a.store.put(bytes)).hash }]);
  // Without a way for files the row waits, and nothing that names it is at the hub.
  while ((await a.client.pull()).kind === 'more');
  let step = await a.client.push();
  while (step.kind === 'more') step = await a.client.push();
  expect(step).toEqual({ kind: 'files', missing: [sha(bytes)] });
  expect(hub.raw.prepare("SELECT count(*) AS n FROM row WHERE entity = 'photo'").get()).toEqual({ n: 0 });
  await exchange(a);
  expect(hub.raw.prepare("SELECT count(*) AS n FROM row WHERE entity = 'photo'").get()).toEqual({ n: 1 });
  while ((await b.client.pull()).kind === 'more');
  expect(isNotFetched(b.desk.db, sha(bytes))).toBe(true);
  await exchange(b);
  expect(isNotFetched(b.desk.db, sha(bytes))).toBe(false);
  expect(await b.store.read(sha(bytes))).toEqual(bytes);
});

it('what a desk has no more is refused for good, and nothing waits for it', async () => {
  const { hub, desk, exchange } = await scene();
  const a = await desk('a', '*');
  const [gone, kept] = [randomBytes(50), randomBytes(50)];
  student(a.desk, 's1', '法学院');
  student(a.desk, 's2', '法学院');
  const photos = [];
  for (const [id, bytes] of [
    ['s1', gone],
    ['s2', kept],
  ] as const)
    photos.push({ student: id, hash: (await a.store.put(bytes)).hash });
  a.desk.scene.photos('graduation', photos);
  student(a.desk, 's3', '法学院');
  await a.store.remove(sha(gone));
  await exchange(a);
  const states = a.desk.db.read<{ state: string }>('SELECT state FROM outbox ORDER BY mid').all();
  expect(states.some(({ state }) => state === 'pending')).toBe(false);
  const rows = hub.raw
    .prepare("SELECT row_id AS id FROM row WHERE entity = 'photo' AND fields <> 'null'")
    .all();
  expect(rows).toEqual([{ id: 's2/graduation' }]);
  const kept2 = hub.raw.prepare('SELECT why FROM quarantine').all() as { why: string }[];
  expect(kept2.map(({ why }) => (JSON.parse(why) as { code: string }).code)).toEqual(['file-lost']);
});

it('a desk is given no photo of another college, and keeps none when a student goes there', async () => {
  const { hub, blobs, desk, exchange } = await scene();
  const [a, law] = [await desk('a', '*'), await desk('law', ['法学院'])];
  const bytes = randomBytes(2000);
  student(a.desk, 's1', '文学院');
  a.desk.scene.photos('graduation', [{ student: 's1', hash: (await a.store.put(bytes)).hash }]);
  await exchange(a);
  await exchange(law);
  expect(law.desk.db.read('SELECT * FROM sync_blob').all()).toEqual([]);
  expect(await giveBlob(hub.db, blobs, { device: 'law', sha256: sha(bytes) })).toBeNull();
  a.desk.scene.edit('s1', { collegeName: '法学院' });
  await exchange(a);
  await exchange(law);
  expect(await law.store.read(sha(bytes))).toEqual(bytes);
  expect(await law.files.forget({ narrowed: true })).toBe(0);
  a.desk.scene.edit('s1', { collegeName: '文学院' });
  await exchange(a);
  await exchange(law);
  expect(await law.files.forget({ narrowed: true })).toBe(1);
  expect(await law.store.has(sha(bytes))).toBe(false);
  expect(law.desk.db.read('SELECT * FROM sync_blob').all()).toEqual([]);
  // What the hub has not got yet stays, whatever is forgotten.
  const own = randomBytes(10);
  student(a.desk, 's9', '法学院');
  a.desk.scene.photos('admission', [{ student: 's9', hash: (await a.store.put(own)).hash }]);
  expect(await a.files.forget({ narrowed: true })).toBe(0);
  expect(await a.store.has(sha(own))).toBe(true);
});

it('what the hub does not have is withheld, and asked for again', async () => {
  const { blobs, desk, exchange, given } = await scene();
  const [a, b] = [await desk('a', '*'), await desk('b', '*')];
  const bytes = randomBytes(300);
  student(a.desk, 's1', '法学院');
  a.desk.scene.photos('graduation', [{ student: 's1', hash: (await a.store.put(bytes)).hash }]);
  await exchange(a);
  await blobs.remove(sha(bytes));
  await exchange(b);
  expect(isNotFetched(b.desk.db, sha(bytes))).toBe(true);
  const asked = given.length;
  await exchange(b);
  expect(given.length).toBe(asked);
  await blobs.put(bytes);
  b.files.askAgain();
  await exchange(b);
  expect(await b.store.read(sha(bytes))).toEqual(bytes);
});

it('bytes that are not what they are called never came, and what the hub has not got yet is not taken away', async () => {
  const { desk } = await scene();
  const { desk: one, store } = await desk('a', '*');
  const [spoilt, own] = [sha(randomBytes(9)), randomBytes(10)];
  const here = (await store.put(own)).hash;
  for (const sha256 of [spoilt, here])
    one.db
      .write("INSERT INTO sync_blob (sha256, state, at_hub, verified_at) VALUES (?, 'want', 0, 0)")
      .run(sha256);
  const calls: FileCalls = {
    sent: async () => 0,
    put: async () => null,
    get: async () => Buffer.from('something else'),
  };
  const files = new SyncFiles(one.db, store, calls, () => 1);
  expect(await files.fetch(5)).toBe(2);
  expect([isNotFetched(one.db, spoilt), isNotFetched(one.db, here)]).toEqual([true, false]);
  expect(await store.has(sha(Buffer.from('something else')))).toBe(false);
  await files.forget({ narrowed: true });
  expect(await store.has(here)).toBe(true);
});

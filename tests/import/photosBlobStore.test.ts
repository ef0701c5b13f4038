import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { renameIntoPlace } from '../../electron/archive/storedFile.ts';
import { blobHash, openBlobStore } from '../../electron/photos/blobStore.ts';
import { mapConcurrently } from '../../electron/photos/mapConcurrently.ts';
import { openThumbnails } from '../../electron/photos/thumbnails.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { STORE_KEY } from '../harness/storeKey.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xueji-blobs-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('a blob lies under its hash, is written once, and comes back as it was', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const bytes = randomBytes(5000);
  const hash = blobHash(bytes);
  expect(await store.has(hash)).toBe(false);
  expect(await store.put(bytes)).toEqual({ hash, isNew: true });
  expect(await store.put(bytes)).toEqual({ hash, isNew: false });
  expect(await filesUnder(dataDir)).toEqual([join(dataDir, 'blobs', hash.slice(0, 2), hash)]);
  expect(await store.has(hash)).toBe(true);
  expect(await store.read(hash)).toEqual(bytes);
  expect(await store.remove(hash)).toBe(true);
  expect(await store.remove(hash)).toBe(false);
  expect(await store.read(hash)).toBeNull();
});

test('a blob is sealed under its name, and one that is altered or put under another name does not open', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const bytes = Buffer.from('a photo '.repeat(100));
  const [one, other] = await store.putMany([bytes, randomBytes(900)]);
  const pathOf = (hash: string) => join(dataDir, 'blobs', hash.slice(0, 2), hash);
  const stored = await readFile(pathOf(one!.hash));
  expect(stored.includes('a photo')).toBe(false);
  expect(await store.readStored(one!.hash)).toEqual(stored);
  for (const at of [0, 5, 20, stored.length - 1]) {
    const flipped = Buffer.from(stored);
    flipped[at]! ^= 1;
    await writeFile(pathOf(one!.hash), flipped);
    await expect(store.read(one!.hash)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  }
  await writeFile(pathOf(other!.hash), stored);
  await expect(store.read(other!.hash)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  await writeFile(pathOf(one!.hash), stored);
  const stranger = openBlobStore(dataDir, new Uint8Array(32));
  await expect(stranger.read(one!.hash)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  expect(await store.read(one!.hash)).toEqual(bytes);
});

test('many puts of the same bytes at once leave one file and nothing else', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const bytes = randomBytes(20_000);
  const stored = await Promise.all(Array.from({ length: 40 }, () => store.put(bytes)));
  expect(stored.filter((one) => one.isNew)).toHaveLength(1);
  expect(await filesUnder(dataDir)).toHaveLength(1);
});

test('putMany answers in order', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const blobs = Array.from({ length: 300 }, (_, index) => Buffer.from(`blob ${index % 250}`));
  const stored = await store.putMany(blobs);
  expect(stored.map((one) => one.hash)).toEqual(blobs.map(blobHash));
  expect(stored.filter((one) => one.isNew)).toHaveLength(250);
});

test('work is drawn no faster than it is done, and results keep their order', async () => {
  let begun = 0;
  let taken = 0;
  let most = 0;
  async function* source() {
    for (let index = 0; index < 100; index += 1) {
      begun += 1;
      most = Math.max(most, begun - taken);
      yield index;
    }
  }
  const order: number[] = [];
  for await (const index of mapConcurrently(source(), 7, async (item) => {
    await new Promise((resolve) => setImmediate(resolve));
    return item;
  })) {
    taken += 1;
    order.push(index);
  }
  expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(most).toBeLessThanOrEqual(8);
});

test('a failing source is reported after the writes under way have ended', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  async function* source() {
    yield Buffer.from('first');
    throw new Error('the medium was pulled out');
  }
  await expect(store.putMany(source())).rejects.toThrow('pulled out');
  expect((await filesUnder(dataDir)).filter((path) => path.endsWith('.tmp'))).toEqual([]);
});

test('what is no hash never reaches the file system', async () => {
  await writeFile(join(dataDir, 'secret'), 'x');
  const store = openBlobStore(dataDir, STORE_KEY);
  for (const text of [
    '',
    '../secret',
    'a'.repeat(63),
    'A'.repeat(64),
    `${'a'.repeat(64)}\n`,
    `${'a'.repeat(62)}/.`,
  ]) {
    expect(await store.read(text)).toBeNull();
    expect(await store.has(text)).toBe(false);
    expect(await store.remove(text)).toBe(false);
  }
});

test('bytes that changed on the disk are noticed', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const { hash } = await store.put(randomBytes(1000));
  await writeFile(join(dataDir, 'blobs', hash.slice(0, 2), hash), randomBytes(1000));
  await expect(store.read(hash)).rejects.toThrow(AppError);
  await expect(store.read(hash)).rejects.toThrow('STORE_DAMAGED');
});

test('a sweep takes orphans and unfinished files and leaves the rest', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  expect(await store.sweep(() => false)).toEqual({ removed: 0, unfinished: 0 });
  const kept = await store.put(randomBytes(100));
  const orphan = await store.put(randomBytes(100));
  const folder = join(dataDir, 'blobs', 'ab');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${'ab'.repeat(32)}.1-1.tmp`), 'half');
  await writeFile(join(folder, 'README'), 'not ours');
  expect(await store.sweep((hash) => hash === kept.hash)).toEqual({ removed: 1, unfinished: 1 });
  expect(await store.has(kept.hash)).toBe(true);
  expect(await store.has(orphan.hash)).toBe(false);
  expect(await readdir(folder)).toContain('README');
});

test('a put during a sweep never loses its blob', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const blobs = Array.from({ length: 60 }, (_, index) => Buffer.from(`orphan ${index}`));
  await store.putMany(blobs);
  const staged = new Set<string>();
  const sweeping = store.sweep((hash) => staged.has(hash));
  for (const blob of blobs) staged.add(blobHash(blob));
  await Promise.all(blobs.map((blob) => store.put(blob)));
  await sweeping;
  for (const hash of staged) expect(await store.has(hash)).toBe(true);
});

test('a rename is tried again while another program holds the file, and not for other errors', async () => {
  const failing = (code: string, times: number) => {
    let calls = 0;
    const move = async () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error(code), { code });
    };
    return { move, calls: () => calls };
  };
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    const held = failing(code, 2);
    await renameIntoPlace('a', 'b', held.move);
    expect(held.calls()).toBe(3);
  }
  const full = failing('ENOSPC', 9);
  await expect(renameIntoPlace('a', 'b', full.move)).rejects.toThrow('ENOSPC');
  expect(full.calls()).toBe(1);
  const forever = failing('EBUSY', 99);
  await expect(renameIntoPlace('a', 'b', forever.move)).rejects.toThrow('EBUSY');
});

/** Blocks until a file that is still being written is there: going back to the event loop would miss it. */
function sightOfUnfinished(folder: string): void {
  const until = Date.now() + 5000;
  while (Date.now() < until) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    if (names.some((name) => name.endsWith('.tmp'))) return;
  }
}

test('killed at any moment, no half blob is ever seen under its hash', { timeout: 60_000 }, async () => {
  const writer = fileURLToPath(new URL('./writeBlobsForever.ts', import.meta.url));
  let unfinished = 0;
  let whole = 0;
  // Every second kill comes after some blobs have been told; the others come at the sight of one being written.
  // At least six, and more until one has hit a write half-way: the system may end a write before it kills.
  for (let attempt = 0; attempt < 6 || (unfinished === 0 && attempt < 60); attempt += 1) {
    const child = spawn(process.execPath, [writer, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const told: string[] = [];
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        told.push(...text.split('\n').filter((line) => line !== ''));
        if (told.length <= (attempt % 12) * 3) return;
        if (attempt % 2 === 1) sightOfUnfinished(join(dataDir, 'blobs'));
        child.kill('SIGKILL');
      });
      child.on('close', () => resolve());
    });
    const paths = await filesUnder(join(dataDir, 'blobs'));
    for (const path of paths) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (name.endsWith('.tmp')) unfinished += 1;
      else {
        whole += 1;
        expect(blobHash((await openBlobStore(dataDir, STORE_KEY).read(name))!)).toBe(name);
      }
    }
    const store = openBlobStore(dataDir, STORE_KEY);
    for (const hash of told) expect(await store.has(hash)).toBe(true);
    await store.sweep(() => true);
    expect((await filesUnder(dataDir)).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    await rm(join(dataDir, 'blobs'), { recursive: true });
  }
  expect(whole).toBeGreaterThan(0);
  expect(unfinished).toBeGreaterThan(0);
});

test('a thumbnail is made when asked for, kept, repaired, and goes with its photo', async () => {
  const store = openBlobStore(dataDir, STORE_KEY);
  const thumbnails = openThumbnails(dataDir, STORE_KEY, store);
  const { hash } = await store.put(await drawJpeg());
  const [first, second] = await Promise.all([thumbnails.read(hash), thumbnails.read(hash)]);
  expect(first?.length).toBeGreaterThan(500);
  expect(second).toEqual(first);
  const path = join(dataDir, 'thumbnails', hash.slice(0, 2), hash);
  const cached = await readFile(path);
  expect(cached.includes((first as Buffer).subarray(100, 200))).toBe(false);
  for (const broken of [cached.subarray(0, 100), (first as Buffer).subarray(0, 100), Buffer.alloc(0)]) {
    await writeFile(path, broken);
    expect(await thumbnails.read(hash)).toEqual(first);
  }
  expect(await thumbnails.read('a'.repeat(64))).toBeNull();
  expect(await thumbnails.read('../../etc/passwd')).toBeNull();
  expect(await thumbnails.sweep()).toBe(0);
  await store.remove(hash);
  expect(await thumbnails.sweep()).toBe(1);
  expect(await thumbnails.read(hash)).toBeNull();
  const text = await store.put(Buffer.from('no picture'));
  expect(await thumbnails.read(text.hash)).toBeNull();
});

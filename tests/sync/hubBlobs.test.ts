import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BlobUploads } from '../../electron/hub/BlobUploads.ts';
import { baseBlobs } from '../../electron/hub/baseBlobs.ts';
import { askBlob, giveBlob, missingBlobs, takeBlob } from '../../electron/hub/handleBlob.ts';
import type { Grant, HubDb } from '../../electron/hub/hubPorts.ts';
import type { HubRow } from '../../electron/hub/hubRow.ts';
import { noteBlobs } from '../../electron/hub/noteBlobs.ts';
import { sweepHubBlobs } from '../../electron/hub/sweepHubBlobs.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import type { SyncedMutation } from '../../electron/sync/protocol/syncedMutation.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const DAY = 24 * 3600 * 1000;
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function admit(
  db: HubDb,
  id: string,
  grant: Grant,
  state: 'active' | 'revoked' | 'enrolling' = 'active',
) {
  await db
    .insertInto('device')
    .values({
      ...{ id, name: id, state, last_mid: 0, grant_version: 1, scope: JSON.stringify(grant) },
      ...{ seen_seq: 0, seen_at: null },
    })
    .execute();
}

const photo = (id: string, scope: string, hash: string | null, ver = 1): HubRow => ({
  ...{ entity: 'photo', id, student: id, scope, ver, seq: ver },
  fields: hash === null ? null : { hash, bytes: 5 },
});

function namesOf(before: HubRow | null, after: HubRow, db: HubDb) {
  return db.transaction().execute((tx) => noteBlobs(tx, [{ before, after }]));
}

onBothEngines((engine) => {
  async function scene() {
    const { db } = await engine.hub();
    const folder = temporaryFolder();
    const isBase = engine.name === 'postgres';
    const blobs = isBase ? baseBlobs(db, STORE_KEY) : openBlobStore(folder, STORE_KEY);
    /** What lies there of a file. */
    const stored = async (sha256: string) => {
      if (!isBase) return readFileSync(join(folder, 'blobs', sha256.slice(0, 2), sha256));
      const pieces = await db.selectFrom('blob_piece').selectAll().where('sha256', '=', sha256).execute();
      return Buffer.concat(pieces.map((piece) => piece.bytes));
    };
    const uploads = new BlobUploads(10_000_000);
    for (const [id, grant] of [
      ['all', '*'],
      ['art', ['艺术学院']],
      ['law', ['法学院']],
    ] as const)
      await admit(db, id, grant as Grant);
    await admit(db, 'gone', '*', 'revoked');
    let at = 1_000_000_000_000;
    const now = () => at;
    const put = (
      device: string,
      bytes: Buffer,
      { from = 0, total = bytes.length, sha256 = sha(bytes) } = {},
    ) => takeBlob(db, { blobs, uploads, now }, { device, sha256, from, total, bytes });
    return { db, stored, blobs, uploads, put, now, wait: (ms: number) => (at += ms) };
  }

  test('a file goes to whoever may have a row that names it, and to nobody else', async () => {
    const { db, blobs, put } = await scene();
    const bytes = randomBytes(5000);
    expect(await put('art', bytes)).toEqual({ kind: 'have' });
    const ask = (device: string) => giveBlob(db, blobs, { device, sha256: sha(bytes) });
    // No row names it yet: not even who sent it gets it back.
    for (const device of ['art', 'law', 'all']) expect(await ask(device)).toBeNull();
    const first = photo('s1/admission', '艺术学院', sha(bytes));
    await namesOf(null, first, db);
    expect(await ask('art')).toEqual(bytes);
    expect(await ask('all')).toEqual(bytes);
    for (const device of ['law', 'gone', 'nobody']) expect(await ask(device), device).toBeNull();
    // The student goes to another college.
    const second = { ...first, scope: '法学院', ver: 2 };
    await namesOf(first, second, db);
    expect(await ask('law')).toEqual(bytes);
    expect(await ask('art')).toBeNull();
    // Another photo in its place.
    await namesOf(second, photo('s1/admission', '法学院', sha(Buffer.from('x')), 3), db);
    for (const device of ['art', 'law', 'all']) expect(await ask(device)).toBeNull();
    expect(await giveBlob(db, blobs, { device: 'all', sha256: '../../hub.sqlite' })).toBeNull();
  });

  test('whoever knows only the name of a file gets it by no row of its own', async () => {
    const { db, uploads, put } = await scene();
    const bytes = randomBytes(100);
    const sha256 = sha(bytes);
    await put('art', bytes);
    await namesOf(null, photo('s1/admission', '艺术学院', sha256), db);
    const pushed = (device: string, grant: Grant) =>
      missingBlobs(db, device, grant, [
        {
          mid: 7,
          changes: [{ entity: 'photo', id: 's2/admission', set: { hash: sha256 }, base: null }],
        } as unknown as SyncedMutation,
      ]);
    expect(await pushed('art', ['艺术学院'])).toEqual(new Map());
    expect(await pushed('all', '*')).toEqual(new Map());
    expect(await pushed('law', ['法学院'])).toEqual(new Map([[7, [sha256]]]));
    const ask = (device: string) => askBlob(db, uploads, { device, sha256 });
    expect(await ask('law')).toEqual({ kind: 'want', offset: 0 });
    expect(await ask('art')).toEqual({ kind: 'have' });
    await put('law', bytes);
    expect(await pushed('law', ['法学院'])).toEqual(new Map());
    expect(await ask('law')).toEqual({ kind: 'have' });
  });

  test('comes in pieces, goes on where it was cut, and is what its name says', async () => {
    const { db, uploads, stored, blobs, put } = await scene();
    const bytes = randomBytes(300_000);
    const sha256 = sha(bytes);
    const piece = (from: number, to: number, part = bytes) =>
      put('art', part.subarray(from, to), { from, total: bytes.length, sha256 });
    expect(await piece(0, 100_000)).toEqual({ kind: 'want', offset: 100_000 });
    expect(await askBlob(db, uploads, { device: 'art', sha256 })).toEqual({ kind: 'want', offset: 100_000 });
    // Of another device there is nothing.
    expect(await askBlob(db, uploads, { device: 'law', sha256 })).toEqual({ kind: 'want', offset: 0 });
    // The answer was lost: it is sent again, and not taken twice.
    expect(await piece(0, 100_000)).toEqual({ kind: 'want', offset: 100_000 });
    expect(await piece(150_000, 200_000)).toEqual({ kind: 'want', offset: 100_000 });
    expect(await piece(100_000, 299_999)).toEqual({ kind: 'want', offset: 299_999 });
    expect(await put('art', Buffer.alloc(5), { from: 299_999, total: 300_000, sha256 })).toEqual({
      kind: 'want',
      offset: 299_999,
    });
    expect(await piece(299_999, 300_000)).toEqual({ kind: 'have' });
    expect(await blobs.read(sha256)).toEqual(bytes);
    expect(uploads.held).toBe(0);
    // Sealed where it lies.
    const lying = await stored(sha256);
    expect(lying.length).toBeGreaterThan(bytes.length);
    expect(lying.includes(bytes.subarray(50, 80))).toBe(false);
    const other = randomBytes(300_000);
    const wrong = sha(randomBytes(3));
    expect(await put('art', other, { sha256: wrong })).toEqual({ kind: 'mismatch' });
    expect(await blobs.has(wrong)).toBe(false);
    expect(await db.selectFrom('blob').select('sha256').execute()).toEqual([{ sha256 }]);
    expect(await put('art', Buffer.alloc(3), { total: 1e12 })).toEqual({ kind: 'too-large' });
    expect(await put('gone', bytes)).toEqual({ kind: 'refused', why: 'revoked' });
    expect(await put('art', bytes, { sha256: '../x' })).toEqual({ kind: 'refused', why: 'name' });
  });

  test('goes when no row has named it for long, and never one that a row names', async () => {
    const { db, blobs, put, now, wait } = await scene();
    const [named, unnamed, fresh, orphan] = [1, 2, 3, 4].map(() => randomBytes(1000));
    await put('art', named!);
    await put('art', unnamed!);
    await namesOf(null, photo('s1/admission', '艺术学院', sha(named!)), db);
    await blobs.put(orphan!);
    expect(await sweepHubBlobs(db, blobs, now())).toEqual({ removed: 1, lost: 0 });
    expect(await blobs.has(sha(orphan!))).toBe(false);
    wait(31 * DAY);
    await put('art', fresh!);
    expect(await sweepHubBlobs(db, blobs, now())).toEqual({ removed: 1, lost: 0 });
    for (const [bytes, there] of [
      [named!, true],
      [unnamed!, false],
      [fresh!, true],
    ] as const)
      expect(await blobs.has(sha(bytes))).toBe(there);
    // One that went and is needed after all is asked for again.
    expect(await put('art', unnamed!)).toEqual({ kind: 'have' });
  });

  test('that was lost from the disk is asked for again', async () => {
    const { db, blobs, uploads, put, now } = await scene();
    const bytes = randomBytes(1000);
    const asked = { device: 'art', sha256: sha(bytes) };
    await put('art', bytes);
    await namesOf(null, photo('s1/admission', '艺术学院', sha(bytes)), db);
    await blobs.remove(sha(bytes));
    expect(await sweepHubBlobs(db, blobs, now())).toEqual({ removed: 0, lost: 1 });
    expect(await giveBlob(db, blobs, asked)).toBeNull();
    expect(await askBlob(db, uploads, asked)).toEqual({ kind: 'want', offset: 0 });
    expect(await put('art', bytes)).toEqual({ kind: 'have' });
    expect(await giveBlob(db, blobs, asked)).toEqual(bytes);
  });

  test('of many megabytes is there whole or not at all, and told when it is no longer what it was', async () => {
    const { db, blobs, put } = await scene();
    const bytes = randomBytes(5_000_000);
    const sha256 = sha(bytes);
    const [one, other] = await Promise.all([put('art', bytes), put('law', bytes)]);
    expect([one, other]).toEqual([{ kind: 'have' }, { kind: 'have' }]);
    expect(await blobs.read(sha256)).toEqual(bytes);
    if (engine.name === 'postgres') {
      await db.deleteFrom('blob_piece').where('sha256', '=', sha256).where('at', '>', 0).execute();
      await expect(blobs.read(sha256)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    }
    expect(await blobs.remove(sha256)).toBe(true);
    expect(await blobs.remove(sha256)).toBe(false);
    expect(await blobs.read(sha256)).toBeNull();
  });

  test('is there whenever it is said to be, while a sweep goes on', async () => {
    const { db, blobs, put, now } = await scene();
    const files = Array.from({ length: 60 }, () => randomBytes(200));
    // As if their writers were killed before they noted them.
    for (const bytes of files) await blobs.put(bytes);
    const [, ...taken] = await Promise.all([
      sweepHubBlobs(db, blobs, now()),
      ...files.map((bytes) => put('art', bytes)),
    ]);
    expect(taken.every(({ kind }) => kind === 'have')).toBe(true);
    for (const bytes of files) expect(await blobs.has(sha(bytes))).toBe(true);
  });
});

describe('files that have come in part', () => {
  test('are held up to a limit, and the one that waited longest goes', () => {
    const uploads = new BlobUploads(100);
    const add = (device: string, from: number, length: number) =>
      uploads.add(device, 'h', { from, total: 1000, bytes: Buffer.alloc(length) });
    add('a', 0, 40);
    add('b', 0, 40);
    add('a', 40, 10);
    add('c', 0, 40);
    expect(['a', 'b', 'c'].map((device) => uploads.offset(device, 'h'))).toEqual([50, 0, 40]);
    expect(uploads.held).toBe(90);
    // A device that begins anew, or with another length, begins from nothing.
    expect(add('a', 0, 5)).toBeNull();
    expect(uploads.offset('a', 'h')).toBe(5);
    uploads.add('a', 'h', { from: 5, total: 999, bytes: Buffer.alloc(3) });
    expect(uploads.offset('a', 'h')).toBe(0);
    expect(uploads.held).toBe(40);
  });
});

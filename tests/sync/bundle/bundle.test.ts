import { createPublicKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BundleEntry } from '../../../electron/sync/bundle/bundleEntry.ts';
import { diskFiles } from '../../../electron/sync/bundle/diskFiles.ts';
import { listBundles } from '../../../electron/sync/bundle/listBundles.ts';
import { openBundle } from '../../../electron/sync/bundle/openBundle.ts';
import { placeOfBundle } from '../../../electron/sync/bundle/placeOfBundle.ts';
import { sealKeyOf, sealPublicOf } from '../../../electron/sync/bundle/sealKeys.ts';
import { writeBundle } from '../../../electron/sync/bundle/writeBundle.ts';
import { temporaryFolder } from '../../harness/temporaryFolder.ts';
import {
  aboutDown,
  aboutUp,
  all,
  blob,
  DEVICE,
  HUB,
  keysFor,
  readerOf,
  signingKey,
} from './bundleParties.ts';
import { MemoryDisk } from './MemoryDisk.ts';

const CHUNK = 64 * 1024;
/** Room for header and trailer is kept free in every part: chunks of a part on top of it. */
const partOf = (chunks: number) => 64 * 1024 + 1024 * 1024 + chunks * (CHUNK + 16);

const anyEntry: fc.Arbitrary<BundleEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('message' as const),
    name: fc.constantFrom('push', 'pull'),
    text: fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.integer({ min: 0, max: 200_000 }).map((length) => '学籍'.repeat(length / 2)),
    ),
  }),
  fc
    .oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: CHUNK - 300, max: 2 * CHUNK + 300 }))
    .map((length) => blob(randomBytes(length))),
);

describe('a bundle', () => {
  test('is sealed to a key that comes of the one that signs, on either side', () => {
    for (const word of ['hub-1', 'device-1', 'a', 'b', 'c', 'd']) {
      const signing = signingKey(word);
      expect(sealPublicOf(createPublicKey(signing))).toEqual(sealKeyOf(signing).publicKey);
    }
    const x = Buffer.from([1, ...Array<number>(31).fill(0)]).toString('base64url');
    const nobody = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(() => sealPublicOf(nobody)).toThrow(TypeError);
  });

  test('is read as it was written, in however many parts, in whatever order they are named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEntry, { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.infiniteStream(fc.nat()),
        async (entries, chunks, order) => {
          const disk = new MemoryDisk();
          const about = aboutUp();
          const names = await writeBundle(
            disk.files,
            { folder: '/stick', name: 'up-000003' },
            about,
            keysFor('device-1', 'hub-1'),
            entries,
            { partBytes: partOf(chunks) },
          );
          expect(disk.names('/stick')).toEqual([...names].sort());
          const paths = names
            .map((name) => ({ name, at: order.next().value }))
            .sort((one, other) => one.at - other.at)
            .map(({ name }) => `/stick/${name}`);
          const opened = await openBundle(disk.files, paths, readerOf(HUB));
          expect(opened.about).toEqual(about);
          expect(await all(opened.entries())).toEqual(entries);
          const listed = await listBundles(disk.files, paths);
          expect(listed).toEqual({ bundles: [{ about, paths }], refused: [] });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('lies on a real disk, with photos, in parts, and shows nothing of what is in it', async () => {
    const folder = temporaryFolder();
    const secret = '张三 110101200001011234';
    const entries: BundleEntry[] = [
      { kind: 'message', name: 'push', text: secret },
      ...Array.from({ length: 40 }, () => blob(randomBytes(50_000))),
    ];
    const target = { folder: join(folder, 'in', 'device-1'), name: 'up-000003' };
    const names = await writeBundle(diskFiles, target, aboutUp(), keysFor('device-1', 'hub-1'), entries, {
      partBytes: partOf(10),
    });
    expect(names.length).toBeGreaterThan(2);
    const paths = names.map((name) => join(target.folder, name));
    for (const path of paths) {
      const file = await diskFiles.open(path);
      expect((await file.read(0, file.size)).includes('110101200001011234')).toBe(false);
      expect(file.size).toBeLessThanOrEqual(partOf(10));
      await file.close();
    }
    const opened = await openBundle(diskFiles, paths, readerOf(HUB));
    expect(await all(opened.entries())).toEqual(entries);
    await expect(
      writeBundle(diskFiles, target, aboutUp(), keysFor('device-1', 'hub-1'), entries),
    ).rejects.toMatchObject({ code: 'FILE_NOT_WRITABLE', params: { case: 'exists' } });
    expect(await diskFiles.list(target.folder)).toEqual([...names].sort());
  });

  test('of which one part is missing, twice there, or of another bundle is not taken', async () => {
    const disk = new MemoryDisk();
    const write = (name: string, bundle: string) =>
      writeBundle(
        disk.files,
        { folder: '/stick', name },
        aboutUp({ bundle }),
        keysFor('device-1', 'hub-1', Number.parseInt(bundle.slice(0, 2), 16)),
        [blob(Buffer.alloc(5 * CHUNK, name))],
        { partBytes: partOf(2) },
      );
    const [a1, a2, a3] = (await write('a', 'aa'.repeat(16))).map((name) => `/stick/${name}`);
    const [b1, b2, b3] = (await write('b', 'bb'.repeat(16))).map((name) => `/stick/${name}`);
    const open = (...paths: string[]) => openBundle(disk.files, paths, readerOf(HUB));
    const refused = (problem: string, more = {}) => ({
      code: 'BUNDLE_REFUSED',
      params: expect.objectContaining({ case: problem, ...more }),
    });
    await expect(open(a1!, a3!)).rejects.toMatchObject(refused('part', { part: 2 }));
    await expect(open(a2!, a3!)).rejects.toMatchObject(refused('part', { part: 1 }));
    await expect(open(a1!, a2!)).rejects.toMatchObject(refused('part', { part: 3 }));
    await expect(open(a1!, a2!, a2!, a3!)).rejects.toMatchObject(refused('mixed'));
    await expect(open(a1!, b2!, a3!)).rejects.toMatchObject(refused('mixed'));
    await expect(open(a1!, b2!, b3!)).rejects.toMatchObject(refused('mixed'));
    expect((await listBundles(disk.files, [a1!, b3!, a3!, b1!])).bundles.map(({ paths }) => paths)).toEqual([
      [a1, a3],
      [b3, b1],
    ]);
  });

  test('that is not meant for whoever reads it says so', async () => {
    const disk = new MemoryDisk();
    const cases: [
      string,
      Parameters<typeof aboutUp>[0],
      [string, string],
      ReturnType<typeof readerOf>,
      string,
    ][] = [
      [
        'other-device',
        { to: { role: 'device', id: 'device-2' } },
        ['hub-1', 'device-2'],
        readerOf(DEVICE),
        'down',
      ],
      ['other-key', {}, ['hub-1', 'device-1'], readerOf(DEVICE, 'device-2'), 'down'],
      ['other-hub', { hub: 'another' }, ['hub-1', 'device-1'], readerOf(DEVICE), 'down'],
      [
        'unknown-sender',
        { from: { role: 'hub', id: 'nobody' } },
        ['hub-1', 'device-1'],
        readerOf(DEVICE),
        'down',
      ],
      ['unsigned', {}, ['device-2', 'device-1'], readerOf(DEVICE), 'down'],
      ['direction', {}, ['hub-1', 'device-1'], readerOf(HUB), 'down'],
      ['direction', {}, ['device-1', 'hub-1'], readerOf(DEVICE), 'up'],
      ['direction', { mids: [14, 11] }, ['device-1', 'hub-1'], readerOf(HUB), 'up'],
      ['direction', { range: null }, ['hub-1', 'device-1'], readerOf(DEVICE), 'down'],
      ['direction', { kind: 'up', mids: [1, 2] }, ['hub-1', 'device-1'], readerOf(DEVICE), 'down'],
    ];
    for (const [index, [problem, changes, [from, to], reader, kind]] of cases.entries()) {
      const about = kind === 'up' ? aboutUp(changes) : aboutDown(changes);
      const target = { folder: '/stick', name: `case-${index}` };
      const [name] = await writeBundle(disk.files, target, about, keysFor(from, to), []);
      await expect(openBundle(disk.files, [`/stick/${name}`], reader), problem).rejects.toMatchObject({
        code: 'BUNDLE_REFUSED',
        params: { case: problem, file: name },
      });
    }
  });

  test('is taken in its turn, and what is here already does no harm', () => {
    const hub = { epoch: 'e1', mid: 10, token: '', seq: 0 };
    const refused = (params: object) => expect.objectContaining({ code: 'BUNDLE_REFUSED', params });
    expect(placeOfBundle(aboutUp(), hub)).toBe('take');
    expect(placeOfBundle(aboutUp(), { ...hub, mid: 12 })).toBe('take');
    expect(placeOfBundle(aboutUp(), { ...hub, mid: 14 })).toBe('already');
    expect(() => placeOfBundle(aboutUp(), { ...hub, mid: 9 })).toThrow(
      refused({ case: 'order', number: 3, after: 2 }),
    );
    expect(() => placeOfBundle(aboutUp(), { ...hub, epoch: 'e2' })).toThrow(
      refused({ case: 'epoch', number: 3 }),
    );
    const device = { epoch: 'e1', mid: 0, token: 't.40', seq: 40 };
    expect(placeOfBundle(aboutDown(), device)).toBe('take');
    expect(placeOfBundle(aboutDown(), { ...device, seq: 50 })).toBe('take');
    expect(placeOfBundle(aboutDown(), { ...device, seq: 60 })).toBe('already');
    expect(() => placeOfBundle(aboutDown(), { ...device, seq: 39 })).toThrow(
      refused({ case: 'order', number: 3, after: 2 }),
    );
    // Only where a device is: of any number, and any time.
    expect(placeOfBundle(aboutUp({ mids: null }), { ...hub, mid: 0, epoch: 'e2' })).toBe('take');
    const later = { ...device, epoch: 'e0' };
    expect(() => placeOfBundle(aboutDown(), later)).toThrow(refused({ case: 'rewound', number: 3 }));
    const earlier = { ...device, epoch: 'e2', past: ['e0', 'e1'] };
    expect(() => placeOfBundle(aboutDown(), earlier)).toThrow(refused({ case: 'epoch', number: 3 }));
    const whole = aboutDown({ range: { from: null, to: { token: 't.60', seq: 60 } } });
    expect(placeOfBundle(whole, later)).toBe('take');
    expect(placeOfBundle(whole, { ...device, seq: 50 })).toBe('take');
    // One of before must not bring back what the device has got rid of since.
    expect(placeOfBundle(whole, { ...device, seq: 60 })).toBe('already');
    expect(() => placeOfBundle(whole, earlier)).toThrow(refused({ case: 'epoch', number: 3 }));
  });
});

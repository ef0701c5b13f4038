import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openByteSource } from '../../electron/archive/byteSource.ts';
import { openZip } from '../../electron/archive/openZip.ts';
import {
  type BackupManifest,
  MANIFEST_ENTRY,
  RING_ENTRY,
  STORE_ENTRY,
} from '../../electron/core/backup/backupFile.ts';
import { readBackupRing, verifyBackup } from '../../electron/core/backup/verifyBackup.ts';
import { type KeyRing, keyRingText } from '../../electron/security/keyRing.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { type RawZipEntry, rawZip } from '../fixtures/rawZip.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { FUZZ_SEED, TIMES } from '../harness/fuzzBudget.ts';
import { spoil } from '../harness/spoil.ts';
import { testKey } from '../harness/testKey.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Refused {
  error?: { code: string; message: string; hint: string };
}
type Parts = Map<string, Buffer>;

const folder = folderForAll();
const dataDir = join(folder, 'data');
const backup = join(folder, 'whole.xueji');
const desk = <T = Refused>(...args: string[]) => xuejiInside<T>(...args, '--data', dataDir, '--json');
const reading = { signal: new AbortController().signal, onProgress: () => undefined };

let whole: Parts;
/** Backup of another school's store. */
let other: Parts;
let kept: string;

beforeAll(async () => {
  expect((await desk('demo', '--students', '30')).code).toBe(0);
  expect((await desk('backup', '--to', backup)).code).toBe(0);
  whole = await partsOf(backup);
  const [otherDir, otherFile] = [join(folder, 'other'), join(folder, 'other.xueji')];
  const inOther = ['--data', otherDir, '--json'];
  await xuejiInside('init', '--school-code', '10001', '--school-name', '别的学校', ...inOther);
  expect((await xuejiInside('backup', '--to', otherFile, ...inOther)).code).toBe(0);
  other = await partsOf(otherFile);
  const place = join(folder, 'kept');
  expect((await desk('backup', 'schedule', '--folder', place)).code).toBe(0);
  expect((await desk('backup', 'now')).code).toBe(0);
  const [store] = readdirSync(place);
  const [name] = readdirSync(join(place, store!)).filter((one) => /^\d/.test(one));
  kept = join(place, store!, name!);
}, 180_000);

describe('a backup file', () => {
  it('is whole to begin with: its parts, put together anew, are restored', async () => {
    const blobs = [...whole.keys()].filter((name) => name.startsWith('blobs/'));
    expect([...whole.keys()].filter((name) => !blobs.includes(name)).sort()).toEqual(
      [RING_ENTRY, STORE_ENTRY, MANIFEST_ENTRY].sort(),
    );
    expect(blobs.length).toBeGreaterThan(2);
    expect((await desk('restore', written(zipOf(whole)))).code).toBe(0);
    // Takes its new name, so that what is compared from here on is a store at rest.
    expect((await desk('students', '--limit', '1')).code).toBe(0);
  });

  const blobName = () => [...whole.keys()].filter((name) => name.startsWith('blobs/'));
  const lie = (change: (manifest: Record<string, unknown>) => unknown) =>
    changed(MANIFEST_ENTRY, (bytes) => JSON.stringify(change(JSON.parse(bytes.toString('utf8')))));
  const ring = (change: (ring: KeyRing) => KeyRing) =>
    changed(RING_ENTRY, (bytes) => {
      const { check: _, ...said } = JSON.parse(bytes.toString('utf8'));
      return keyRingText(change(said));
    });
  const SPOILED: [string, () => Buffer, RegExp][] = [
    ['an empty file', () => Buffer.alloc(0), /FILE_UNKNOWN/],
    ['its head alone', () => zipOf(whole).subarray(0, 30), /FILE_UNKNOWN/],
    ['cut in the middle', () => zipOf(whole).subarray(0, zipOf(whole).length >> 1), /FILE_UNKNOWN/],
    ['without the last byte', () => zipOf(whole).subarray(0, -1), /FILE_UNKNOWN/],
    ['a list of entries that begins elsewhere', () => flipped(zipOf(whole), -6), /FILE_UNKNOWN/],
    ['a first byte changed', () => flipped(zipOf(whole), 0), /FILE_(DAMAGED|UNKNOWN)/],
    ['a store with one bit changed', () => changed(STORE_ENTRY, (one) => flipped(one, 5000)), /FILE_DAMAGED/],
    ['a store of nothing', () => changed(STORE_ENTRY, () => ''), /FILE_DAMAGED/],
    ['no store', () => without(STORE_ENTRY), /FILE_DAMAGED/],
    [
      'a photo with one bit changed',
      () => changed(blobName()[0]!, (one) => flipped(one, 40)),
      /FILE_DAMAGED/,
    ],
    ['two photos in each other’s place', () => swapped(blobName()[0]!, blobName()[1]!), /FILE_DAMAGED/],
    ['a photo too few', () => without(blobName()[0]!), /FILE_DAMAGED/],
    ['the ring of another store', () => changed(RING_ENTRY, () => other.get(RING_ENTRY)!), /FILE_DAMAGED/],
    [
      'a ring with a flipped bit',
      () => changed(RING_ENTRY, (one) => flipped(one, 60)),
      /FILE_DAMAGED|KEY_RING/,
    ],
    ['a ring that is no ring', () => changed(RING_ENTRY, () => '[]'), /FILE_DAMAGED/],
    [
      'a ring of a megabyte',
      () => changed(RING_ENTRY, (one) => `${one}${' '.repeat(2 ** 20)}`),
      /FILE_UNSAFE/,
    ],
    ['a ring of a later version', () => ring((said) => ({ ...said, format: 9 })), /KEY_RING/],
    [
      'a ring whose passphrase would take all memory',
      () =>
        ring((said) => ({
          ...said,
          slots: [
            {
              kind: 'passphrase',
              wrapped: 'AAAA',
              salt: 'AAAA',
              memoryKiB: 2 ** 40,
              passes: 1,
              lanes: 1,
            },
          ],
        })),
      /FILE_DAMAGED/,
    ],
    ['no ring', () => without(RING_ENTRY), /FILE_DAMAGED|KEY|STORE/],
    ['no manifest', () => without(MANIFEST_ENTRY), /FILE_UNKNOWN/],
    ['a manifest that is no JSON', () => changed(MANIFEST_ENTRY, () => '{"format":'), /FILE_DAMAGED/],
    ['a manifest nested very deep', () => changed(MANIFEST_ENTRY, () => '['.repeat(60_000)), /FILE_DAMAGED/],
    ['a manifest of a megabyte', () => lie((said) => ({ ...said, x: 'x'.repeat(2 ** 20) })), /FILE_UNKNOWN/],
    ['a manifest with numbers as texts', () => lie((said) => ({ ...said, photos: '5' })), /FILE_DAMAGED/],
    ['a manifest of a later version', () => lie((said) => ({ ...said, format: 2 })), /STORE_NEWER/],
    ['a manifest that calls it plain', () => lie((said) => ({ ...said, sealed: false })), /FILE_DAMAGED/],
    [
      'the store of another school, and a manifest that says so',
      () => {
        const store = other.get(STORE_ENTRY)!;
        const store256 = createHash('sha256').update(store).digest('hex');
        const manifest = { ...manifestOf(whole), store: store256 };
        return zipOf(new Map([...whole, [STORE_ENTRY, store], [MANIFEST_ENTRY, json(manifest)]]));
      },
      /FILE_DAMAGED/,
    ],
    [
      'a text for a store, and a manifest that says so',
      () => {
        const store = Buffer.from('x'.repeat(8192));
        const manifest = { ...manifestOf(whole), store: createHash('sha256').update(store).digest('hex') };
        return zipOf(new Map([...whole, [STORE_ENTRY, store], [MANIFEST_ENTRY, json(manifest)]]));
      },
      /FILE_DAMAGED/,
    ],
    ['a backup within a zip', () => rawZip([{ name: 'a.xueji', data: zipOf(whole) }]), /FILE_UNKNOWN/],
    [
      'the store twice',
      () => zipOf(whole, [{ name: STORE_ENTRY, data: whole.get(STORE_ENTRY)! }]),
      /FILE_DAMAGED/,
    ],
    [
      'a file that leads out of the folder',
      () => zipOf(whole, [{ name: '../../out', data: 'x' }]),
      /FILE_UNSAFE/,
    ],
    ['a file that no backup holds', () => zipOf(whole, [{ name: 'autorun.inf', data: 'x' }]), /FILE_UNSAFE/],
    [
      'a photo that unfolds to 400 MB',
      () => zipOf(withoutPart(blobName()[0]!), [bomb(blobName()[0]!, 400 * 2 ** 20)]),
      /FILE_UNSAFE/,
    ],
    [
      'a store that unfolds without end',
      () => zipOf(withoutPart(STORE_ENTRY), [bomb(STORE_ENTRY, 64 * 2 ** 20)]),
      /FILE_UNSAFE/,
    ],
    [
      'a store that is longer than it says',
      () => zipOf(withoutPart(STORE_ENTRY), [{ name: STORE_ENTRY, data: whole.get(STORE_ENTRY)!, size: 10 }]),
      /FILE_UNSAFE/,
    ],
  ];

  it.each(SPOILED)(
    '%s is told, and the store stays as it was',
    { timeout: 120_000 },
    async (_, make, code) => {
      const before = standing();
      const refused = await desk('restore', written(make()));
      expect([3, 4]).toContain(refused.code);
      expect(refused.json.error?.code).toMatch(code);
      expectSaid(refused.json);
      expect(standing()).toEqual(before);
      expect(existsSync(join(folder, 'out'))).toBe(false);
    },
  );

  it('spoiled anywhere is whole or refused, never something else', { timeout: 120_000 * TIMES }, async () => {
    const bytes = readFileSync(backup);
    const key = testKey(dataDir);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(2 ** 31 - 1)), fc.nat(4), async (numbers, how) => {
        const file = written(spoil(bytes, how, () => numbers.next().value!));
        const seen = new Map<string, string>();
        try {
          await readBackupRing(file, reading.signal);
          const digest = createHash('sha256');
          await verifyBackup(file, key, reading, {
            store: (piece) => void digest.update(piece),
            photo: (photo) => void seen.set(createHash('sha256').update(photo).digest('hex'), ''),
          });
          // What is called whole is what was written, to the byte.
          expect(digest.digest('hex')).toBe(manifestOf(whole).store);
          expect(seen.size).toBe(manifestOf(whole).photos);
        } catch (error) {
          if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
        }
      }),
      { seed: FUZZ_SEED, numRuns: 80 * TIMES, endOnFailure: true },
    );
  });

  it('the store is sound after all that', async () => {
    expect((await desk('check')).code).toBe(0);
    expect(readdirSync(dataDir)).not.toContain('restoring');
  });
});

describe('a rolling backup', () => {
  const SPOILED: [string, (at: string) => void, RegExp][] = [
    [
      'its store changed',
      (at) => rewrite(join(at, 'store.sqlite'), (one) => flipped(one, 9000)),
      /FILE_DAMAGED/,
    ],
    ['its store gone', (at) => rmSync(join(at, 'store.sqlite')), /FILE_DAMAGED/],
    ['its list of photos gone', (at) => rmSync(join(at, 'photos.txt')), /FILE_DAMAGED/],
    [
      'names for photos that lead elsewhere',
      (at) => writeFileSync(join(at, 'photos.txt'), '../../../../etc/passwd\n'),
      /FILE_DAMAGED/,
    ],
    [
      'a list of photos of another kind',
      (at) => writeFileSync(join(at, 'photos.txt'), Buffer.alloc(2000, 7)),
      /FILE_DAMAGED/,
    ],
    ['a manifest of nothing', (at) => writeFileSync(join(at, 'xueji-backup.json'), ''), /FILE_DAMAGED/],
    ['a ring of nothing', (at) => writeFileSync(join(at, 'keys.json'), '{}'), /KEY_RING/],
    [
      'the ring of another store',
      (at) => writeFileSync(join(at, 'keys.json'), other.get(RING_ENTRY)!),
      /FILE_DAMAGED/,
    ],
    ['a photo changed', (at) => spoilAPhoto(join(at, '..')), /FILE_DAMAGED/],
  ];
  it.each(SPOILED)('with %s is told, and the store stays as it was', async (_, change, code) => {
    const store = join(folder, `kept-${createHash('sha1').update(_).digest('hex').slice(0, 8)}`);
    cpSync(join(kept, '..'), store, { recursive: true });
    const at = join(store, readdirSync(store).find((name) => /^\d/.test(name))!);
    change(at);
    const before = standing();
    const refused = await desk('restore', at);
    expect([3, 4]).toContain(refused.code);
    expect(refused.json.error?.code).toMatch(code);
    expectSaid(refused.json);
    expect(standing()).toEqual(before);
  });
});

describe('the key ring of a data folder', () => {
  const place = (name: string) => join(dataDir, name);
  const both = ['keys.json', 'keys.copy.json'];
  const spoilers: [string, () => Buffer | string][] = [
    ['nothing', () => ''],
    ['half of it', () => keysText().slice(0, keysText().length >> 1)],
    ['a list', () => '[]'],
    ['null', () => 'null'],
    ['brackets without end', () => '['.repeat(500_000)],
    ['names of prototypes', () => '{"__proto__":{"slots":[]},"constructor":1,"check":"x"}'],
    ['bytes that are no text', () => Buffer.alloc(3000, 0xfe)],
    ['a digit changed', () => keysText().replace(/"format": 1/, '"format": 0')],
    ['a ring without ways', () => keyRingText({ ...ringNow(), slots: [] })],
  ];

  it.each(spoilers)('%s in one place is mended from its copy, in both is told and left', async (_, make) => {
    const text = keysText();
    const broken = make();
    for (const name of both) {
      writeFileSync(place(name), broken);
      expect((await desk('students', '--limit', '1')).code).toBe(0);
      expect(both.map((one) => readFileSync(place(one), 'utf8'))).toEqual([text, text]);
    }
    for (const name of both) writeFileSync(place(name), broken);
    const store = readFileSync(place('store.sqlite'));
    for (const args of [
      ['students'],
      ['check'],
      ['init', '--school-code', '10000', '--school-name', '新'],
      ['recover', '--explain'],
      ['restore', backup],
      ['key', 'status'],
    ]) {
      const refused = await desk(...args);
      expect([args[0], refused.json.error?.code]).toEqual([args[0], 'KEY_RING']);
      expectSaid(refused.json);
    }
    // Nothing was made anew over it: the store opens again once the ring is brought back.
    expect(both.map((one) => readFileSync(place(one)).equals(Buffer.from(broken as string)))).toEqual([
      true,
      true,
    ]);
    expect(readFileSync(place('store.sqlite')).equals(store)).toBe(true);
    for (const name of both) writeFileSync(place(name), text);
    expect((await desk('check')).code).toBe(0);
  });

  it('a folder in its place is told', async () => {
    const text = keysText();
    for (const name of both) {
      rmSync(place(name));
      mkdirSync(place(name));
    }
    const refused = await desk('students');
    expect([3, 4]).toContain(refused.code);
    expectSaid(refused.json);
    for (const name of both) {
      rmSync(place(name), { recursive: true });
      writeFileSync(place(name), text);
    }
    expect((await desk('check')).code).toBe(0);
  });

  const ringNow = () => {
    const { check: _, ...said } = JSON.parse(keysText());
    return said as KeyRing;
  };
  const keysText = () => readFileSync(place('keys.json'), 'utf8');
});

/** A sentence for a person, of no machine. */
function expectSaid({ error }: Refused): void {
  expect(error?.code).not.toBe('INTERNAL');
  expect(`${error?.message}${error?.hint}`).toMatch(/[\u4e00-\u9fff]{4}/);
  expect(`${error?.message}${error?.hint}`).not.toMatch(/\{\{|undefined|\[object|node_modules|Error:/);
}

/** What a refused restore may not have touched. */
function standing(): Record<string, string> {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm)$|\.lock$|log/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.map((file) => [
      file.slice(dataDir.length),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

async function partsOf(file: string): Promise<Parts> {
  const source = await openByteSource(file);
  try {
    const zip = await openZip(source);
    const parts: Parts = new Map();
    for (const entry of zip.entries) {
      const pieces: Buffer[] = [];
      for await (const piece of zip.chunks(entry)) pieces.push(piece);
      parts.set(entry.name, Buffer.concat(pieces));
    }
    return parts;
  } finally {
    await source.close();
  }
}

const zipOf = (parts: Parts, more: RawZipEntry[] = []) =>
  rawZip([...[...parts].map(([name, data]) => ({ name, data, stored: true })), ...more]);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const manifestOf = (parts: Parts) =>
  JSON.parse(parts.get(MANIFEST_ENTRY)!.toString('utf8')) as BackupManifest;
const changed = (name: string, change: (bytes: Buffer) => Buffer | string) =>
  zipOf(new Map([...whole, [name, Buffer.from(change(whole.get(name)!) as string)]]));
const withoutPart = (name: string): Parts => new Map([...whole].filter(([one]) => one !== name));
const without = (name: string) => zipOf(withoutPart(name));
const swapped = (one: string, two: string) =>
  zipOf(new Map([...whole, [one, whole.get(two)!], [two, whole.get(one)!]]));
/** Zeros, packed a thousand to one. */
const bomb = (name: string, bytes: number): RawZipEntry => ({ name, data: Buffer.alloc(bytes) });

/** `at` from the end where it is negative. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 1;
  return copy;
}

function rewrite(file: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(file, change(readFileSync(file)));
}

function spoilAPhoto(store: string): void {
  const [first] = readdirSync(join(store, 'blobs'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );
  rewrite(join(first!.parentPath, first!.name), (bytes) => flipped(bytes, bytes.length >> 1));
}

function written(bytes: Buffer): string {
  const file = join(folder, 'spoiled.xueji');
  writeFileSync(file, bytes);
  return file;
}

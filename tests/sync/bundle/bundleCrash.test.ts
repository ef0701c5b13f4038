import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { BundleEntry } from '../../../electron/sync/bundle/bundleEntry.ts';
import { openBundle } from '../../../electron/sync/bundle/openBundle.ts';
import {
  bundlePaths,
  devicesIn,
  folderOf,
  numberedName,
  sweepUnfinished,
  writtenBundles,
} from '../../../electron/sync/bundle/sharedFolder.ts';
import { partName, writeBundle } from '../../../electron/sync/bundle/writeBundle.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { aboutUp, all, blob, HUB, keysFor, readerOf } from './bundleParties.ts';
import { MemoryDisk } from './MemoryDisk.ts';

const CHUNK = 64 * 1024;
const SMALL_PART = 64 * 1024 + 1024 * 1024 + CHUNK + 16;

/** Bytes that are always the same. */
const noise = (word: string, length: number) =>
  Buffer.concat(
    Array.from({ length: Math.ceil(length / 32) }, (_, at) =>
      createHash('sha256').update(`${word}${at}`).digest(),
    ),
  ).subarray(0, length);
const ENTRIES: BundleEntry[] = [
  { kind: 'message', name: 'push', text: '核对'.repeat(5000) },
  blob(noise('one', 2 * CHUNK)),
  blob(noise('two', 500)),
];
const FOLDER = folderOf('/share', 'in', 'device-1');
const NAME = numberedName('up', 3);

const write = (disk: MemoryDisk) =>
  writeBundle(disk.files, { folder: FOLDER, name: NAME }, aboutUp(), keysFor('device-1', 'hub-1'), ENTRIES, {
    partBytes: SMALL_PART,
  });

/** What a reader finds under names of bundles: the whole of it, or a refusal. */
async function readAgain(disk: MemoryDisk): Promise<'whole' | string> {
  const paths = await bundlePaths(disk.files, FOLDER);
  if (paths.length === 0) return 'nothing';
  try {
    const opened = await openBundle(disk.files, paths, readerOf(HUB));
    expect(await all(opened.entries())).toEqual(ENTRIES);
    return 'whole';
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return String(error.params.case);
  }
}

describe('a bundle whose writer is killed', () => {
  test('before any one of its operations leaves the whole of it or nothing that is taken', async () => {
    const seen = new Map<string, number>();
    let points = 0;
    for (let at = 1; ; at++) {
      const disk = new MemoryDisk();
      if (!(await disk.killedAt(at, () => write(disk)))) break;
      points += 1;
      const found = await readAgain(disk);
      seen.set(found, (seen.get(found) ?? 0) + 1);
      // Until all have their names a part is missing; what was killed behind that is whole.
      expect(['nothing', 'part', 'whole']).toContain(found);
      await sweepUnfinished(disk.files, FOLDER);
      if (found === 'whole') {
        expect(await readAgain(disk)).toBe('whole');
        continue;
      }
      expect(disk.names(FOLDER)).toEqual([]);
      await write(disk);
      expect(await readAgain(disk)).toBe('whole');
    }
    expect(points).toBeGreaterThan(30);
    expect([...seen.keys()].sort()).toEqual(['nothing', 'part', 'whole']);
  });

  test('by a power cut, with what was not flushed torn anywhere, as well', async () => {
    const found = new Set<string>();
    for (let at = 1; ; at++) {
      const killed = new MemoryDisk();
      const ended = !(await killed.killedAt(at, () => write(killed)));
      for (const torn of [0, 0.3, 0.99, 1]) {
        // How many of the renames outlast it: none, some, all.
        for (const renamed of [0, 1, 2, 9]) {
          const disk = new MemoryDisk();
          await disk.killedAt(at, () => write(disk));
          disk.cutPower(torn, renamed);
          const what = await readAgain(disk);
          found.add(what);
          expect(['nothing', 'part', 'whole']).toContain(what);
          // Whoever was told that it is written has it.
          if (ended) expect(what).toBe('whole');
        }
      }
      if (ended) break;
    }
    expect([...found].sort()).toEqual(['nothing', 'part', 'whole']);
  });

  test('while it swept is swept the next time', async () => {
    for (let at = 1; ; at++) {
      const disk = new MemoryDisk();
      // Two parts have their name, the last one has none.
      await write(disk);
      const last = partName(NAME, 3);
      await disk.files.rename(`${FOLDER}/${last}`, `${FOLDER}/.${last}.tmp`);
      const ended = !(await disk.killedAt(at, () => sweepUnfinished(disk.files, FOLDER)));
      await sweepUnfinished(disk.files, FOLDER);
      expect(disk.names(FOLDER)).toEqual([]);
      if (ended) break;
    }
  });
});

describe('a bundle that cannot be written to its end', () => {
  test('because any one operation fails leaves nothing behind, and tells why', async () => {
    for (let at = 1; ; at++) {
      const disk = new MemoryDisk();
      const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      // The operation fails, and those behind it do not.
      disk.failAt(at, full);
      let failed = false;
      try {
        await write(disk);
      } catch (error) {
        expect(error).toBe(full);
        failed = true;
      }
      disk.failAt(0, full);
      expect(disk.names(FOLDER).length === 0 || !failed).toBe(true);
      if (!failed) {
        expect(await readAgain(disk)).toBe('whole');
        break;
      }
    }
  });

  test('because the stick keeps something else is told', async () => {
    const disk = new MemoryDisk();
    const { open } = disk.files;
    disk.files.open = async (path) => {
      const file = await open(path);
      return {
        ...file,
        read: async (at, length) => {
          const bytes = await file.read(at, length);
          if (bytes.length > 100) bytes[100]! ^= 4;
          return bytes;
        },
      };
    };
    await expect(write(disk)).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      params: { case: 'reread', file: 'up-000003.xjs' },
    });
    expect(disk.names(FOLDER)).toEqual([]);
  });

  test('because it was cancelled leaves nothing', async () => {
    const disk = new MemoryDisk();
    const stop = new AbortController();
    const writing = writeBundle(
      disk.files,
      { folder: FOLDER, name: NAME },
      aboutUp(),
      keysFor('device-1', 'hub-1'),
      ENTRIES,
      { partBytes: SMALL_PART, signal: stop.signal, onBytes: () => stop.abort() },
    );
    await expect(writing).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(disk.names(FOLDER)).toEqual([]);
  });
});

describe('a shared folder', () => {
  test('has one writer for every file, and knows what is not a bundle from what is', async () => {
    const disk = new MemoryDisk();
    await write(disk);
    disk.put(`${FOLDER}/工资表.xlsx`, Buffer.from('x'));
    disk.put(`${FOLDER}/copy of up-000003.xjs`, Buffer.from('x'));
    expect(await writtenBundles(disk.files, FOLDER)).toEqual([
      {
        ...{ kind: 'up', number: 3 },
        paths: [1, 2, 3].map((part) => `${FOLDER}/${partName(NAME, part)}`).sort(),
      },
    ]);
    expect(await bundlePaths(disk.files, FOLDER)).toHaveLength(4);
    // Whole bundles, and whatever else lies there, are left alone.
    expect(await sweepUnfinished(disk.files, FOLDER)).toBe(0);
    expect(disk.names(FOLDER)).toHaveLength(5);
  });

  test('never leads out of itself', async () => {
    const tricks = ['..', '../x', 'a/b', 'a\\b', '', '.', 'C:', 'a\u0000', '设备', 'a'.repeat(65), 'con.txt'];
    for (const device of tricks) expect(() => folderOf('/share', 'out', device), device).toThrow(TypeError);
    const disk = new MemoryDisk();
    for (const name of ['device-1', '..', 'a b', 'x.tmp']) disk.put(`/share/in/${name}`, Buffer.alloc(0));
    expect(await devicesIn(disk.files, '/share', 'in')).toEqual(['device-1']);
  });
});

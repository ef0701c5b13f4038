import { expect, it } from 'vitest';
import { refuseBundle } from '../../../electron/sync/bundle/refuseBundle.ts';
import { folderOf, numberedName } from '../../../electron/sync/bundle/sharedFolder.ts';
import { sweepWritten } from '../../../electron/sync/bundle/sweepWritten.ts';
import { takeShared } from '../../../electron/sync/bundle/takeShared.ts';
import { writeBundle } from '../../../electron/sync/bundle/writeBundle.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { aboutUp, keysFor } from './bundleParties.ts';
import { MemoryDisk } from './MemoryDisk.ts';

/** What both sides of a shared folder go by: what is taken from it, and what is taken away again. */
const FOLDER = folderOf('/share', 'in', 'device-1');
const idOf = (number: number) => String(number).padStart(32, '0');

async function written(...numbers: number[]): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  for (const number of numbers) await write(disk, number);
  return disk;
}

async function write(disk: MemoryDisk, number: number, device = 'device-1'): Promise<void> {
  const about = aboutUp({ number, bundle: idOf(number), from: { role: 'device', id: device } });
  const place = { folder: FOLDER, name: numberedName('up', number) };
  await writeBundle(disk.files, place, about, keysFor(device, 'hub-1', number), []);
}

const named = (number: number) => `${numberedName('up', number)}.xjs`;
/** Takes what lies there, and says which, in its order. */
async function turn(
  disk: MemoryDisk,
  taken: readonly string[] = [],
  fails: (path: string) => void = () => undefined,
) {
  return takeShared(disk.files, FOLDER, { from: 'device-1', taken }, async ([path]) => {
    fails(path!);
    return path!.slice(FOLDER.length + 1);
  });
}

it('takes what lies there once, oldest first, and of its own device alone', async () => {
  const disk = await written(1_000_000, 3, 2);
  await write(disk, 4, 'device-2');
  const first = await turn(disk);
  expect(first).toMatchObject({ took: [2, 3, 1_000_000].map(named), refused: [] });
  expect(first.taken).toEqual([2, 3, 1_000_000].map(idOf));
  expect(await turn(disk, first.taken)).toEqual({ took: [], refused: [], taken: first.taken });
});

it('remembers what was taken, and not what was refused or had gone meanwhile: that is looked at again', async () => {
  const disk = await written(1, 2, 3, 4);
  const turned = await turn(disk, [], (path) => {
    if (path.endsWith(named(2))) refuseBundle('damaged', { file: named(2) });
    if (path.endsWith(named(3))) throw new AppError('FILE_NOT_FOUND', { file: named(3) });
  });
  expect(turned.took).toEqual([1, 4].map(named));
  expect(turned.refused.map(({ names }) => names)).toEqual([[named(2)]]);
  expect(turned.taken).toEqual([1, 4].map(idOf));
  expect((await turn(disk, turned.taken)).took).toEqual([2, 3].map(named));
});

it('ends with anything else that goes wrong, and forgets nothing over it', async () => {
  const disk = await written(1, 2);
  const full = new AppError('STORE_FULL');
  const failing = turn(disk, [], () => {
    throw full;
  });
  await expect(failing).rejects.toBe(full);
});

it('remembers the last names, as many as ever lie in one folder', async () => {
  const disk = await written(41, 42);
  const before = Array.from({ length: 40 }, (_, at) => idOf(at + 1));
  const { taken } = await turn(disk, before);
  expect(taken).toHaveLength(20);
  expect(taken.slice(-3)).toEqual([40, 41, 42].map(idOf));
  expect((await turn(disk, taken)).took).toEqual([]);
});

it('leaves the last two of what the other side has not said to have, by number and not by name', async () => {
  const disk = await written(999_998, 999_999, 1_000_000, 1_000_001);
  expect(await sweepWritten(disk.files, FOLDER, () => false)).toBe(2);
  expect(disk.names(FOLDER)).toEqual([1_000_000, 1_000_001].map(named));
});

it('leaves all of two, and takes away what the other side has said to have', async () => {
  const disk = await written(7, 8);
  expect(await sweepWritten(disk.files, FOLDER, () => false)).toBe(0);
  expect(await sweepWritten(disk.files, FOLDER, ({ number }) => number === 8)).toBe(1);
  expect(disk.names(FOLDER)).toEqual([named(7)]);
});

it('does not take for had what it can’t read: the other side may be copying it', async () => {
  const disk = await written(7);
  disk.put(`${FOLDER}/${named(8)}`, Buffer.from('XJSYNC1\n'));
  expect(await sweepWritten(disk.files, FOLDER, () => true)).toBe(1);
  expect(disk.names(FOLDER)).toEqual([named(8)]);
});

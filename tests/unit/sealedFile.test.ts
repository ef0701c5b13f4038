import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { openByteSource } from '../../electron/archive/byteSource.ts';
import { piecesOf, sizeOf, wholeOf } from '../../electron/archive/piecesOf.ts';
import { type SealedFile, sealedFileAt, sealingStream } from '../../electron/archive/sealedFile.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const CHUNK = 64 * 1024;

async function sealed(plain: Buffer, piece: number): Promise<SealedFile> {
  const file = sealedFileAt(join(temporaryFolder(), 'file'));
  const pieces: Buffer[] = [];
  for (let at = 0; at < plain.length; at += piece) pieces.push(plain.subarray(at, at + piece));
  await pipeline(Readable.from(pieces), sealingStream(file));
  return file;
}

describe('a sealed file', () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7, 1_000_003])(
    'of %d bytes is read as it was written, however it was written',
    async (size) => {
      const plain = randomBytes(size);
      for (const piece of [1000, CHUNK, 300_000]) {
        const file = await sealed(plain, piece);
        expect((await wholeOf(file)).equals(plain)).toBe(true);
        expect(await sizeOf(file)).toBe(size);
        const pieces: Buffer[] = [];
        for await (const one of piecesOf(file)) pieces.push(one);
        expect(Buffer.concat(pieces).equals(plain)).toBe(true);
      }
    },
  );

  test('is read from any place', async () => {
    const plain = randomBytes(5 * CHUNK + 123);
    const source = await openByteSource(await sealed(plain, 10_000));
    const places = [0, 1, CHUNK - 1, CHUNK, 2 * CHUNK - 3, 5 * CHUNK, plain.length - 1, plain.length];
    for (const at of places)
      for (const length of [0, 1, 5, CHUNK, CHUNK + 1, plain.length])
        expect((await source.read(at, length)).equals(plain.subarray(at, at + length))).toBe(true);
    // Several at once, as the entries of a zip are read.
    const read = await Promise.all(places.map((at) => source.read(at, 2 * CHUNK)));
    for (const [index, at] of places.entries())
      expect(read[index]!.equals(plain.subarray(at, at + 2 * CHUNK))).toBe(true);
    await source.close();
  });

  test('shows nothing of what is in it, and another key opens nothing', async () => {
    const plain = Buffer.from('张三,110101200001011234\n'.repeat(5000));
    const file = await sealed(plain, 4096);
    const bytes = readFileSync(file.path);
    expect(bytes.includes('110101200001011234')).toBe(false);
    expect(bytes.includes('张三')).toBe(false);
    const other = { ...file, key: sealedFileAt(file.path).key };
    await expect(wholeOf(other)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('that was altered, cut short, or whose pieces changed places is no other file', async () => {
    const file = await sealed(randomBytes(3 * CHUNK), CHUNK);
    const whole = readFileSync(file.path);
    const spoilt = Buffer.from(whole);
    spoilt[CHUNK + 100]! ^= 1;
    writeFileSync(file.path, spoilt);
    await expect(wholeOf(file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    const step = CHUNK + 16;
    const turned = [whole.subarray(step, 2 * step), whole.subarray(0, step), whole.subarray(2 * step)];
    writeFileSync(file.path, Buffer.concat(turned));
    await expect(wholeOf(file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    for (const length of [0, 5, step, 2 * step, 2 * step + 5]) {
      writeFileSync(file.path, whole);
      truncateSync(file.path, length);
      await expect(wholeOf(file), String(length)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    }
  });

  test('that could not be written to its end leaves its error to whoever writes', async () => {
    const file = sealedFileAt(join(temporaryFolder(), 'none', 'file'));
    const writing = pipeline(Readable.from([Buffer.from('x')]), sealingStream(file));
    await expect(writing).rejects.toMatchObject({ code: 'ENOENT' });
    const again = await sealed(Buffer.from('x'), 1);
    await expect(pipeline(Readable.from([]), sealingStream(again))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(statSync(again.path).size).toBe(17);
  });
});

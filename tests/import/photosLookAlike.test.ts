import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { drawPortrait } from '../../electron/demo/drawPortrait.ts';
import { groupLookAlikes } from '../../electron/photos/findLookAlikes.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import type { HeldPrint } from '../../electron/photos/photoLooks.ts';
import { isBlankPrint, PRINT_LENGTH, printDistance } from '../../electron/photos/photoPrint.ts';
import { ALIKE, indexPrints } from '../../electron/photos/printIndex.ts';

async function printOf(bytes: Uint8Array): Promise<Int8Array> {
  const measured = await measurePhoto(bytes);
  if (measured.kind !== 'photo' || measured.print === null) throw new Error(measured.kind);
  return measured.print;
}

const portrait = (seed: number) => drawPortrait({ seed, gender: seed % 2 ? '男' : '女', role: 'graduation' });

describe('the print of a photo', () => {
  test.each([
    ['saved with more loss', (photo: Buffer) => sharp(photo).jpeg({ quality: 35 })],
    ['half as large, with much loss', (photo: Buffer) => sharp(photo).resize(240).jpeg({ quality: 40 })],
    ['no larger than a stamp', (photo: Buffer) => sharp(photo).resize(150).jpeg()],
    ['a tenth brighter', (photo: Buffer) => sharp(photo).modulate({ brightness: 1.1 }).jpeg()],
    ['a quarter brighter', (photo: Buffer) => sharp(photo).modulate({ brightness: 1.25 }).jpeg()],
    ['a fifth darker', (photo: Buffer) => sharp(photo).modulate({ brightness: 0.8 }).jpeg()],
    ['with more contrast', (photo: Buffer) => sharp(photo).linear(1.2, 0).jpeg()],
    ['twice as large, as PNG', (photo: Buffer) => sharp(photo).resize(960).png()],
    ['without colour', (photo: Buffer) => sharp(photo).greyscale().jpeg()],
    [
      'lying, with a rotation mark',
      (photo: Buffer) => sharp(photo).rotate(90).withMetadata({ orientation: 8 }).jpeg(),
    ],
    ['progressive', (photo: Buffer) => sharp(photo).jpeg({ progressive: true })],
  ])('hardly changes when it is %s', async (how, change) => {
    let missed = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const photo = await portrait(seed);
      const changed = await change(photo).toBuffer();
      if (printDistance(await printOf(photo), await printOf(changed)) > ALIKE) missed += 1;
    }
    // Other weights of the colours bring one of these to the very edge.
    expect(missed).toBeLessThanOrEqual(how === 'without colour' ? 1 : 0);
  });

  test('is another for another person', async () => {
    const prints = await Promise.all([1, 2, 3, 4, 5, 6].map(async (seed) => printOf(await portrait(seed))));
    for (const [at, one] of prints.entries()) {
      for (const other of prints.slice(at + 1)) expect(printDistance(one, other)).toBeGreaterThan(ALIKE);
    }
  });

  test('says nothing of a blank sheet', async () => {
    const sheet = (background: string) =>
      sharp({ create: { width: 48, height: 64, channels: 3, background } })
        .png()
        .toBuffer();
    for (const colour of ['#fff', '#64c5ff', '#000'])
      expect(isBlankPrint(await printOf(await sheet(colour)))).toBe(true);
    expect(isBlankPrint(await printOf(await portrait(1)))).toBe(false);
  });
});

describe('the index of prints', () => {
  test('finds what comparing all with all finds', { timeout: 120_000 }, async () => {
    const drawn = await Promise.all(Array.from({ length: 60 }, async (_, seed) => portrait(seed + 1)));
    const again = await Promise.all(
      drawn.slice(0, 25).map((photo) => sharp(photo).resize(240).jpeg({ quality: 60 }).toBuffer()),
    );
    const prints: Int8Array[] = [];
    for (const photo of [...drawn, ...again]) prints.push(await printOf(photo));
    const index = indexPrints(prints);
    let pairs = 0;
    for (const print of prints) {
      const all = prints.flatMap((other, at) => (printDistance(print, other) <= ALIKE ? [at] : []));
      expect(index.near(print)).toEqual(all);
      pairs += all.length - 1;
    }
    expect(pairs).toBeGreaterThanOrEqual(30);
    const grouped = new Set(index.groups().flat());
    for (const [position, print] of prints.entries()) {
      expect(grouped.has(position)).toBe(index.near(print).length > 1);
    }
  });

  test('of nothing, of one print, of a thousand times the same', () => {
    expect(indexPrints([]).groups()).toEqual([]);
    const print = Int8Array.from({ length: PRINT_LENGTH }, (_, at) => (at * 37) % 100);
    expect(indexPrints([print]).groups()).toEqual([]);
    expect(indexPrints(Array.from({ length: 1000 }, () => print)).groups()).toEqual([
      Array.from({ length: 1000 }, (_, at) => at),
    ]);
  });
});

test('one student in both roles is told apart from two students', async () => {
  const held = async (
    student: string,
    seed: number,
    role: HeldPrint['role'],
    width = 480,
  ): Promise<HeldPrint> => ({
    student,
    name: student,
    idNumber: null,
    studentNo: null,
    role,
    hash: `${student}-${role}`,
    print: await printOf(
      await sharp(await portrait(seed))
        .resize(width)
        .jpeg()
        .toBuffer(),
    ),
  });
  const groups = groupLookAlikes([
    await held('a', 1, 'admission'),
    await held('a', 1, 'graduation', 300),
    await held('b', 2, 'graduation'),
    await held('c', 2, 'graduation', 240),
    await held('d', 3, 'graduation'),
  ]);
  expect(groups.map(({ kind, photos }) => [kind, photos.map(({ student }) => student)])).toEqual([
    ['students', ['b', 'c']],
    ['own', ['a', 'a']],
  ]);
});

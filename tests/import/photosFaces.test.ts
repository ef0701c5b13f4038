import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printFaces } from '../../electron/cli/print/printFaces.ts';
import { zh } from '../../electron/cli/text/zh.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { drawPortrait } from '../../electron/demo/drawPortrait.ts';
import { PhotoSession } from '../../electron/import/session/PhotoSession.ts';
import { openBlobStore } from '../../electron/photos/blobStore.ts';
import { checkFace } from '../../electron/photos/faces/checkFace.ts';
import { FaceFinder } from '../../electron/photos/faces/FaceFinder.ts';
import type { FaceMeasures } from '../../electron/photos/faces/faceMeasures.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { DEFAULT_PHOTO_PROFILE, photoStandardFor } from '../../electron/photos/photoProfiles.ts';
import type { Picture } from '../../electron/photos/picture.ts';
import { likenessHint } from '../../shared/domain/photoLikeness.ts';
import type { PhotoStandard } from '../../shared/domain/photoStandard.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const SLOW = 120_000;
const SAMPLES = join(import.meta.dirname, '../../node_modules/@vladmandic/human/assets/samples.jpg');
/** Rows of faces of some 100 px; in the first one man again and again. */
const FACES = join(
  import.meta.dirname,
  '../../node_modules/@vladmandic/human/assets/screenshot-facematch.jpg',
);
const portrait = (seed: number, role: 'graduation' | 'admission' = 'graduation') =>
  drawPortrait({ seed, gender: seed % 2 ? '男' : '女', role });

async function pictureOf(bytes: Uint8Array): Promise<Picture> {
  let picture: Picture | null = null;
  await measurePhoto(bytes, (pixels) => {
    picture = pixels;
  });
  if (picture === null) throw new Error('no picture');
  return picture;
}

describe('the face networks', () => {
  let finder: FaceFinder;
  const look = async (bytes: Uint8Array) => (await finder.find(await pictureOf(bytes)))!;
  beforeAll(async () => {
    const troubles: string[] = [];
    const opened = await FaceFinder.open((message) => troubles.push(message), { threads: 1 });
    expect(troubles).toEqual([]);
    finder = opened!;
  }, SLOW);
  afterAll(() => finder.close());

  test('find the one face of a portrait, with its eyes, cheeks and hair where they were drawn', {
    timeout: SLOW,
  }, async () => {
    const seen = await look(await portrait(1));
    expect(seen.faces).toBe(1);
    expect(Math.abs(seen.face!.eyes * 640 - 262)).toBeLessThan(14);
    expect(Math.abs(seen.face!.centre - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(seen.face!.tilt)).toBeLessThan(3);
    expect(seen.face!.cheeks * 480).toBeGreaterThan(180);
    expect(seen.face!.cheeks * 480).toBeLessThan(230);
    expect(seen.hairTop! * 640).toBeGreaterThan(60);
    expect(seen.hairTop! * 640).toBeLessThan(105);
  });

  test('see the same once a rotation mark is followed, and in half the size', { timeout: SLOW }, async () => {
    const upright = await look(await portrait(1));
    const turned = await sharp(await portrait(1))
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const small = await sharp(await portrait(1))
      .resize(240)
      .jpeg()
      .toBuffer();
    for (const seen of [await look(turned), await look(small)]) {
      expect(seen.faces).toBe(1);
      expect(Math.abs(seen.face!.eyes - upright.face!.eyes)).toBeLessThan(0.01);
      expect(Math.abs(seen.face!.cheeks - upright.face!.cheeks)).toBeLessThan(0.02);
    }
  });

  test('see none where there is none, two where there are two, and a head that leans', {
    timeout: SLOW,
  }, async () => {
    expect((await look(await drawJpeg())).faces).toBe(0);
    const sheet = await sharp({ create: { width: 480, height: 640, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect((await look(sheet)).faces).toBe(0);
    const both = await sharp({ create: { width: 960, height: 640, channels: 3, background: '#fff' } })
      .composite([
        { input: await portrait(1), left: 0, top: 0 },
        { input: await portrait(2), left: 480, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    expect(await look(both)).toMatchObject({ faces: 2, face: null });
    // Too small to be sure of at first sight, so the picture has to be looked at again.
    const behind = await sharp(await portrait(1))
      .composite([
        {
          input: await sharp(await portrait(2))
            .resize(120)
            .toBuffer(),
          left: 5,
          top: 10,
        },
      ])
      .jpeg()
      .toBuffer();
    expect(await look(behind)).toMatchObject({ faces: 2, face: null });
    const leaning = await sharp(await portrait(1))
      .rotate(15, { background: 'rgb(100,197,255)' })
      .jpeg()
      .toBuffer();
    expect(Math.abs((await look(leaning)).face!.tilt - 15)).toBeLessThan(5);
  });

  test.skipIf(!existsSync(SAMPLES))(
    'find a real face (of the samples that the package ships)',
    { timeout: SLOW },
    async () => {
      const cut = await sharp(SAMPLES)
        .extract({ left: 395, top: 14, width: 78, height: 104 })
        .resize(480)
        .png()
        .toBuffer();
      expect((await look(cut)).faces).toBe(1);
    },
  );

  test.skipIf(!existsSync(FACES))(
    'say that one real man is more alike in three photos than he is to others (of the samples that the package ships)',
    { timeout: SLOW },
    async () => {
      const cut = async (row: number, column: number) => {
        const left = Math.round(column * 106.6 + 2);
        const top = Math.round(row * 112.4 + 284);
        const face = sharp(FACES).extract({ left, top, width: 103, height: 104 }).resize(412, 416);
        const room = { top: 60, bottom: 60, left: 60, right: 60, background: '#888' };
        return pictureOf(await face.extend(room).png().toBuffer());
      };
      const [man, later, inSnow, other, woman] = await Promise.all([
        cut(0, 0),
        cut(0, 11),
        cut(0, 13),
        cut(3, 15),
        cut(2, 3),
      ]);
      const hint = async (one: Picture, two: Picture) =>
        likenessHint('face', (await finder.compare(one, two))!);
      expect(await hint(man!, later!)).toBe('alike');
      expect(await hint(later!, inSnow!)).toBe('alike');
      expect(await hint(man!, other!)).toBe('unlike');
      expect(await hint(later!, woman!)).toBe('unlike');
    },
  );

  test('say that one drawn person is more alike in both roles than another', { timeout: SLOW }, async () => {
    const [one, same, other] = await Promise.all(
      [portrait(1), portrait(1, 'admission'), portrait(4, 'admission')].map(async (bytes) =>
        pictureOf(await bytes),
      ),
    );
    const alike = await finder.compare(one!, same!);
    expect(alike).toBeGreaterThan(0.85);
    expect(await finder.compare(one!, other!)).toBeLessThan(alike!);
    expect(await finder.compare(one!, await pictureOf(await drawJpeg()))).toBeNull();
  });

  test('tell when they are not there, and nothing else fails', { timeout: SLOW }, async () => {
    const troubles: string[] = [];
    const none = await FaceFinder.open((message) => troubles.push(message), {
      threads: 1,
      models: temporaryFolder(),
    });
    expect(none).toBeNull();
    // Whichever file of whichever network is missed first.
    expect(troubles).toEqual([expect.stringMatching(/no such file.*\.(json|bin)/)]);
  });

  test('tell an import of photos why they are not there, in its own sentence', {
    timeout: SLOW,
  }, async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '20230001.jpg'), await drawJpeg());
    const db = openDatabase(join(folder, 'data'), STORE_KEY);
    const files = [{ path: join(folder, '20230001.jpg'), name: '20230001.jpg' }];
    const about = {
      session: 's',
      kind: 'photos',
      source: 'chsi',
      role: 'graduation',
      campaign: null,
    } as const;
    const request = { ...about, files, faces: true };
    const session = new PhotoSession(
      db,
      openBlobStore(join(folder, 'data'), STORE_KEY),
      request,
      temporaryFolder(),
    );
    const running = { signal: new AbortController().signal, progress: () => {} };
    await session.open(running);
    const { faces } = await session.plan(running);
    expect(faces).toEqual({
      available: false,
      looked: 0,
      failed: 0,
      reason: expect.stringMatching(/no such file.*\.(json|bin)/),
    });
    expect(printFaces(zh, faces!)).toEqual([expect.stringMatching(/不能自动找人脸.*原因：.*no such file/)]);
    const some = { available: true, looked: 8, failed: 2, reason: 'shape' };
    expect(printFaces(zh, some)).toEqual([
      expect.stringContaining('8 张'),
      expect.stringMatching(/2 张照片没能找人脸.*shape/),
    ]);
    await session.close();
    db.raw.close();
  });

  test('tell why one picture failed, and go on with the next', { timeout: SLOW }, async () => {
    const whole = await pictureOf(await portrait(1));
    const empty = { rgb: new Uint8Array(0), width: 0, height: 0 };
    expect(await finder.find(empty)).toBeNull();
    expect(await finder.compare(empty, whole)).toBeNull();
    expect(finder.failed).toEqual({ count: 2, reason: expect.stringContaining('shape') });
    expect(await finder.find(whole)).toMatchObject({ faces: 1 });
  });

  test('end with whoever waits told, when they are closed at work', { timeout: SLOW }, async () => {
    const opened = (await FaceFinder.open(() => {}, { threads: 1 }))!;
    const cancel = new AbortController();
    const given = opened.find(await pictureOf(await portrait(1)), cancel.signal);
    cancel.abort();
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' });
    const waiting = opened.find(await pictureOf(await portrait(1)));
    await Promise.all([expect(waiting).rejects.toThrow('ended'), opened.close()]);
    await expect(opened.find(await pictureOf(await portrait(1)))).rejects.toThrow('closed');
  });
});

describe('what is told of a face', () => {
  const FACE = {
    left: 0.3,
    top: 0.2,
    width: 0.4,
    height: 0.3,
    eyes: 0.4,
    cheeks: 0.45,
    centre: 0.5,
    chin: 0.6,
    tilt: 0,
    turn: 0,
  };
  const standard = photoStandardFor('graduation', DEFAULT_PHOTO_PROFILE);
  const told = (
    seen: Partial<FaceMeasures>,
    by: PhotoStandard = standard,
    size = { width: 480, height: 640, orientation: 1 },
  ) =>
    checkFace({ faces: 1, face: FACE, hairTop: 0.12, ...seen }, size, by).map(({ code, severity, params }) =>
      `${code} ${severity} ${params.case} ${params.found ?? ''}`.trim(),
    );

  test.each<[string, Partial<FaceMeasures>, string[]]>([
    ['as the standard wants it', {}, []],
    ['none', { faces: 0, face: null, hairTop: null }, ['PHOTO_FACE warn none']],
    ['two', { faces: 2, face: null, hairTop: null }, ['PHOTO_FACE warn several']],
    ['eyes at 180 px', { face: { ...FACE, eyes: 180 / 640 } }, ['PHOTO_FACE warn eyes 180']],
    ['eyes at 192 px: within what measuring errs by', { face: { ...FACE, eyes: 192 / 640 } }, []],
    ['eyes at 320 px', { face: { ...FACE, eyes: 0.5 } }, ['PHOTO_FACE warn eyes 320']],
    ['a face of 150 px', { face: { ...FACE, cheeks: 150 / 480 } }, ['PHOTO_FACE warn width 150']],
    ['a face of 340 px', { face: { ...FACE, cheeks: 340 / 480 } }, ['PHOTO_FACE warn width 340']],
    ['hair at 20 px', { hairTop: 20 / 640 }, ['PHOTO_FACE note hair 20']],
    ['hair that cannot be told', { hairTop: null }, []],
    ['beside the middle', { face: { ...FACE, centre: 0.6 } }, ['PHOTO_FACE note centre']],
    [
      'leaning, turned away',
      { face: { ...FACE, tilt: -9, turn: 0.5 } },
      ['PHOTO_FACE note tilt', 'PHOTO_FACE note turn'],
    ],
  ])('%s', (_, seen, findings) => {
    expect(told(seen)).toEqual(findings);
  });

  test('places are not judged without a standard or in another shape; the number of faces is', () => {
    const high = { face: { ...FACE, eyes: 0.1 } };
    expect(told(high, photoStandardFor('admission', DEFAULT_PHOTO_PROFILE))).toEqual([]);
    expect(told(high, standard, { width: 640, height: 640, orientation: 1 })).toEqual([]);
    expect(told(high, standard, { width: 640, height: 480, orientation: 6 })).toEqual([
      'PHOTO_FACE warn eyes 64',
    ]);
    expect(told({ faces: 0, face: null }, photoStandardFor('admission', DEFAULT_PHOTO_PROFILE))).toEqual([
      'PHOTO_FACE warn none',
    ]);
  });
});

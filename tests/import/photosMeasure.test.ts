import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkPhoto } from '../../electron/photos/checkPhoto.ts';
import { makeThumbnail } from '../../electron/photos/makeThumbnail.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { DEFAULT_PHOTO_PROFILE, photoStandardFor } from '../../electron/photos/photoProfiles.ts';
import { drawJpeg, drawPhoto } from '../fixtures/drawPhoto.ts';

async function codesOf(bytes: Uint8Array, role: 'graduation' | 'admission' = 'graduation') {
  const findings = checkPhoto(await measurePhoto(bytes), photoStandardFor(role, DEFAULT_PHOTO_PROFILE));
  return findings.map((finding) => `${finding.code} ${finding.severity} ${finding.params.case ?? ''}`.trim());
}

describe('a photo as the standard wants it', () => {
  test.each([{}, { progressive: true }])('%o', async (options) => {
    const bytes = await sharp(await drawJpeg(options))
      .withDensity(300)
      .jpeg({ quality: 80, ...options })
      .toBuffer();
    expect(await measurePhoto(bytes)).toEqual({
      kind: 'photo',
      properties: {
        format: 'jpeg',
        width: 480,
        height: 640,
        dpi: 300,
        channels: 3,
        bitsPerChannel: 8,
        colour: 'rgb',
        orientation: 1,
        bytes: bytes.length,
        doubtful: false,
      },
      background: {
        colour: [expect.closeTo(100, -1), expect.closeTo(197, -1), expect.closeTo(247, -1)],
        unevenness: expect.any(Number),
      },
      print: expect.any(Int8Array),
    });
    expect(await codesOf(bytes)).toEqual([]);
  });
});

describe('what is odd is told, and the photo is kept', () => {
  test('another size, the same shape or not; any size for the admission photo', async () => {
    expect(await codesOf(await drawJpeg({ width: 960, height: 1280, quality: 20 }))).toContain(
      'PHOTO_SIZE warn other-size',
    );
    expect(await codesOf(await drawJpeg({ width: 640, height: 480 }))).toContain(
      'PHOTO_SIZE warn other-shape',
    );
    expect(await codesOf(await drawJpeg({ width: 358, height: 441 }), 'admission')).toEqual([]);
  });

  test('bytes outside the usual, by a standard that can be changed', async () => {
    expect(await codesOf(await drawJpeg({ quality: 5 }))).toEqual(['PHOTO_BYTES note']);
    const large = await drawJpeg({ quality: 97 });
    expect(await codesOf(large)).toEqual(['PHOTO_BYTES note']);
    const wide = { ...DEFAULT_PHOTO_PROFILE, usualBytes: { least: 1, most: 1_000_000 } };
    expect(checkPhoto(await measurePhoto(large), wide)).toEqual([]);
  });

  test('colours other than 24-bit RGB', async () => {
    const cmyk = await drawPhoto().toColourspace('cmyk').jpeg().toBuffer();
    expect(await codesOf(cmyk)).toContain('PHOTO_COLOUR warn');
    const grey = await drawPhoto().toColourspace('b-w').jpeg().toBuffer();
    expect(await codesOf(grey)).toContain('PHOTO_COLOUR warn');
    const deep = await drawPhoto().toColourspace('rgb16').png().toBuffer();
    expect(await codesOf(deep)).toContain('PHOTO_COLOUR warn');
  });

  test('other formats, told by content', async () => {
    for (const format of ['png', 'webp', 'tiff', 'gif'] as const) {
      const bytes = await drawPhoto().toFormat(format).toBuffer();
      expect(await measurePhoto(bytes)).toMatchObject({
        kind: 'photo',
        properties: { format, width: 480, height: 640 },
      });
      expect(await codesOf(bytes)).toContain('PHOTO_NOT_JPEG warn other-format');
    }
  });

  test('an orientation tag, which programs heed or ignore', async () => {
    const turned = await sharp(await drawJpeg())
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 80 })
      .toBuffer();
    expect(await measurePhoto(turned)).toMatchObject({
      properties: { orientation: 6, width: 480, height: 640 },
    });
    // Once the mark is followed, the shoulders lie at one side.
    expect(await codesOf(turned)).toEqual(['PHOTO_SIZE warn orientation', 'PHOTO_BACKGROUND warn uneven']);
  });
});

describe('damage', () => {
  test('a JPEG that lost its end is damaged wherever it was cut', { timeout: 60_000 }, async () => {
    for (const progressive of [false, true]) {
      const whole = await drawJpeg({ progressive });
      for (const part of [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
        expect(await codesOf(whole.subarray(0, Math.floor(whole.length * part)))).toEqual([
          'PHOTO_DAMAGED block cut-off',
        ]);
      }
      expect(await codesOf(whole.subarray(0, whole.length - 2))).toEqual(['PHOTO_DAMAGED block cut-off']);
    }
  });

  test('a JPEG with a hole in its picture data', async () => {
    const holed = Buffer.from(await drawJpeg());
    holed.fill(0, 8000, 8400);
    expect(await codesOf(holed)).toEqual(['PHOTO_DAMAGED block cut-off']);
  });

  test('other formats that were cut', async () => {
    for (const format of ['png', 'webp', 'gif'] as const) {
      const whole = await drawPhoto().toFormat(format).toBuffer();
      expect(await codesOf(whole.subarray(0, whole.length / 2))).toEqual(['PHOTO_DAMAGED block cut-off']);
    }
  });

  test('no picture at all, an empty file, a picture that nothing here can show', async () => {
    for (const text of [
      '这不是照片',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      '%PDF-1.7',
      'PK\x03\x04',
    ]) {
      expect(await codesOf(Buffer.from(text))).toEqual(['PHOTO_NOT_JPEG block not-an-image']);
    }
    expect(await codesOf(Buffer.alloc(0))).toEqual(['PHOTO_DAMAGED block cut-off']);
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      Buffer.alloc(200),
    ]);
    expect(await codesOf(heic)).toEqual(['PHOTO_NOT_JPEG block unreadable']);
  });

  test('a small file that unfolds to a picture beyond any camera', async () => {
    const bomb = blankPng(16_000, 16_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codesOf(bomb)).toEqual(['PHOTO_SIZE block too-large']);
  });

  test('bytes behind the end are no damage', async () => {
    expect(await codesOf(Buffer.concat([await drawJpeg(), Buffer.alloc(300)]))).toEqual([]);
  });

  test('never throws, whatever bytes it is given', { timeout: 60_000 }, async () => {
    const whole = await drawJpeg({ width: 60, height: 80 });
    const starts = [
      whole,
      await drawPhoto({ width: 30, height: 40 }).png().toBuffer(),
      bitmap(8, 6, 24),
      bitmap(8, 6, 8),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 20 }),
        fc.nat(3000),
        async (start, changes, length) => {
          const bytes = Buffer.from(start);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const cut = bytes.subarray(0, length);
          await measurePhoto(cut);
          await makeThumbnail(cut);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** One bit for each pixel, all of them black: little to store, much to decode. */
function blankPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((1 + width / 8) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A bitmap whose pixel in column x of row y (from the top) is red 10·x, green 10·y, blue 200. */
function bitmap(width: number, height: number, bits: 8 | 24 | 32, topDown = false): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4;
  const colours = bits === 8 ? 256 : 0;
  const offset = 54 + colours * 4;
  const bytes = Buffer.alloc(offset + stride * height);
  bytes.write('BM', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(offset, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(topDown ? -height : height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(bits, 28);
  bytes.writeUInt32LE(stride * height, 34);
  bytes.writeInt32LE(11811, 38);
  for (let colour = 0; colour < colours; colour += 1) {
    // Colour number x + 16·y.
    bytes.set([200, 10 * (colour >> 4), 10 * (colour % 16), 0], 54 + colour * 4);
  }
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = offset + stride * (topDown ? y : height - 1 - y) + (x * bits) / 8;
      if (bits === 8) bytes[at] = x + 16 * y;
      else bytes.set([200, 10 * y, 10 * x], at);
    }
  }
  return bytes;
}

describe('Windows bitmaps', () => {
  test.each([8, 24, 32] as const)('%i bits', async (bits) => {
    const bytes = bitmap(7, 5, bits);
    expect(await measurePhoto(bytes)).toMatchObject({
      kind: 'photo',
      properties: { format: 'bmp', width: 7, height: 5, dpi: 300, doubtful: false },
    });
    expect(await codesOf(bytes)).toContain('PHOTO_NOT_JPEG warn other-format');
    expect(await codesOf(bytes.subarray(0, bytes.length - 1))).toEqual(['PHOTO_DAMAGED block cut-off']);
  });

  test('every pixel, bottom-up or top-down', async () => {
    const { decodeBitmap } = await import('../../electron/photos/decodeBitmap.ts');
    for (const bits of [8, 24, 32] as const) {
      for (const topDown of [false, true]) {
        const decoded = decodeBitmap(bitmap(7, 5, bits, topDown));
        for (let y = 0; y < 5; y += 1) {
          for (let x = 0; x < 7; x += 1) {
            expect([...(decoded?.rgb.subarray((y * 7 + x) * 3, (y * 7 + x) * 3 + 3) ?? [])]).toEqual([
              10 * x,
              10 * y,
              200,
            ]);
          }
        }
      }
    }
  });
});

describe('thumbnails', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff'] as const)('of %s are JPEGs 120 wide', async (format) => {
    const thumbnail = await makeThumbnail(await drawPhoto().toFormat(format).toBuffer());
    expect(await sharp(thumbnail as Buffer).metadata()).toMatchObject({
      format: 'jpeg',
      width: 120,
      height: 160,
      space: 'srgb',
    });
  });

  test('stand upright, are never larger than the photo, and lie on white', async () => {
    const turned = await sharp(await drawJpeg())
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await sharp((await makeThumbnail(turned)) as Buffer).metadata()).toMatchObject({
      width: 120,
      height: 90,
    });
    const small = await makeThumbnail(await drawJpeg({ width: 60, height: 80 }));
    expect(await sharp(small as Buffer).metadata()).toMatchObject({ width: 60, height: 80 });
    const clear = await sharp({
      create: { width: 240, height: 320, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const { dominant } = await sharp((await makeThumbnail(clear)) as Buffer).stats();
    expect(dominant.r).toBeGreaterThan(240);
    expect(await sharp((await makeThumbnail(bitmap(240, 320, 24))) as Buffer).metadata()).toMatchObject({
      format: 'jpeg',
      width: 120,
    });
    expect(await makeThumbnail(Buffer.from('no picture'))).toBeNull();
  });
});

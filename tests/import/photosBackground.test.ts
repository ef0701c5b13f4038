import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkPhoto } from '../../electron/photos/checkPhoto.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { PHOTO_PROFILES, parsePhotoProfile, photoStandardFor } from '../../electron/photos/photoProfiles.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const profile = (id: string) => PHOTO_PROFILES.find((one) => one.id === id)!;

/** A head and shoulders before `background`, an SVG paint. */
async function portrait(background: string, more = ''): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640">
    <defs><linearGradient id="g"><stop offset="0" stop-color="#64c5ff"/><stop offset="1" stop-color="#2c6fa0"/></linearGradient></defs>
    <rect width="480" height="640" fill="${background}"/>${more}
    <ellipse cx="240" cy="260" rx="115" ry="160" fill="#ecc6aa"/><path d="M60 640 Q240 380 420 640Z" fill="#223"/></svg>`;
  return sharp(Buffer.from(svg)).flatten().jpeg({ quality: 90 }).toBuffer();
}

async function told(bytes: Uint8Array, id = 'national', role: 'graduation' | 'admission' = 'graduation') {
  return checkPhoto(await measurePhoto(bytes), photoStandardFor(role, profile(id)))
    .filter(({ code }) => code === 'PHOTO_BACKGROUND')
    .map(({ severity, params }) => `${severity} ${params.case}`);
}

describe('the background', () => {
  test.each([
    ['rgb(100,197,255)', [], [], ['warn other-colour']],
    ['rgb(255,255,255)', [], ['warn other-colour'], []],
    ['rgb(240,240,240)', [], ['warn other-colour'], ['warn other-colour']],
    ['rgb(0,163,230)', ['warn other-colour'], ['warn other-colour'], ['warn other-colour']],
    ['rgb(200,30,30)', ['warn other-colour'], ['warn other-colour'], ['warn other-colour']],
    ['url(#g)', ['warn uneven'], ['warn uneven'], ['warn uneven']],
  ])('%s by the profiles national, blue, white', async (paint, national, blue, white) => {
    const bytes = await portrait(paint);
    expect(await told(bytes)).toEqual(national);
    expect(await told(bytes, 'blue')).toEqual(blue);
    expect(await told(bytes, 'white')).toEqual(white);
    expect(await told(bytes, 'white', 'admission')).toEqual([]);
  });

  test('a door frame at one side is no even background; a single hair is none of its business', async () => {
    const frame = '<rect x="0" y="0" width="30" height="640" fill="#553311"/>';
    expect(await told(await portrait('#fff', frame))).toEqual(['warn uneven']);
    const hair = '<path d="M240 100 L250 0" stroke="#111" stroke-width="2"/>';
    expect(await told(await portrait('#fff', hair))).toEqual([]);
  });

  test('is looked for where it is once the rotation mark is followed', async () => {
    const upright = await portrait('rgb(100,197,255)');
    const turned = await sharp(upright).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    const measured = await measurePhoto(turned);
    if (measured.kind !== 'photo') throw new Error(measured.kind);
    expect(measured.properties).toMatchObject({ width: 640, height: 480, orientation: 8 });
    expect(measured.background?.unevenness).toBeLessThan(10);
  });

  test('grain is not unevenness; what is no portrait is still measured', async () => {
    expect(await told(await drawJpeg())).toEqual([]);
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    expect(await measurePhoto(dot)).toMatchObject({
      kind: 'photo',
      background: { colour: [255, 255, 255], unevenness: 0 },
    });
  });
});

test.skipIf(spawnSync('/usr/bin/python3', ['-c', 'import PIL']).status !== 0)(
  'files that Pillow wrote: progressive, grey, CMYK, PNG with transparency, BMP',
  async () => {
    const folder = temporaryFolder();
    execFileSync('/usr/bin/python3', [
      '-c',
      `from PIL import Image
import sys
p = Image.new('RGB', (480, 640), (100, 197, 255))
p.save(sys.argv[1] + '/a.jpg', quality=90, progressive=True, dpi=(300, 300))
p.convert('L').save(sys.argv[1] + '/b.jpg')
p.convert('CMYK').save(sys.argv[1] + '/c.jpg')
Image.new('RGBA', (480, 640), (0, 0, 0, 0)).save(sys.argv[1] + '/d.png')
p.save(sys.argv[1] + '/e.bmp')
`,
      folder,
    ]);
    const measured = await Promise.all(
      ['a.jpg', 'b.jpg', 'c.jpg', 'd.png', 'e.bmp'].map((name) =>
        measurePhoto(readFileSync(join(folder, name))),
      ),
    );
    const seen = measured.map((one) =>
      one.kind === 'photo'
        ? [one.properties.colour, one.properties.dpi, one.background?.unevenness]
        : one.kind,
    );
    expect(seen).toEqual([
      ['rgb', 300, 0],
      ['grey', null, 0],
      ['cmyk', null, undefined],
      ['rgb', null, 0],
      ['rgb', expect.anything(), 0],
    ]);
    const colours = measured.map((one) => (one.kind === 'photo' ? one.background?.colour : null));
    expect(colours[3]).toEqual([255, 255, 255]);
    expect(colours[4]).toEqual([100, 197, 255]);
  },
);

test('every profile says where it comes from; a file of rules that makes no sense is refused', () => {
  expect(PHOTO_PROFILES.map(({ id }) => id)).toEqual(['national', 'blue', 'white', 'campus-white']);
  expect(new Set(PHOTO_PROFILES.map(({ source }) => source)).size).toBe(PHOTO_PROFILES.length);
  const national = profile('national');
  expect(() => parsePhotoProfile({ ...national, source: '' })).toThrow();
  expect(() => parsePhotoProfile({ ...national, usualBytes: { least: 9, most: 3 } })).toThrow();
  expect(() => parsePhotoProfile({ ...national, bakground: null })).toThrow();
});

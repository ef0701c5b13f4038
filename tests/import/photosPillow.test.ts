import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkPhoto } from '../../electron/photos/checkPhoto.ts';
import { measurePhoto } from '../../electron/photos/measurePhoto.ts';
import { DEFAULT_PHOTO_PROFILE } from '../../electron/photos/photoProfiles.ts';
import { folderForAll } from '../harness/folderForAll.ts';

/** Head and shoulders before the blue of the standard, with noise, so that files are of ordinary size. */
const MAKE = `
import sys, random
from PIL import Image, ImageDraw
to = sys.argv[1] + '/'
random.seed(7)
p = Image.new('RGB', (480, 640), (100, 197, 255))
d = ImageDraw.Draw(p)
d.ellipse((120, 110, 360, 430), fill=(230, 190, 160))
d.polygon(((0, 640), (80, 500), (400, 500), (480, 640)), fill=(40, 40, 60))
for _ in range(9000):
    x, y = random.randrange(120, 360), random.randrange(110, 640)
    r, g, b = p.getpixel((x, y))
    p.putpixel((x, y), (r - 20, g - 20, b - 20))
def exif(**tags):
    e = Image.Exif()
    for key, value in tags.items():
        e[{'orientation': 274, 'x': 282, 'y': 283, 'unit': 296}[key]] = value
    return e
p.save(to + 'plain.jpg', quality=88, dpi=(300, 300))
p.save(to + 'progressive.jpg', quality=88, dpi=(300, 300), progressive=True)
p.save(to + 'optimised-444.jpg', quality=85, dpi=(300, 300), subsampling=0, optimize=True)
p.save(to + 'dpi-72.jpg', quality=88, dpi=(72, 72))
p.save(to + 'dpi-none.jpg', quality=88)
p.save(to + 'dpi-exif.jpg', quality=88, exif=exif(x=300.0, y=300.0, unit=2))
p.rotate(90, expand=True).save(to + 'turned.jpg', quality=88, dpi=(300, 300), exif=exif(orientation=6))
p.transpose(Image.FLIP_LEFT_RIGHT).save(to + 'mirrored.jpg', quality=88, dpi=(300, 300), exif=exif(orientation=2))
p.convert('L').save(to + 'grey.jpg', quality=88, dpi=(300, 300))
p.convert('CMYK').save(to + 'cmyk.jpg', quality=80, dpi=(300, 300))
p.convert('CMYK').save(to + 'cmyk-progressive.jpg', quality=80, progressive=True)
p.save(to + 'png.jpg', 'PNG', dpi=(300, 300))
p.convert('RGBA').save(to + 'alpha.png', dpi=(300, 300))
p.convert('P').save(to + 'palette.png')
p.convert('1').save(to + 'one-bit.png')
p.convert('I').point(lambda v: v * 256).convert('I;16').save(to + 'sixteen.png')
p.save(to + 'bmp.jpg', 'BMP', dpi=(300, 300))
p.convert('P').save(to + 'bmp-palette.bmp')
p.convert('L').save(to + 'bmp-grey.bmp')
p.save(to + 'gif.jpg', 'GIF')
p.save(to + 'webp.jpg', 'WEBP')
p.save(to + 'tiff.jpg', 'TIFF', dpi=(300, 300))
whole = open(to + 'plain.jpg', 'rb').read()
slow = open(to + 'progressive.jpg', 'rb').read()
for name, data in (('cut', whole), ('cut-progressive', slow)):
    open(to + name + '.jpg', 'wb').write(data[:len(data) * 6 // 10])
open(to + 'no-end.jpg', 'wb').write(whole[:-2])
open(to + 'zeros.jpg', 'wb').write(whole[:len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
open(to + 'bytes-behind.jpg', 'wb').write(whole + b'\\0' * 500)
open(to + 'heic.jpg', 'wb').write(b'\\0\\0\\0\\x18ftypheic\\0\\0\\0\\0mif1heic' + bytes(400))
png = open(to + 'png.jpg', 'rb').read()
open(to + 'cut-png.jpg', 'wb').write(png[:len(png) // 2])
bmp = open(to + 'bmp.jpg', 'rb').read()
open(to + 'cut-bmp.jpg', 'wb').write(bmp[:len(bmp) // 2])
`;

const noPillow = spawnSync('/usr/bin/python3', ['-c', 'import PIL']).status !== 0;

describe.skipIf(noPillow)('files that Pillow wrote', () => {
  const folder = folderForAll();
  const measure = (name: string) => measurePhoto(readFileSync(join(folder, name)));
  beforeAll(() => {
    execFileSync('/usr/bin/python3', ['-c', MAKE, folder]);
  }, 60_000);

  // format, colour, channels, bits, dpi, orientation
  test.each([
    ['plain.jpg', 'jpeg rgb 3 8 300 1'],
    ['progressive.jpg', 'jpeg rgb 3 8 300 1'],
    ['optimised-444.jpg', 'jpeg rgb 3 8 300 1'],
    ['dpi-72.jpg', 'jpeg rgb 3 8 72 1'],
    ['dpi-none.jpg', 'jpeg rgb 3 8 null 1'],
    ['dpi-exif.jpg', 'jpeg rgb 3 8 300 1'],
    ['turned.jpg', 'jpeg rgb 3 8 300 6'],
    ['mirrored.jpg', 'jpeg rgb 3 8 300 2'],
    ['grey.jpg', 'jpeg grey 1 8 300 1'],
    ['cmyk.jpg', 'jpeg cmyk 4 8 300 1'],
    ['cmyk-progressive.jpg', 'jpeg cmyk 4 8 null 1'],
    ['png.jpg', 'png rgb 3 8 300 1'],
    ['alpha.png', 'png rgb 4 8 300 1'],
    ['palette.png', 'png palette 3 8 null 1'],
    ['one-bit.png', 'png grey 1 1 null 1'],
    ['sixteen.png', 'png grey 1 16 null 1'],
    ['bmp.jpg', 'bmp rgb 3 8 300 1'],
    ['bmp-palette.bmp', 'bmp palette 1 8 96 1'],
    ['bmp-grey.bmp', 'bmp palette 1 8 96 1'],
    ['gif.jpg', 'gif palette 3 8 null 1'],
    ['webp.jpg', 'webp rgb 3 8 null 1'],
    ['tiff.jpg', 'tiff rgb 3 8 300 1'],
    ['bytes-behind.jpg', 'jpeg rgb 3 8 300 1'],
  ])('%s is measured as %s', async (name, wanted) => {
    const measured = await measure(name);
    if (measured.kind !== 'photo') throw new Error(measured.kind);
    const { format, colour, channels, bitsPerChannel, dpi, orientation, doubtful } = measured.properties;
    expect(
      [format, colour, channels, bitsPerChannel, dpi === null ? 'null' : Math.round(dpi), orientation].join(
        ' ',
      ),
    ).toBe(wanted);
    expect(doubtful).toBe(false);
  });

  test.each([
    'turned.jpg',
    'mirrored.jpg',
    'alpha.png',
    'bmp.jpg',
    'webp.jpg',
    'tiff.jpg',
    'progressive.jpg',
  ])('%s shows the same background as the plain one, once it stands upright', async (name) => {
    const measured = await measure(name);
    if (measured.kind !== 'photo') throw new Error(measured.kind);
    const [red, green, blue] = measured.background!.colour;
    const off = Math.max(Math.abs(red - 100), Math.abs(green - 197), Math.abs(blue - 255));
    expect(off).toBeLessThanOrEqual(8);
    expect(measured.background!.unevenness).toBeLessThan(10);
  });

  test('the colours of CMYK without a profile are anybody’s guess: its background is not judged', async () => {
    expect(await measure('cmyk.jpg')).toMatchObject({
      kind: 'photo',
      background: null,
      print: expect.any(Int8Array),
    });
  });

  test.each([
    ['cut.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['cut-progressive.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['no-end.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['zeros.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['cut-png.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['cut-bmp.jpg', 'PHOTO_DAMAGED block cut-off'],
    ['heic.jpg', 'PHOTO_NOT_JPEG block unreadable'],
  ])('%s is refused: %s', async (name, wanted) => {
    const [found] = checkPhoto(await measure(name), DEFAULT_PHOTO_PROFILE);
    expect(`${found?.code} ${found?.severity} ${found?.params.case}`).toBe(wanted);
  });
});

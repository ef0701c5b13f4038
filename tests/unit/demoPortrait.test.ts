import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPortrait, type PortraitRequest, portraitSvg } from '../../electron/demo/drawPortrait.ts';
import { hairStylesFor } from '../../electron/demo/portraitHair.ts';

const REQUESTS: PortraitRequest[] = Array.from({ length: 24 }, (_, index) => ({
  seed: 1000 + index,
  gender: index % 2 ? '男' : '女',
  role: index % 3 ? 'graduation' : 'admission',
}));

describe('drawPortrait', () => {
  it('keeps to the standard: 480 × 640, 300 dpi, JPEG in colour, 20 to 40 KB, a flat background', async () => {
    for (const request of REQUESTS) {
      const jpeg = await drawPortrait(request);
      const meta = await sharp(jpeg).metadata();
      expect(meta).toMatchObject({ format: 'jpeg', width: 480, height: 640, density: 300, channels: 3 });
      expect(jpeg.length).toBeGreaterThanOrEqual(20 * 1024);
      expect(jpeg.length).toBeLessThanOrEqual(40 * 1024);
      const raw = await sharp(jpeg).raw().toBuffer();
      const background = request.role === 'graduation' ? [100, 197, 255] : [255, 255, 255];
      for (const [x, y] of [
        [4, 4],
        [475, 4],
        [20, 300],
        [460, 300],
      ] as const) {
        const at = (y * 480 + x) * 3;
        background.forEach((value, channel) => {
          expect(Math.abs(raw[at + channel]! - value)).toBeLessThanOrEqual(3);
        });
      }
    }
  });

  it('draws the same picture for the same request, and another for each student', async () => {
    const hashes = new Set<string>();
    for (const request of REQUESTS) {
      const jpeg = await drawPortrait(request);
      hashes.add(createHash('sha256').update(jpeg).digest('hex'));
    }
    expect(hashes.size).toBe(REQUESTS.length);
    expect(await drawPortrait(REQUESTS[0]!)).toEqual(await drawPortrait(REQUESTS[0]!));
  });

  it('draws whole shapes for every hair style and role', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 300; seed += 1) {
      for (const gender of ['男', '女'] as const) {
        const svg = portraitSvg({ seed, gender, role: 'graduation' });
        expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
        seen.add(svg);
      }
    }
    expect(seen.size).toBe(600);
    expect(hairStylesFor('男').length).toBeGreaterThan(3);
  });
});

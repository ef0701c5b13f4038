import type { Colour } from '../../shared/domain/photoStandard.ts';
import type { Picture } from './picture.ts';

export interface Background {
  /** The middle value of each channel over what is behind the head. */
  colour: Colour;
  /** How far its parts are from each other: 0 is perfectly even, 255 from black to white. */
  unevenness: number;
}

/** The head begins 50–110 px below an upper edge of 640 px; above 40 px nothing but background is allowed. */
const TOP = 0.06;
/** Beside the head and above the shoulders: eyes lie at 200–300 of 640 px, a face takes 180–300 of 480 px. */
const SIDE = 0.08;
const SIDE_DEPTH = 0.4;
/** Of the pixels in a zone: a hair or a spot is no uneven background. */
const WITHIN = 0.9;

/** How often each value of a channel occurs. */
type Counts = Uint32Array;
type Zone = readonly [red: Counts, green: Counts, blue: Counts];

/**
 * Judges what lies behind the head in an upright portrait: the strip above it and one on each side. A picture
 * scaled down to some 60 × 80 pixels serves best, since grain is gone from it.
 */
export function measureBackground(picture: Picture): Background {
  const { width, height } = picture;
  const top = Math.max(1, Math.round(height * TOP));
  const side = Math.max(1, Math.round(width * SIDE));
  const deep = Math.max(top, Math.round(height * SIDE_DEPTH));
  const half = width >> 1;
  const zones = [
    zone(picture, [0, half], [0, top]),
    zone(picture, [half, width], [0, top]),
    zone(picture, [0, side], [0, deep]),
    zone(picture, [width - side, width], [0, deep]),
  ];
  const middle = (channel: 0 | 1 | 2) => at(added(zones.map((counts) => counts[channel])), 0.5);
  const colour: Colour = [middle(0), middle(1), middle(2)];
  let unevenness = 0;
  for (const counts of zones) {
    for (const channel of [0, 1, 2] as const) {
      unevenness = Math.max(unevenness, at(distances(counts[channel], colour[channel]), WITHIN));
    }
  }
  return { colour, unevenness };
}

function zone({ rgb, width }: Picture, [left, right]: [number, number], [from, to]: [number, number]): Zone {
  const channels: Zone = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
  for (let y = from; y < to; y += 1) {
    for (let x = left; x < right; x += 1) {
      const pixel = 3 * (y * width + x);
      channels[0][rgb[pixel] ?? 0]! += 1;
      channels[1][rgb[pixel + 1] ?? 0]! += 1;
      channels[2][rgb[pixel + 2] ?? 0]! += 1;
    }
  }
  return channels;
}

function added(all: readonly Counts[]): Counts {
  const sum = new Uint32Array(256);
  for (const counts of all) for (let value = 0; value < 256; value += 1) sum[value]! += counts[value]!;
  return sum;
}

function distances(counts: Counts, from: number): Counts {
  const away = new Uint32Array(256);
  for (let value = 0; value < 256; value += 1) away[Math.abs(value - from)]! += counts[value]!;
  return away;
}

/** The value below which `share` of all lie. */
function at(counts: Counts, share: number): number {
  let total = 0;
  for (let value = 0; value < 256; value += 1) total += counts[value]!;
  const wanted = Math.min(total - 1, Math.floor(total * share));
  let passed = 0;
  for (let value = 0; value < 256; value += 1) {
    passed += counts[value]!;
    if (passed > wanted) return value;
  }
  return 0;
}

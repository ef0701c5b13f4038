import type { Colour } from '../../shared/domain/photoStandard.ts';

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

/**
 * Judges what lies behind the head in an upright portrait: the strip above it and one on each side. `rgb` holds
 * three bytes a pixel; a picture scaled down to some 60 × 80 pixels serves best, since grain is gone from it.
 */
export function measureBackground(rgb: Uint8Array, width: number, height: number): Background {
  const top = Math.max(1, Math.round(height * TOP));
  const side = Math.max(1, Math.round(width * SIDE));
  const deep = Math.max(top, Math.round(height * SIDE_DEPTH));
  const half = width >> 1;
  const zones = [
    zone(rgb, width, [0, half], [0, top]),
    zone(rgb, width, [half, width], [0, top]),
    zone(rgb, width, [0, side], [0, deep]),
    zone(rgb, width, [width - side, width], [0, deep]),
  ];
  const colour = [0, 1, 2].map((channel) =>
    at(
      zones.flatMap((pixels) => pixels[channel]!),
      0.5,
    ),
  );
  let unevenness = 0;
  for (const pixels of zones) {
    for (const [channel, middle] of colour.entries()) {
      const distances = pixels[channel]!.map((value) => Math.abs(value - middle));
      unevenness = Math.max(unevenness, at(distances, WITHIN));
    }
  }
  return { colour: [colour[0]!, colour[1]!, colour[2]!], unevenness };
}

function zone(rgb: Uint8Array, width: number, [left, right]: number[], [from, to]: number[]): number[][] {
  const channels: number[][] = [[], [], []];
  for (let y = from!; y < to!; y += 1) {
    for (let x = left!; x < right!; x += 1) {
      for (let channel = 0; channel < 3; channel += 1)
        channels[channel]!.push(rgb[3 * (y * width + x) + channel] ?? 0);
    }
  }
  return channels;
}

function at(values: number[], share: number): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

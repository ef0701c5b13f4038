import { cutPicture, type Picture, shrinkPicture } from './picture.ts';

/** Waves across and down that are told of each area, without its even part (how bright it is). */
const ACROSS = 10;
const DOWN = 12;
const WAVES = ACROSS * DOWN - 1;
/** How light each cell of a coarse grid is. */
const GRID = { width: 6, height: 8 };
const LIGHTS = GRID.width * GRID.height;
export const PRINT_LENGTH = 2 * WAVES + LIGHTS;
/** Where the parts of a print begin. */
export const PRINT_PARTS = { whole: 0, face: WAVES, lights: 2 * WAVES, waves: WAVES, cells: LIGHTS };
/** So many of 255 steps of light in one cell weigh as much as one step of all waves. */
const LIGHT_STEPS = 7;
/** Of an upright portrait: where the standard wants eyes, nose and mouth (domain notes §2), with some room. */
const FACE_AREA = { left: 30, top: 36, width: 60, height: 68 };
/** The cells that a picture is made into before its print is taken. */
export const PRINT_CELLS = { width: 120, height: 160 };
const FULL = 127;
/** What counts as white: the median light (mostly the wall), but at least so much of the lightest there is. */
const WHITE = { share: 0.5, ofLightest: 0.7, lightest: 0.95 };
/** Nothing darker is taken for white: the noise of a black sheet is no picture. */
const DARKEST_WHITE = 32;
const FULL_LIGHT = 250;
/** Less than about one step of grey over an area: nothing is in it. */
const BLANK = 0.5;

/**
 * What a picture looks like, in few numbers: the lowest frequencies (DCT-II of its luminance) of all of it and of
 * the area of the face, each scaled to their sum, as roots, so that the weak ones of a face are not drowned by the
 * strong ones of a dark suit before a light wall. Another file format, size, compression or brightness changes it
 * little; another person, a lot. Then the light of coarse cells: the waves alone take two people of like shape but
 * other skin, clothes or hair for one. All of it as if the wall were white, and nothing lighter than the wall: that is
 * what a brighter copy loses. All zeros for a blank sheet.
 */
export function photoPrint(received: Picture): Int8Array {
  const cells = beforeWhite(received);
  const print = new Int8Array(PRINT_LENGTH);
  print.set(lowestWaves(shrinkPicture(cells, 60, 80)), 0);
  print.set(lowestWaves(cutPicture(cells, FACE_AREA)), WAVES);
  if (!isBlankPrint(print))
    print.set(lights(shrinkPicture(shrinkPicture(cells, 24, 32), GRID.width, GRID.height)), 2 * WAVES);
  return print;
}

/**
 * How far two prints are from each other: 0 for the same picture, 20 or more for two people before different walls.
 * The largest of what the whole, the face and the lights say, in steps of 1/127.
 */
export function printDistance(one: Int8Array, other: Int8Array): number {
  let whole = 0;
  let face = 0;
  for (let at = 0; at < WAVES; at += 1) {
    whole += Math.abs(one[at]! - other[at]!);
    face += Math.abs(one[at + WAVES]! - other[at + WAVES]!);
  }
  return Math.max(Math.max(whole, face) / WAVES, lightDistance(one, 0, other, 0));
}

/** Of the prints that begin at these places: by the cell that differs most, once both are equally light on the whole. */
export function lightDistance(these: Int8Array, one: number, those: Int8Array, other: number): number {
  let brighter = 0;
  for (let at = 2 * WAVES; at < PRINT_LENGTH; at += 1) brighter += these[one + at]! - those[other + at]!;
  brighter /= LIGHTS;
  let most = 0;
  for (let at = 2 * WAVES; at < PRINT_LENGTH; at += 1) {
    most = Math.max(most, Math.abs(these[one + at]! - those[other + at]! - brighter));
  }
  return most / LIGHT_STEPS;
}

/** Of a blank sheet nothing can be said. */
export function isBlankPrint(print: Int8Array): boolean {
  return print.every((value) => value === 0);
}

/** In grey, with the light of the wall stretched to white. */
function beforeWhite({ rgb, width, height }: Picture): Picture {
  const counts = new Uint32Array(256);
  for (let at = 0; at < rgb.length; at += 3) counts[Math.round(lightOf(rgb, at))]! += 1;
  const below = (part: number) => {
    let left = part * width * height;
    return counts.findIndex((count) => {
      left -= count;
      return left < 0;
    });
  };
  const { share, ofLightest, lightest } = WHITE;
  const white = Math.max(DARKEST_WHITE, below(share), ofLightest * below(lightest));
  const grey = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const light = Math.round((Math.min(lightOf(rgb, at), white) / white) * FULL_LIGHT);
    grey[at] = light;
    grey[at + 1] = light;
    grey[at + 2] = light;
  }
  return { rgb: grey, width, height };
}

function lights({ rgb }: Picture): Int8Array {
  return Int8Array.from({ length: LIGHTS }, (_, cell) => lightOf(rgb, 3 * cell) - 128);
}

function lightOf(rgb: Uint8Array, at: number): number {
  return 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]!;
}

function lowestWaves({ rgb, width, height }: Picture): Int8Array {
  const across = cosines(width, ACROSS);
  const down = cosines(height, DOWN);
  const waves = new Float64Array(ACROSS * DOWN);
  const row = new Float64Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0, at = 3 * y * width; x < width; x += 1, at += 3) {
      row[x] = lightOf(rgb, at);
    }
    for (let u = 0; u < ACROSS; u += 1) {
      let sum = 0;
      for (let x = 0; x < width; x += 1) sum += row[x]! * across[u * width + x]!;
      for (let v = 0; v < DOWN; v += 1) waves[v * ACROSS + u]! += sum * down[v * height + y]!;
    }
  }
  const told = waves.subarray(1);
  const norm = Math.hypot(...told);
  if (norm < BLANK * width * height) return new Int8Array(WAVES);
  return Int8Array.from(told, (wave) =>
    Math.round(Math.sign(wave) * Math.sqrt(Math.abs(wave) / norm) * FULL),
  );
}

const kept = new Map<string, Float64Array>();

/** cos(π·(x + ½)·u / length) for each u below `count`, x below `length`. */
function cosines(length: number, count: number): Float64Array {
  const key = `${length} ${count}`;
  let table = kept.get(key);
  if (!table) {
    table = Float64Array.from({ length: length * count }, (_, at) =>
      Math.cos((Math.PI * ((at % length) + 0.5) * Math.floor(at / length)) / length),
    );
    kept.set(key, table);
  }
  return table;
}

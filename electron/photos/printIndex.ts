import { lightDistance, PRINT_LENGTH, PRINT_PARTS } from './photoPrint.ts';

/**
 * Prints nearer than this are told as one picture; our own choice. Measured on 60 drawn portraits, each altered, before
 * the blue wall of the standard, median and most: halved at quality 40 0.4 and 1.0, saved at quality 25 0.3 and 0.7, a
 * tenth brighter 0.3 and 0.4, a quarter brighter 0.5 and 0.9, a fifth darker 1.0 and 2.2, a quarter more contrast 0.4 and
 * 1.3, made twice as large 0.8 and 2.35 (one in 40 missed); before a light grey wall the same. Before pure white, which
 * cannot become brighter, darker ones are all found, half of those that are a tenth brighter missed, and nearly all that
 * are a quarter brighter. Not found either: 1 % cut off each side (3.4 to 6.1). Of 44,850 pairs of drawn persons, who
 * all stand alike before one wall, 13 are taken for one.
 */
export const ALIKE = 2.3;

/** Independent sortings; two alike prints that are parted in some are found together in another. */
const BANDS = 16;
/** Numbers of a print's waves that are added up, each with a sign, to place it along one line. */
const TERMS = 20;
/** Length of a step along a line: ALIKE prints lie some 15 apart on it, other people's some 110. */
const STEP = 46;

export interface PrintIndex {
  /** Positions of the prints that are ALIKE to `print`. */
  near(print: Int8Array): number[];
  /** Positions of prints that are ALIKE to each other or by way of others: sets of two and more. */
  groups(): number[][];
}

interface Band {
  /** Of the print that begins at `from`. */
  keyOf(prints: Int8Array, from: number): number;
  /** Where the prints of each key begin in `order`. */
  starts: Uint32Array;
  order: Uint32Array;
}

/**
 * Finds prints that are nearly the same among hundreds of thousands without comparing all with all: each band sorts
 * them by their steps along a few lines in arbitrary directions (locality-sensitive hashing, Datar and others 2004),
 * and only prints of one key are compared. The more prints, the more lines. One pair in some hundred at the very
 * edge of ALIKE is missed, nearer ones practically never.
 */
export function indexPrints(prints: readonly Int8Array[]): PrintIndex {
  const count = prints.length;
  const lines = Math.min(9, Math.max(2, Math.floor(1.4 * Math.log10(count + 1))));
  // One piece of memory: what is compared with each other is read in any order.
  const packed = new Int8Array(count * PRINT_LENGTH);
  for (const [position, print] of prints.entries()) packed.set(print, position * PRINT_LENGTH);
  const bands = Array.from({ length: BANDS }, (_, band) => sortBand(packed, count, lines, band));
  return {
    near(print) {
      const found = new Set<number>();
      for (const band of bands) {
        const key = band.keyOf(print, 0);
        for (let at = band.starts[key]!; at < band.starts[key + 1]!; at += 1) {
          const other = band.order[at]!;
          if (!found.has(other) && isNear(print, 0, packed, other * PRINT_LENGTH)) found.add(other);
        }
      }
      return [...found].sort((a, b) => a - b);
    },
    groups() {
      const leader = Int32Array.from({ length: count }, (_, position) => position);
      for (const band of bands) joinBand(band, packed, leader);
      const members = new Map<number, number[]>();
      for (let position = 0; position < count; position += 1) {
        const first = leaderOf(leader, position);
        const group = members.get(first);
        if (group) group.push(position);
        else members.set(first, [position]);
      }
      return [...members.values()].filter((group) => group.length > 1);
    },
  };
}

/** A file that hundreds of students have must not cost the square of it: what is in one group already is passed over. */
function joinBand({ starts, order }: Band, packed: Int8Array, leader: Int32Array): void {
  for (let key = 0; key + 1 < starts.length; key += 1) {
    for (let at = starts[key]!; at < starts[key + 1]!; at += 1) {
      const one = order[at]!;
      for (let before = starts[key]!; before < at; before += 1) {
        const other = order[before]!;
        if (leader[other] === leader[one] || leaderOf(leader, other) === leaderOf(leader, one)) continue;
        if (isNear(packed, one * PRINT_LENGTH, packed, other * PRINT_LENGTH)) join(leader, one, other);
      }
    }
  }
}

function leaderOf(leader: Int32Array, position: number): number {
  let at = position;
  while (leader[at] !== at) {
    leader[at] = leader[leader[at]!]!;
    at = leader[at]!;
  }
  return at;
}

function join(leader: Int32Array, one: number, other: number): void {
  const [a, b] = [leaderOf(leader, one), leaderOf(leader, other)];
  leader[Math.max(a, b)] = Math.min(a, b);
}

/** As `printDistance(…) <= ALIKE`, given up as soon as it cannot be any more: most pairs in few steps. */
function isNear(these: Int8Array, one: number, those: Int8Array, other: number): boolean {
  const { whole, face, waves } = PRINT_PARTS;
  const most = ALIKE * waves;
  for (const area of [whole, face]) {
    let sum = 0;
    for (let at = area; at < area + waves; ) {
      const stop = Math.min(at + 17, area + waves);
      for (; at < stop; at += 1) sum += Math.abs(these[one + at]! - those[other + at]!);
      if (sum > most) return false;
    }
  }
  return lightDistance(these, one, those, other) <= ALIKE;
}

function sortBand(packed: Int8Array, count: number, lines: number, band: number): Band {
  // The same directions each time: which pairs are found must not change from one run to the next.
  const chance = sequence(band + 1);
  const places = Int32Array.from({ length: lines * TERMS }, () => chance() % PRINT_PARTS.lights);
  const signs = Int8Array.from({ length: lines * TERMS }, () => (chance() & 1 ? 1 : -1));
  const shifts = Int32Array.from({ length: lines }, () => chance() % STEP);
  const size = 1 << Math.max(1, Math.ceil(Math.log2(count + 1)));
  const keyOf = (print: Int8Array, from: number): number => {
    let key = band;
    for (let line = 0; line < lines; line += 1) {
      let sum = shifts[line]!;
      for (let term = line * TERMS; term < (line + 1) * TERMS; term += 1) {
        sum += signs[term]! * print[from + places[term]!]!;
      }
      key = Math.imul(key ^ Math.floor(sum / STEP), 0x9e3779b1);
      key ^= key >>> 15;
    }
    return (key >>> 0) % size;
  };
  const keys = Uint32Array.from({ length: count }, (_, position) => keyOf(packed, position * PRINT_LENGTH));
  const starts = new Uint32Array(size + 1);
  for (const key of keys) starts[key + 1]! += 1;
  for (let key = 1; key < starts.length; key += 1) starts[key]! += starts[key - 1]!;
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let position = 0; position < keys.length; position += 1) {
    const key = keys[position]!;
    order[next[key]!] = position;
    next[key]! += 1;
  }
  return { keyOf, starts, order };
}

/** Numbers without visible order, always the same ones for the same seed (xorshift32). */
function sequence(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state >>> 3;
  };
}

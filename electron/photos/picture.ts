/** Pixels as a person sees them: upright, on white where the file is transparent, three bytes each, top row first. */
export interface Picture {
  rgb: Uint8Array;
  width: number;
  height: number;
}

/** Pixels that are looked at across and down a cell: as telling as all of them, and much sooner done. */
const SAMPLES = 2;

/**
 * The picture in `toWidth` × `toHeight` cells, each the mean of pixels spread over it (so grain goes), whatever its
 * shape was before. Made larger by repeating pixels.
 */
export function shrinkPicture({ rgb, width, height }: Picture, toWidth: number, toHeight: number): Picture {
  const columns = samples(width, toWidth, 3);
  const rows = samples(height, toHeight, 3 * width);
  const cells = new Uint8Array(toWidth * toHeight * 3);
  for (let row = 0, to = 0; row < rows.length; row += SAMPLES) {
    const upper = rows[row]!;
    const lower = rows[row + 1]!;
    for (let column = 0; column < columns.length; column += SAMPLES, to += 3) {
      // The four are named one by one: this is run for every photo, and loops within take four times as long.
      const one = upper + columns[column]!;
      const two = upper + columns[column + 1]!;
      const three = lower + columns[column]!;
      const four = lower + columns[column + 1]!;
      cells[to] = (rgb[one]! + rgb[two]! + rgb[three]! + rgb[four]! + 2) >> 2;
      cells[to + 1] = (rgb[one + 1]! + rgb[two + 1]! + rgb[three + 1]! + rgb[four + 1]! + 2) >> 2;
      cells[to + 2] = (rgb[one + 2]! + rgb[two + 2]! + rgb[three + 2]! + rgb[four + 2]! + 2) >> 2;
    }
  }
  return { rgb: cells, width: toWidth, height: toHeight };
}

/**
 * The picture in `toWidth` × `toHeight` cells, each the mean of all of it that lies there. A copy in another size comes
 * to the same cells; where pixels are only sampled, sharp edges (hair, a collar) do not.
 */
export function averagePicture({ rgb, width, height }: Picture, toWidth: number, toHeight: number): Picture {
  if (width === 4 * toWidth && height === 4 * toHeight && rgb.byteOffset % 4 === 0)
    return { rgb: averageFours(rgb, toWidth, toHeight), width: toWidth, height: toHeight };
  const cells = new Uint8Array(toWidth * toHeight * 3);
  const sums = new Float64Array(3 * width);
  const [across, down] = [parts(width, toWidth), parts(height, toHeight)];
  const share = (toWidth * toHeight) / (width * height);
  // Four bytes at once where the pixels lie so, and rows are taken whole: this is run for every photo.
  const words =
    rgb.byteOffset % 4 === 0 && (3 * width) % 4 === 0 && height % toHeight === 0 && height / toHeight <= 128
      ? new Uint32Array(rgb.buffer, rgb.byteOffset, (3 * width * height) / 4)
      : null;
  for (let row = 0, to = 0; row < toHeight; row += 1) {
    const { first, last, before, after } = down[row]!;
    if (words) addRows(words, (3 * width) / 4, first, last, sums);
    else {
      sums.fill(0);
      for (let y = first; y <= last; y += 1) {
        const within = 1 - (y === first ? before : 0) - (y === last ? after : 0);
        const line = 3 * y * width;
        for (let at = 0; at < sums.length; at += 1) sums[at] = sums[at]! + within * rgb[line + at]!;
      }
    }
    for (let column = 0; column < toWidth; column += 1, to += 3) {
      const { first: left, last: right, before: cut, after: over } = across[column]!;
      const [from, end] = [3 * left, 3 * right];
      let red = -cut * sums[from]! - over * sums[end]!;
      let green = -cut * sums[from + 1]! - over * sums[end + 1]!;
      let blue = -cut * sums[from + 2]! - over * sums[end + 2]!;
      for (let at = from; at <= end; at += 3) {
        red += sums[at]!;
        green += sums[at + 1]!;
        blue += sums[at + 2]!;
      }
      cells[to] = red * share + 0.5;
      cells[to + 1] = green * share + 0.5;
      cells[to + 2] = blue * share + 0.5;
    }
  }
  return { rgb: cells, width: toWidth, height: toHeight };
}

/** Every second byte of a word, so that 128 of them can be added before one runs into the next. */
const EVERY_SECOND = 0x00ff00ff;

function addRows(words: Uint32Array, stride: number, first: number, last: number, sums: Float64Array): void {
  for (let word = 0, at = 0; word < stride; word += 1, at += 4) {
    let even = 0;
    let odd = 0;
    for (let from = first * stride + word, end = last * stride + word; from <= end; from += stride) {
      const four = words[from]!;
      even += four & EVERY_SECOND;
      odd += (four >>> 8) & EVERY_SECOND;
    }
    sums[at] = even & 0xffff;
    sums[at + 1] = odd & 0xffff;
    sums[at + 2] = even >>> 16;
    sums[at + 3] = odd >>> 16;
  }
}

/**
 * Cells of 4 × 4 pixels, which a photo of the standard's size comes to: three words of four bytes in each of four rows,
 * RGBR, GBRG and BRGB. All are named one by one: this is run for most photos, and takes a third of what loops do.
 */
function averageFours(rgb: Uint8Array, toWidth: number, toHeight: number): Uint8Array {
  const cells = new Uint8Array(toWidth * toHeight * 3);
  const stride = 3 * toWidth;
  const words = new Int32Array(rgb.buffer, rgb.byteOffset, 4 * stride * toHeight);
  for (let row = 0, to = 0; row < toHeight; row += 1) {
    let one = 4 * row * stride;
    let two = one + stride;
    let three = two + stride;
    let four = three + stride;
    for (; to < (row + 1) * stride; one += 3, two += 3, three += 3, four += 3, to += 3) {
      const a = words[one]!;
      const b = words[two]!;
      const c = words[three]!;
      const d = words[four]!;
      const redBlue = evens(a) + evens(b) + evens(c) + evens(d);
      const greenRed = odds(a) + odds(b) + odds(c) + odds(d);
      const e = words[one + 1]!;
      const f = words[two + 1]!;
      const g = words[three + 1]!;
      const h = words[four + 1]!;
      const greenRed2 = evens(e) + evens(f) + evens(g) + evens(h);
      const blueGreen = odds(e) + odds(f) + odds(g) + odds(h);
      const i = words[one + 2]!;
      const j = words[two + 2]!;
      const k = words[three + 2]!;
      const l = words[four + 2]!;
      const blueGreen2 = evens(i) + evens(j) + evens(k) + evens(l);
      const redBlue2 = odds(i) + odds(j) + odds(k) + odds(l);
      cells[to] = (low(redBlue) + high(greenRed) + high(greenRed2) + low(redBlue2) + 8) >> 4;
      cells[to + 1] = (low(greenRed) + low(greenRed2) + high(blueGreen) + high(blueGreen2) + 8) >> 4;
      cells[to + 2] = (high(redBlue) + low(blueGreen) + low(blueGreen2) + high(redBlue2) + 8) >> 4;
    }
  }
  return cells;
}

function evens(word: number): number {
  return word & EVERY_SECOND;
}
function odds(word: number): number {
  return (word >>> 8) & EVERY_SECOND;
}
function low(sums: number): number {
  return sums & 0xffff;
}
function high(sums: number): number {
  return sums >>> 16;
}

interface Part {
  /** The first and last pixel that lie in a cell, and how much of them does not. */
  first: number;
  last: number;
  before: number;
  after: number;
}

function parts(length: number, cells: number): Part[] {
  const key = `${length} ${cells}`;
  let found = keptParts.get(key);
  if (!found) {
    found = Array.from({ length: cells }, (_, cell) => {
      const [from, until] = [(cell * length) / cells, ((cell + 1) * length) / cells];
      const first = Math.floor(from);
      const last = Math.min(length - 1, Math.ceil(until) - 1);
      return { first, last, before: from - first, after: last + 1 - until };
    });
    if (keptParts.size >= MOST_KEPT) keptParts.clear();
    keptParts.set(key, found);
  }
  return found;
}

/** Photos of one set are of few sizes. */
const keptParts = new Map<string, Part[]>();
const MOST_KEPT = 100;

/** Where the pixels begin, `step` apart, that stand for each of `cells` cells: in the middle of its halves. */
function samples(length: number, cells: number, step: number): Int32Array {
  const key = `${length} ${cells} ${step}`;
  let places = kept.get(key);
  if (!places) {
    places = new Int32Array(cells * SAMPLES);
    for (let at = 0; at < places.length; at += 1) {
      places[at] = step * Math.floor(((at + 0.5) * length) / (cells * SAMPLES));
    }
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, places);
  }
  return places;
}

const kept = new Map<string, Int32Array>();

/** The part of a picture that lies in `area`, which must not reach beyond it. */
export function cutPicture(
  picture: Picture,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const from = 3 * ((top + row) * picture.width + left);
    rgb.set(picture.rgb.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { rgb, width, height };
}

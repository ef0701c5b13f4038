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

/** Photos of one set are of few sizes. */
const kept = new Map<string, Int32Array>();
const MOST_KEPT = 100;

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

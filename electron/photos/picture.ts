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
  const columns = samples(width, toWidth);
  const rows = samples(height, toHeight);
  const cells = new Uint8Array(toWidth * toHeight * 3);
  const pixels = SAMPLES * SAMPLES;
  for (let row = 0, to = 0; row < toHeight; row += 1) {
    for (let column = 0; column < toWidth; column += 1, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = 0; y < SAMPLES; y += 1) {
        const line = rows[row * SAMPLES + y]! * width;
        for (let x = 0; x < SAMPLES; x += 1) {
          const at = 3 * (line + columns[column * SAMPLES + x]!);
          red += rgb[at]!;
          green += rgb[at + 1]!;
          blue += rgb[at + 2]!;
        }
      }
      cells[to] = red / pixels + 0.5;
      cells[to + 1] = green / pixels + 0.5;
      cells[to + 2] = blue / pixels + 0.5;
    }
  }
  return { rgb: cells, width: toWidth, height: toHeight };
}

/** Which pixels of `length` stand for each of `cells` cells: in the middle of its halves. */
function samples(length: number, cells: number): Int32Array {
  return Int32Array.from({ length: cells * SAMPLES }, (_, at) =>
    Math.floor(((at + 0.5) * length) / (cells * SAMPLES)),
  );
}

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

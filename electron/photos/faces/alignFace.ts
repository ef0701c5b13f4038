import type { Picture } from '../picture.ts';

/** Sides of what the describing network is given, in pixels. */
export const CHIP_SIDE = 150;
/** Around the face, in shares of the square that its five points lie in. */
const PADDING = 0.25;

/** Three numbers of 0 to 255 for each pixel of a square of `CHIP_SIDE`, the face upright and of one size. */
export interface Aligned {
  rgb: Float32Array;
}

interface Point {
  x: number;
  y: number;
}

/**
 * Where the network has seen these five points in every face that it was trained on (dlib,
 * `get_face_chip_details`), and the points of FaceMesh that lie there: the corners of both eyes, and below the nose.
 */
const PLACES = [
  { mesh: 263, x: 0.8595674595992, y: 0.2134981538014 },
  { mesh: 362, x: 0.6460604764104, y: 0.2289674387677 },
  { mesh: 33, x: 0.1205750620789, y: 0.2137274526848 },
  { mesh: 133, x: 0.3340850613712, y: 0.2290642403242 },
  { mesh: 2, x: 0.4901123135679, y: 0.6277975316475 },
].map(({ mesh, x, y }) => ({ mesh, x: placed(x), y: placed(y) }));

function placed(share: number): number {
  return ((share + PADDING) / (1 + 2 * PADDING)) * CHIP_SIDE;
}

/** Turned, moved and scaled so that its points come as near as can be to where the network knows them. `mesh`: x, y, z of each point in pixels of the picture. */
export function alignFace(picture: Picture, mesh: ArrayLike<number>): Aligned {
  const points = PLACES.map(({ mesh: at }) => ({ x: mesh[3 * at]!, y: mesh[3 * at + 1]! }));
  const { turn, scale, from, to } = bestFit(PLACES, points);
  const rgb = new Float32Array(CHIP_SIDE * CHIP_SIDE * 3);
  const [cos, sin] = [scale * Math.cos(turn), scale * Math.sin(turn)];
  // As many places of each cell as the picture has pixels there, so that fine patterns do not come through as stripes.
  const each = Math.max(1, Math.min(8, Math.ceil(scale)));
  for (let row = 0; row < CHIP_SIDE * each; row += 1) {
    const y = (row + 0.5) / each - from.y;
    for (let column = 0; column < CHIP_SIDE * each; column += 1) {
      const x = (column + 0.5) / each - from.x;
      const cell = 3 * (Math.floor(row / each) * CHIP_SIDE + Math.floor(column / each));
      addPixel(rgb, cell, picture, to.x + cos * x - sin * y, to.y + sin * x + cos * y, each * each);
    }
  }
  return { rgb };
}

/** Between the four nearest pixels; black beyond the edge. */
function addPixel(
  rgb: Float32Array,
  cell: number,
  { width, height, rgb: pixels }: Picture,
  x: number,
  y: number,
  shares: number,
): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return;
  const [right, below] = [x - 0.5 - left, y - 0.5 - top];
  const at = 3 * (top * width + left);
  const next = at + 3 * width;
  for (let channel = 0; channel < 3; channel += 1) {
    const above = pixels[at + channel]! * (1 - right) + pixels[at + 3 + channel]! * right;
    const under = pixels[next + channel]! * (1 - right) + pixels[next + 3 + channel]! * right;
    rgb[cell + channel] = rgb[cell + channel]! + (above * (1 - below) + under * below) / shares;
  }
}

/** The turn and scale that bring `places` nearest to `points` (least squares), around the middle of each. */
function bestFit(places: readonly Point[], points: readonly Point[]) {
  const [from, to] = [middle(places), middle(points)];
  let along = 0;
  let across = 0;
  let size = 0;
  for (const [index, place] of places.entries()) {
    const [x, y] = [place.x - from.x, place.y - from.y];
    const [u, v] = [points[index]!.x - to.x, points[index]!.y - to.y];
    along += x * u + y * v;
    across += x * v - y * u;
    size += x * x + y * y;
  }
  return { turn: Math.atan2(across, along), scale: Math.hypot(along, across) / size, from, to };
}

function middle(points: readonly Point[]): Point {
  const sum = points.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }));
  return { x: sum.x / points.length, y: sum.y / points.length };
}

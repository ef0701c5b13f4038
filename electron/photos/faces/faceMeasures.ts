import { measureBackground } from '../measureBackground.ts';
import { type Picture, shrinkPicture } from '../picture.ts';

/** What was seen of faces in a photo. Lengths are shares of the picture's width or height, upright. */
export interface FaceMeasures {
  faces: number;
  /** Of the only face; null where there is none, or several. */
  face: FacePlace | null;
  /** From the upper edge to the hair, where the wall behind is even enough to tell; share of the height. */
  hairTop: number | null;
}

export interface FacePlace {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Between the eyes, from the upper edge. */
  eyes: number;
  /** From cheek to cheek. */
  cheeks: number;
  /** The middle between the cheeks, from the left edge. */
  centre: number;
  chin: number;
  /** Degrees; above 0 the head leans clockwise, as seen. */
  tilt: number;
  /** How far the nose is from the middle of the cheeks: 0 straight ahead, ±1 in profile. */
  turn: number;
}

/** Of the 468 points of FaceMesh: the corners of both eyes, cheeks before the ears, chin, tip of the nose. */
const POINTS = {
  eyeOne: [33, 133],
  eyeOther: [362, 263],
  cheekOne: 234,
  cheekOther: 454,
  chin: 152,
  nose: 1,
} as const;

/** `mesh`: x, y, z of each point in pixels of the picture. */
export function placeFace(
  mesh: ArrayLike<number>,
  box: { left: number; top: number; width: number; height: number },
  { width, height }: { width: number; height: number },
): FacePlace {
  const point = (index: number) => ({ x: mesh[3 * index]!, y: mesh[3 * index + 1]! });
  const between = ([one, other]: readonly [number, number]) => ({
    x: (point(one).x + point(other).x) / 2,
    y: (point(one).y + point(other).y) / 2,
  });
  const [one, other] = [between(POINTS.eyeOne), between(POINTS.eyeOther)];
  const [cheekOne, cheekOther] = [point(POINTS.cheekOne), point(POINTS.cheekOther)];
  const cheeks = Math.hypot(cheekOther.x - cheekOne.x, cheekOther.y - cheekOne.y);
  const centre = (cheekOne.x + cheekOther.x) / 2;
  return {
    left: round(box.left / width),
    top: round(box.top / height),
    width: round(box.width / width),
    height: round(box.height / height),
    eyes: round((one.y + other.y) / 2 / height),
    cheeks: round(cheeks / width),
    centre: round(centre / width),
    chin: round(point(POINTS.chin).y / height),
    tilt: Math.round((Math.atan2(other.y - one.y, other.x - one.x) * 1800) / Math.PI) / 10,
    turn: Math.round((100 * (point(POINTS.nose).x - centre)) / (cheeks / 2)) / 100,
  };
}

/** A wall whose parts differ more than this hides where the hair begins. */
const EVEN_WALL = 40;
/** By how much, in one channel, something is no longer wall. */
const NOT_WALL = 45;
/** Cells that it is looked for in: four pixels of a standard photo each. */
const CELLS = { width: 120, height: 160 };
/** Above the middle of the face; ponytails and shoulders are further out. */
const BAND = 0.3;
/** Of the band, before a row counts as hair: single hairs do not. */
const ENOUGH = 0.25;

/** How far the hair is from the upper edge, by where the wall ends above the face; null where that cannot be told. */
export function measureHairTop(picture: Picture, face: FacePlace): number | null {
  const cells = shrinkPicture(picture, CELLS.width, CELLS.height);
  const wall = measureBackground(shrinkPicture(cells, 60, 80));
  if (wall.unevenness > EVEN_WALL) return null;
  const from = Math.max(0, Math.round((face.centre - BAND * face.cheeks) * CELLS.width));
  const to = Math.min(CELLS.width, Math.round((face.centre + BAND * face.cheeks) * CELLS.width));
  for (let row = 0; row < CELLS.height; row += 1) {
    let hair = 0;
    for (let column = from; column < to; column += 1) {
      const at = 3 * (row * CELLS.width + column);
      if (wall.colour.some((value, channel) => Math.abs(cells.rgb[at + channel]! - value) > NOT_WALL))
        hair += 1;
    }
    if (hair >= ENOUGH * (to - from)) return round(row / CELLS.height);
  }
  return null;
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

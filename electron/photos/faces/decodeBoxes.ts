/** BlazeFace, the variant for pictures that are wholly visible: 256 × 256 pixels in, 896 places where a face may be. */
export const DETECTOR_SIDE = 256;
/** What the network says of each place: the box (centre, size), then six points (eyes, nose, mouth, ears). */
export const NUMBERS_A_PLACE = 16;
/** Real faces scored 0.73 and more, everything else below 0.4, see docs/decisions/0013. */
const SURE = 0.55;
/** Boxes that share more of their area than this are one face. */
const SAME = 0.2;

export interface FoundBox {
  /** Pixels of the network's square. */
  left: number;
  top: number;
  width: number;
  height: number;
  score: number;
}

/** The grid that the network was trained on: steps of 16 pixels with two places each, of 32 pixels with six. */
const ANCHORS: readonly (readonly [x: number, y: number])[] = [
  { step: 16, places: 2 },
  { step: 32, places: 6 },
].flatMap(({ step, places }) => {
  const along = DETECTOR_SIDE / step;
  return Array.from({ length: along * along * places }, (_, at): [number, number] => {
    const cell = Math.floor(at / places);
    return [((cell % along) + 0.5) * step, (Math.floor(cell / along) + 0.5) * step];
  });
});
export const PLACES = ANCHORS.length;

/** Faces, the surest first; of several boxes around one face the surest. `logits`: one for each place. */
export function decodeBoxes(logits: ArrayLike<number>, numbers: ArrayLike<number>): FoundBox[] {
  const boxes: FoundBox[] = [];
  for (const [place, [x, y]] of ANCHORS.entries()) {
    const score = 1 / (1 + Math.exp(-logits[place]!));
    if (score < SURE) continue;
    const from = place * NUMBERS_A_PLACE;
    const [width, height] = [numbers[from + 2]!, numbers[from + 3]!];
    const left = numbers[from]! + x - width / 2;
    const top = numbers[from + 1]! + y - height / 2;
    boxes.push({ left, top, width, height, score });
  }
  boxes.sort((a, b) => b.score - a.score);
  const kept: FoundBox[] = [];
  for (const box of boxes) if (kept.every((other) => sharedArea(other, box) < SAME)) kept.push(box);
  return kept;
}

function sharedArea(one: FoundBox, other: FoundBox): number {
  const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left);
  const down = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared / (one.width * one.height + other.width * other.height - shared);
}

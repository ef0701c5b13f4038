/** Both sides of what BlazeFace is given have to be a multiple of this: it halves them so often. */
export const DETECTOR_STEP = 32;
/** What the network says of each place: the box (centre, size), then six points (eyes, nose, mouth, ears). */
export const NUMBERS_A_PLACE = 16;
/** Real faces scored 0.68 and more, drawn and blank shapes below 0.4, see docs/decisions/0013. */
const SURE = 0.55;
/** Boxes that share more of their area than this are one face. */
const SAME = 0.2;

export interface FoundBox {
  /** Pixels of what the network was given. */
  left: number;
  top: number;
  width: number;
  height: number;
  score: number;
}

/** The middles of the places in the grids that the network was trained on: steps of 16 pixels with two each, of 32 with six. */
function placesOf(width: number, height: number): Float32Array {
  const key = `${width} ${height}`;
  const known = kept.get(key);
  if (known) return known;
  const places = [
    { step: 16, each: 2 },
    { step: 32, each: 6 },
  ].flatMap(({ step, each }) => {
    const across = width / step;
    return Array.from({ length: across * (height / step) * each }, (_, at): [number, number] => {
      const cell = Math.floor(at / each);
      return [((cell % across) + 0.5) * step, (Math.floor(cell / across) + 0.5) * step];
    }).flat();
  });
  const made = Float32Array.from(places);
  kept.set(key, made);
  return made;
}
const kept = new Map<string, Float32Array>();

/**
 * Faces, the surest first; of several boxes around one face the surest. `logits`: one for each place, the fine grid
 * first; `width` and `height`: of what the network was given, in pixels.
 */
export function decodeBoxes(
  logits: ArrayLike<number>,
  numbers: ArrayLike<number>,
  { width: across, height: down }: { width: number; height: number },
  least = SURE,
): FoundBox[] {
  const places = placesOf(across, down);
  const boxes: FoundBox[] = [];
  for (let place = 0; 2 * place < places.length; place += 1) {
    const score = 1 / (1 + Math.exp(-logits[place]!));
    if (score < least) continue;
    const from = place * NUMBERS_A_PLACE;
    const [width, height] = [numbers[from + 2]!, numbers[from + 3]!];
    const left = numbers[from]! + places[2 * place]! - width / 2;
    const top = numbers[from + 1]! + places[2 * place + 1]! - height / 2;
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

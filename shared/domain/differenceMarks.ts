/** From (inclusive) and to (exclusive), counted in characters (code points). */
export type Mark = [from: number, to: number];

/** Above this many comparisons only what the ends have in common is looked at. */
const MOST_STEPS = 250_000;

/**
 * Which characters of each value are not, in this order, in some other of the values. Counted in characters, so that
 * the marks also fit a masked value of the same length.
 */
export function differenceMarks(values: readonly string[]): Mark[][] {
  const texts = values.map((value) => Array.from(value));
  const differs = texts.map((text) => text.map(() => false));
  for (let one = 0; one < texts.length; one++) {
    for (let other = one + 1; other < texts.length; other++) {
      if (values[one] !== values[other]) {
        markPair(texts[one]!, texts[other]!, differs[one]!, differs[other]!);
      }
    }
  }
  return differs.map(rangesOf);
}

function markPair(one: string[], other: string[], marksOne: boolean[], marksOther: boolean[]): void {
  let start = 0;
  const shorter = Math.min(one.length, other.length);
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const rows = one.length - start - end;
  const columns = other.length - start - end;
  const isCommonOne = new Set<number>();
  const isCommonOther = new Set<number>();
  if (rows > 0 && columns > 0 && rows * columns <= MOST_STEPS) {
    // Lengths of the longest common subsequence of what begins at each place.
    const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        lengths[row]![column] =
          one[start + row] === other[start + column]
            ? lengths[row + 1]![column + 1]! + 1
            : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
      }
    }
    for (let row = 0, column = 0; row < rows && column < columns; ) {
      if (one[start + row] === other[start + column]) {
        isCommonOne.add(row++);
        isCommonOther.add(column++);
      } else if (lengths[row + 1]![column]! >= lengths[row]![column + 1]!) row++;
      else column++;
    }
  }
  for (let row = 0; row < rows; row++) if (!isCommonOne.has(row)) marksOne[start + row] = true;
  for (let column = 0; column < columns; column++) {
    if (!isCommonOther.has(column)) marksOther[start + column] = true;
  }
}

function rangesOf(differs: readonly boolean[]): Mark[] {
  const ranges: Mark[] = [];
  for (const [at, isMarked] of differs.entries()) {
    if (!isMarked) continue;
    const last = ranges.at(-1);
    if (last && last[1] === at) last[1] = at + 1;
    else ranges.push([at, at + 1]);
  }
  return ranges;
}

/**
 * A stream of numbers that is the same wherever the same seed and stream name are given.
 * Streams are named so that drawing more numbers for one purpose never shifts another's.
 */
export interface SeededRandom {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number, 0 ≤ x < bound. */
  below(bound: number): number;
  /** A whole number, low ≤ x ≤ high. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One of the entries, each as often as its weight says. Throws RangeError on an empty list. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
  /** The list in another order; the list given is left alone. */
  shuffled<T>(list: readonly T[]): T[];
}

/** FNV-1a over UTF-16 units, with a final mix so that similar seeds give unlike states. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return (value ^ (value >>> 16)) >>> 0;
}

/** sfc32, a small fast generator with 128 bits of state. Not for secrets. */
export function seededRandom(seed: number | string, stream = ''): SeededRandom {
  let a = hash(`${seed}/${stream}/a`);
  let b = hash(`${seed}/${stream}/b`);
  let c = hash(`${seed}/${stream}/c`);
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }
  for (let round = 0; round < 12; round += 1) next();

  const below = (bound: number): number => Math.floor(next() * bound);

  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (list) => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[below(list.length)]!;
    },
    weighted: (entries) => {
      let total = 0;
      for (const entry of entries) total += entry[1];
      let left = next() * total;
      for (const entry of entries) {
        left -= entry[1];
        if (left < 0) return entry[0];
      }
      const last = entries.at(-1);
      if (last === undefined) throw new RangeError('nothing to pick from');
      return last[0];
    },
    shuffled: (list) => {
      const copy = [...list];
      for (let index = copy.length - 1; index > 0; index -= 1) {
        const other = below(index + 1);
        [copy[index], copy[other]] = [copy[other]!, copy[index]!];
      }
      return copy;
    },
  };
}

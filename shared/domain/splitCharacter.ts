import { nameKey } from './personName.ts';

/** One character of a name for which another writing has those that it is made of. */
export interface SplitCharacter {
  whole: string;
  parts: string;
}

export interface SplitWriting {
  /** Which of the two writings has the parts. */
  side: 'left' | 'right';
  characters: SplitCharacter[];
}

/** Whether a character is made of these, in this order; from a table that only some of the program has. */
export type IsMadeOf = (whole: string, parts: readonly string[]) => boolean;

/** A name of one character is nobody's whole name, so that 王民 beside 珉 are two names. */
const SHORTEST_NAME = 2;
/** By how many characters a name gets longer at most. */
export const MOST_ADDED_BY_SPLITTING = 4;
/** Into how many a character is taken apart at most, as 燚 into 火火火火. */
const MOST_PARTS = 4;

/**
 * Whether two writings of a name are the same but for characters of which one has several in place of one: whoever
 * could not type 𬱖 typed 由页, for 堃 方方土 (domain notes §8). Null: they are not. Symmetric but for the side.
 */
export function splitWriting(left: string, right: string, isMadeOf: IsMadeOf): SplitWriting | null {
  const one = Array.from(nameKey(left));
  const other = Array.from(nameKey(right));
  const added = Math.abs(one.length - other.length);
  if (added === 0 || added > MOST_ADDED_BY_SPLITTING || Math.min(one.length, other.length) < SHORTEST_NAME)
    return null;
  const isLeft = one.length > other.length;
  const characters = isLeft ? splitsBetween(one, other, isMadeOf) : splitsBetween(other, one, isMadeOf);
  return characters && { side: isLeft ? 'left' : 'right', characters };
}

function splitsBetween(
  long: readonly string[],
  short: readonly string[],
  isMadeOf: IsMadeOf,
): SplitCharacter[] | null {
  const [whole, ...rest] = short;
  if (whole === undefined) return long.length === 0 ? [] : null;
  if (long[0] === whole) {
    const found = splitsBetween(long.slice(1), rest, isMadeOf);
    if (found !== null) return found;
  }
  const most = Math.min(MOST_PARTS, long.length - rest.length);
  for (let count = 2; count <= most; count += 1) {
    const parts = long.slice(0, count);
    if (!isMadeOf(whole, parts)) continue;
    const found = splitsBetween(long.slice(count), rest, isMadeOf);
    if (found !== null) return [{ whole, parts: parts.join('') }, ...found];
  }
  return null;
}

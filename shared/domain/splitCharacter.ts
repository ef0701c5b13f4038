import { nameKey } from './personName.ts';

/** One character of a name for which another writing has the two that it is made of. */
export interface SplitCharacter {
  whole: string;
  parts: string;
}

export interface SplitWriting {
  /** Which of the two writings has the parts. */
  side: 'left' | 'right';
  characters: SplitCharacter[];
}

/** Whether a character is made of these two, in this order; from a table that only some of the program has. */
export type IsMadeOf = (whole: string, first: string, second: string) => boolean;

/** A name of one character is nobody's whole name, so that 王民 beside 珉 are two names. */
const SHORTEST_NAME = 2;
/** More characters than this are not split in one name. */
const MOST_SPLIT = 3;

/**
 * Whether two writings of a name are the same but for characters of which one has two in place of one: whoever
 * could not type 𬱖 typed 由页 (domain notes §8). Null: they are not. Symmetric but for the side.
 */
export function splitWriting(left: string, right: string, isMadeOf: IsMadeOf): SplitWriting | null {
  const one = Array.from(nameKey(left));
  const other = Array.from(nameKey(right));
  const added = Math.abs(one.length - other.length);
  if (added === 0 || added > MOST_SPLIT || Math.min(one.length, other.length) < SHORTEST_NAME) return null;
  const isLeft = one.length > other.length;
  const characters = isLeft ? splitsBetween(one, other, isMadeOf) : splitsBetween(other, one, isMadeOf);
  return characters && { side: isLeft ? 'left' : 'right', characters };
}

function splitsBetween(
  long: readonly string[],
  short: readonly string[],
  isMadeOf: IsMadeOf,
): SplitCharacter[] | null {
  const found: SplitCharacter[] = [];
  let at = 0;
  for (const whole of short) {
    const [first, second] = [long[at], long[at + 1]];
    if (first === whole) at += 1;
    else if (first !== undefined && second !== undefined && isMadeOf(whole, first, second)) {
      found.push({ whole, parts: first + second });
      at += 2;
    } else return null;
  }
  return at === long.length ? found : null;
}

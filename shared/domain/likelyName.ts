import { isPrivateUse, PRIVATE_USE_TO_REAL } from './privateUse.ts';

/** What stands where a character was lost: question marks, the replacement character, boxes. */
const LOST = new Set(['?', '\uff1f', '\ufffd', '\u25a1', '\u3013']);

export interface LikelyCharacter {
  /** Which character of the name, counted from 0. */
  at: number;
  written: string;
  likely: string;
  /** The table of private-use characters tells it, or another writing of the same name. */
  by: 'table' | 'name';
}

/**
 * What stood where a name has a private-use character or a sign that one was lost: by the table, or by another
 * writing of the same student's name that agrees in all else. Only ever shown; a document decides.
 */
export function likelyCharacters(name: string, otherNames: readonly string[]): LikelyCharacter[] {
  const characters = Array.from(name);
  return characters.flatMap((written, at): LikelyCharacter[] => {
    const real = PRIVATE_USE_TO_REAL.get(written);
    if (real !== undefined) return [{ at, written, likely: real, by: 'table' }];
    if (!isDoubtful(written)) return [];
    const likely = new Set(
      otherNames.flatMap((other) => {
        const theirs = Array.from(other);
        const agrees =
          theirs.length === characters.length &&
          theirs.every((one, index) => one === characters[index] || isDoubtful(characters[index]!));
        const one = theirs[at]!;
        return agrees && !isDoubtful(one) ? [one] : [];
      }),
    );
    return [...likely].map((one) => ({ at, written, likely: one, by: 'name' }));
  });
}

function isDoubtful(character: string): boolean {
  return LOST.has(character) || isPrivateUse(character.codePointAt(0)!);
}

/** Whether a name has a character that is worth looking up: beyond what old systems hold, or none that can be right. */
export function hasRareCharacter(name: string): boolean {
  return Array.from(name).some((character) => {
    const code = character.codePointAt(0)!;
    return (
      isDoubtful(character) ||
      code > 0xffff ||
      (code >= 0x3400 && code <= 0x4dbf) ||
      (code >= 0x9fa6 && code <= 0x9fff)
    );
  });
}

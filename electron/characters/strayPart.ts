import { madeOf } from './isMadeOf.ts';

/**
 * Forms that stand inside characters only, and 页, which nobody is called: in a name beside what they make up a
 * character with, they are a character taken apart. All other pairs may be names as they stand (王民 of 珉, 金立 of
 * 鉝), so nothing is said of them unless another writing of the name has the one character.
 */
const STRAY = /[亻氵冫扌艹讠訁钅釒纟糹忄犭辶礻衤饣飠刂宀疒攵阝⺮⻊页頁]/u;
/** Surname, and the two. */
const SHORTEST = 3;

/** A character taken apart, told by the name alone, with all that the two make up; null: there is none. */
export function strayPart(name: string): { at: number; parts: string; wholes: readonly string[] } | null {
  if (!STRAY.test(name)) return null;
  const characters = Array.from(name);
  if (characters.length < SHORTEST) return null;
  for (let at = 0; at + 1 < characters.length; at += 1) {
    const [first, second] = [characters[at]!, characters[at + 1]!];
    if (!STRAY.test(first) && !STRAY.test(second)) continue;
    const wholes = madeOf(first, second);
    if (wholes.length > 0) return { at, parts: first + second, wholes };
  }
  return null;
}

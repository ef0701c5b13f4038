import { componentsIn, decompositionText, simplificationText } from './decompositionData.ts';
import { partsMeant } from './partVariants.ts';

export interface CharacterParts {
  /** What a character is made of, one level down; parts without a code point are told by theirs. */
  partsOf(character: string): string[];
  /**
   * The characters that have all of these parts, a repeated one as often as it is said, the simplest first; `unknown`
   * are parts of nothing.
   */
  withParts(parts: readonly string[]): { characters: string[]; unknown: string[] };
}

let loaded: CharacterParts | null = null;

/** Reads the decomposition data when first asked for (a fifth of a second), and keeps it. docs/decisions has its origin. */
export function characterParts(): CharacterParts {
  loaded ??= fromData(decompositionText(), simplificationText());
  return loaded;
}

/** Parts that have no code point are numbers in the data. */
const isNumbered = (part: string) => part.charCodeAt(0) < 0x3a;
const isStroke = (part: string) => part >= '\u31c0' && part <= '\u31ef';

function fromData(decompositions: string, simplifications: string): CharacterParts {
  const made = new Map<string, readonly string[]>();
  for (const line of decompositions.split('\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    made.set(line.slice(0, colon), componentsIn(line.slice(colon + 1)));
  }
  addSimplified(made, simplifications);

  const holders = new Map<string, string[]>();
  for (const [whole, parts] of made) {
    for (const part of parts) {
      const known = holders.get(part);
      if (known === undefined) holders.set(part, [whole]);
      else if (known.at(-1) !== whole) known.push(whole);
    }
  }

  const partsOf = (character: string): string[] =>
    (made.get(character) ?? []).flatMap((part) => (isNumbered(part) ? partsOf(part) : [part]));

  return {
    partsOf,
    withParts(parts) {
      const having = [...new Set(parts)].map((part) => ({ part, characters: holdersOf(holders, part) }));
      const unknown = having.filter(({ characters }) => characters.size === 0).map(({ part }) => part);
      const [first, ...others] = having
        .map(({ characters }) => characters)
        .filter(({ size }) => size > 0)
        .sort((one, other) => one.size - other.size);
      const repeated = [...new Set(parts)]
        .map((part) => ({ forms: partsMeant(part), times: parts.filter((each) => each === part).length }))
        .filter(({ times }) => times > 1);
      const common = [...(first ?? [])].filter(
        (each) =>
          others.every((other) => other.has(each)) &&
          repeated.every(({ forms, times }) => timesIn(made, each, forms) >= times),
      );
      const weight = new Map(common.map((each) => [each, weightOf(made, each)]));
      return { characters: common.sort((one, other) => weight.get(one)! - weight.get(other)!), unknown };
    },
  };
}

/** Whatever has the part in any of its forms, directly or in one of its own parts. */
function holdersOf(holders: ReadonlyMap<string, readonly string[]>, part: string): Set<string> {
  const found = new Set<string>();
  const next = [...partsMeant(part)];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    for (const holder of holders.get(one) ?? []) {
      if (found.has(holder)) continue;
      found.add(holder);
      next.push(holder);
    }
  }
  return new Set([...found].filter((each) => each !== part && !isNumbered(each) && !isStroke(each)));
}

/** How often a character has a part, in any of these forms. */
function timesIn(
  made: ReadonlyMap<string, readonly string[]>,
  character: string,
  forms: readonly string[],
  deep = 0,
): number {
  // The data have no circles; should they get one, it ends here.
  if (deep > DEEPEST) return 0;
  return (made.get(character) ?? []).reduce(
    (sum, part) => sum + (forms.includes(part) ? 1 : timesIn(made, part, forms, deep + 1)),
    0,
  );
}

const DEEPEST = 20;

/** Of how many strokes and parts a character is made: the fewer, the simpler. */
function weightOf(made: ReadonlyMap<string, readonly string[]>, character: string, deep = 0): number {
  const parts = made.get(character) ?? [];
  if (parts.length === 0 || deep > DEEPEST) return 1;
  return parts.reduce((sum, part) => sum + weightOf(made, part, deep + 1), 0);
}

/**
 * Simplified characters that the data are too old for (Extension E, as 𬱖) are made of the simplified parts of the
 * character that they stand for (頔: 由 and 頁).
 */
function addSimplified(made: Map<string, readonly string[]>, simplifications: string): void {
  const simplified = new Map<string, string[]>();
  for (const entry of simplifications.split('|')) {
    const [character = '', ...forms] = entry.split(' ');
    simplified.set(character, forms);
  }
  for (const [character, forms] of simplified) {
    const parts = made.get(character);
    if (!parts || parts.length === 0) continue;
    for (const form of forms) {
      if (!made.has(form))
        made.set(
          form,
          parts.map((part) => simplified.get(part)?.[0] ?? part),
        );
    }
  }
}

import { blockOf, CHARACTER_BLOCKS } from '../../shared/domain/characterBlock.ts';
import { characterParts } from './characterParts.ts';
import { charactersRead } from './readingIndex.ts';

export interface FoundCharacters {
  by: 'nothing' | 'code-point' | 'reading' | 'parts';
  characters: string[];
  /** Parts that occur in nothing. */
  unknownParts: string[];
}

const CODE_POINT = /^(?:u\+|0x|\\u|&#x)?([0-9a-f]{4,6});?$/i;
const READING = /^[a-zü]{1,6}[1-5]?$/i;

/** What a person typed: a code point, readings, parts, or readings and parts, with or without spaces between them. */
export async function searchCharacters(text: string): Promise<FoundCharacters> {
  const typed = text.normalize('NFC').trim();
  const coded = CODE_POINT.exec(typed);
  // "dada" may be a reading gone wrong and is a code point; four letters that are no digits are none.
  if (coded && (/\d|\+|\\|&/.test(typed) || !READING.test(typed))) {
    const codePoint = Number.parseInt(coded[1]!, 16);
    const isCharacter = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
    return {
      by: 'code-point',
      characters: isCharacter ? [String.fromCodePoint(codePoint)] : [],
      unknownParts: [],
    };
  }
  const syllables = typed.split(/[^a-zü1-5]+/i).filter((word) => READING.test(word));
  const parts = Array.from(typed).filter((each) => /[\p{Script=Han}\u2e80-\u2fdf\u31c0-\u31ef]/u.test(each));
  if (syllables.length === 0 && parts.length === 0)
    return { by: 'nothing', characters: [], unknownParts: [] };

  const read = await Promise.all(syllables.map(charactersRead));
  const { characters, unknown } =
    parts.length > 0 ? characterParts().withParts(parts) : { characters: read[0] ?? [], unknown: [] };
  const found = characters.filter((each) => read.every((readings) => readings.includes(each)));
  const [alone] = parts;
  const inOrder = parts.length > 0 ? byBlock(found, true) : byBlock(found, false);
  return {
    by: parts.length > 0 ? 'parts' : 'reading',
    characters: parts.length === 1 && syllables.length === 0 ? [alone!, ...inOrder] : inOrder,
    unknownParts: unknown,
  };
}

/**
 * Likely blocks first, so that the ten thousands of Extension B are behind what people are called. Found by parts,
 * the simplest stay first within a block.
 */
function byBlock(characters: readonly string[], isSorted: boolean): string[] {
  const rank = (character: string) => CHARACTER_BLOCKS.indexOf(blockOf(character.codePointAt(0)!));
  return [...characters].sort(
    (one, other) => rank(one) - rank(other) || (isSorted ? 0 : one.codePointAt(0)! - other.codePointAt(0)!),
  );
}

import type { CharacterFacts } from '../../shared/contract/characters.ts';
import { blockOf, codePointName } from '../../shared/domain/characterBlock.ts';
import { lookAlikesOf } from '../../shared/domain/lookAlikeCharacters.ts';
import { PRIVATE_USE_TO_REAL } from '../../shared/domain/privateUse.ts';
import { encodeGb18030 } from '../archive/encodeGb18030.ts';
import { characterParts } from './characterParts.ts';
import { readingsOf } from './readingIndex.ts';

const REAL_TO_PRIVATE_USE = new Map([...PRIVATE_USE_TO_REAL].map(([from, to]) => [to, from]));
const UNKNOWN = 0x3f;

/** What can be told of a character but for printing, which depends on the fonts at hand. */
export function characterFacts(character: string): Omit<CharacterFacts, 'print'> {
  const standIn = REAL_TO_PRIVATE_USE.get(character) ?? null;
  const bytes = encodeGb18030(character);
  const isEncoded = bytes[0] !== UNKNOWN || character === '?';
  return {
    character,
    codePoint: codePointName(character),
    block: blockOf(character.codePointAt(0)!),
    readings: readingsOf(character),
    parts: characterParts().partsOf(character),
    gb18030: isEncoded ? bytes.toString('hex').toUpperCase() : null,
    gbk: gbkOf(character, standIn, isEncoded ? bytes.length : null),
    standIn: standIn === null ? null : codePointName(standIn),
    real: PRIVATE_USE_TO_REAL.get(character) ?? null,
    lookAlikes: lookAlikesOf(character),
  };
}

/** What has two bytes since 2005 only had, in the GBK of older systems, a private-use character there. */
function gbkOf(character: string, standIn: string | null, bytes: number | null): CharacterFacts['gbk'] {
  if (blockOf(character.codePointAt(0)!) === 'privateUse') return 'made-up';
  if (standIn !== null) return 'stand-in';
  return bytes !== null && bytes <= 2 ? 'yes' : 'no';
}

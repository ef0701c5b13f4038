import { setImmediate as breathe } from 'node:timers/promises';
import { pinyin } from 'pinyin-pro';
import { pinyinSpellings } from '../../shared/domain/pinyinSpellings.ts';

/** Where characters with a known reading are: the basic block, Extension A, and C to F. */
const RANGES = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x2a700, 0x2ebef],
] as const;
const AT_ONCE = 500;

let index: Promise<ReadonlyMap<string, string[]>> | null = null;

/**
 * The characters that may be read so (`yan`; `lv`, `lü`, `lyu` or `lu` for lü), without tones. The index is made when
 * first asked for.
 */
export async function charactersRead(syllable: string): Promise<readonly string[]> {
  index ??= buildIndex();
  const read = await index;
  return [...new Set(pinyinSpellings(syllable).flatMap((spelling) => read.get(spelling) ?? []))];
}

/** A second of work, given in pieces so that whatever else is asked is answered in between. */
async function buildIndex(): Promise<ReadonlyMap<string, string[]>> {
  const made = new Map<string, string[]>();
  for (const [from, to] of RANGES) {
    for (let code = from; code <= to; code += 1) {
      const character = String.fromCodePoint(code);
      for (const reading of plainReadings(character)) {
        const known = made.get(reading);
        if (known) known.push(character);
        else made.set(reading, [character]);
      }
      if (code % AT_ONCE === 0) await breathe();
    }
  }
  return made;
}

function plainReadings(character: string): string[] {
  const readings = pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true });
  return readings[0] === character ? [] : [...new Set(readings)];
}

/** With tones, the commonest first; empty where none is known. */
export function readingsOf(character: string): string[] {
  const readings = pinyin(character, { multiple: true, type: 'array' });
  return readings[0] === character ? [] : [...new Set(readings)];
}

import { pinyin } from 'pinyin-pro';

const readings = new Map<string, string>();
const surnames = new Map<string, string[]>();

/**
 * The toneless pinyin of a name, a syllable per character: the first one or two characters read as a surname
 * (单 shan, 曾 zeng, 尉迟 yu chi), the others by their commonest reading. Anything that is not Chinese is left
 * out, and the parts of a name with U+00B7 are read one after the other. For searching only.
 */
export function pinyinOf(name: string): string[] {
  const characters = [...name].filter((character) => /\p{Script=Han}/u.test(character));
  if (characters.length === 0) return [];
  const syllables = surnameReading(characters);
  for (const character of characters.slice(syllables.length)) {
    const reading = readingOf(character);
    if (reading !== '') syllables.push(reading);
  }
  return syllables;
}

function surnameReading(characters: string[]): string[] {
  // Two characters decide: whether they are a surname of two, and else how the first one is read.
  const head = characters.slice(0, 2).join('');
  let reading = surnames.get(head);
  if (!reading) {
    const all = pinyin(head, { toneType: 'none', type: 'array', surname: 'head', v: true });
    const plain = pinyin(head, { toneType: 'none', type: 'array', v: true });
    const isCompound = characters.length > 2 && all.length === 2 && all[1] !== plain[1];
    reading = all.slice(0, isCompound ? 2 : 1).map(lettersOnly);
    surnames.set(head, reading);
  }
  return [...reading];
}

function readingOf(character: string): string {
  let reading = readings.get(character);
  if (reading === undefined) {
    reading = lettersOnly(pinyin(character, { toneType: 'none', v: true }));
    readings.set(character, reading);
  }
  return reading;
}

function lettersOnly(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

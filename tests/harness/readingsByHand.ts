/**
 * How the names of these tests are read, written down by hand: as a surname at the head of a name, and elsewhere.
 * An empty reading is that of a character for which no dictionary has one.
 */
export const SURNAMES: Readonly<Record<string, string>> = {
  张: 'zhang',
  王: 'wang',
  单: 'shan',
  曾: 'zeng',
  仇: 'qiu',
  区: 'ou',
  解: 'xie',
  吕: 'lv',
  翟: 'zhai',
  欧阳: 'ou yang',
  尉迟: 'yu chi',
  万俟: 'mo qi',
  𠮷: '',
  阿: 'a',
  买: 'mai',
};

export const GIVEN: Readonly<Record<string, string>> = {
  三: 'san',
  伟: 'wei',
  国: 'guo',
  单: 'dan',
  曾: 'ceng',
  解: 'jie',
  娜: 'na',
  女: 'nv',
  张: 'zhang',
  𠮷: '',
  䶮: 'yan',
  龘: 'da',
  卜: 'bu',
  杜: 'du',
  拉: 'la',
  艾: 'ai',
  买: 'mai',
  提: 'ti',
  吐: 'tu',
  尔: 'er',
  逊: 'xun',
  田: 'tian',
};

/** The syllables of the Chinese characters of a name, a surname first. */
export function syllablesByHand(characters: readonly string[]): string[] {
  const head = characters.slice(0, 2).join('');
  const surname = SURNAMES[head] === undefined ? characters[0]! : head;
  const length = [...surname].length;
  const readings = [SURNAMES[surname] ?? readingOf(surname)];
  for (const character of characters.slice(length)) readings.push(readingOf(character));
  return readings.flatMap((reading) => reading.split(' ')).filter((syllable) => syllable !== '');
}

function readingOf(character: string): string {
  const reading = GIVEN[character];
  if (reading === undefined) throw new Error(`Write down how ${character} is read`);
  return reading;
}

import type { Twin } from '../twin.ts';
import type { characters as zh } from '../zh/characters.ts';

export const characters: Twin<typeof zh> = {
  title: 'Rare characters',
  open: 'Rare characters (F8)',
  ofName: 'Look up the characters of “{{name}}”',
  label: 'Parts, reading or code point',
  placeholder: '龙天, 由页, yan, U+4DAE',
  mode: 'How to look',
  find: 'Find',
  inspect: 'One by one',
  inspectLabel: 'Characters to look at',
  teach: {
    parts:
      'By its parts: type the characters that it is made of. “龙天” finds 䶮, “由页” finds 𬱖; “水青” finds 清, too.',
    reading: 'By its reading: yan, lü. Reading and parts go together: di 页.',
    code: 'By its code point: U+4DAE. Or paste one character, to see it and those that it is a part of.',
    inspect: 'Paste a name to see code points, readings, what older systems hold and what can be printed.',
  },
  results: 'Characters found',
  found_one: '{{formatted}} character',
  found_other: '{{formatted}} characters',
  foundMore: '{{total}} in all, the first {{shown}} shown; another part or a reading narrows it down',
  nothing:
    'Nothing found. Try another part or reading; of Extension E and later only characters common in names are found by their parts, the others by code point.',
  unknownParts: 'No character has “{{parts}}”, so it was passed over.',
  facts: {
    codePoint: 'Code point',
    block: 'Block',
    readings: 'Readings',
    parts: 'Parts',
    gb18030: 'Bytes in GB18030',
    gbk: 'Older systems (GBK)',
    print: 'Printing',
    lookAlikes: 'Look-alikes',
  },
  none: 'not known',
  gbk: {
    yes: 'yes',
    'stand-in': 'only as {{standIn}}, made up, which other systems may not show',
    'made-up': 'only there: made up',
    no: 'no: it mostly becomes “?” or pinyin',
  },
  print: {
    yes: 'sheets can print it',
    'this-computer': 'with a font of this computer; another may lack it',
    no: 'no font of this computer has it: sheets show a box',
  },
  chsi: 'Whether CHSI takes this character, the program cannot know (in 2019 a student could not be entered for “𬱖”). Please try it there.',
  privateUse: 'An older system made this character up; another computer may show another one, or a box.',
  privateUseUnknown:
    'The national table does not have it: look the character up by its parts, from the ID card.',
  likely: {
    table: '{{written}} is, by the national table,',
    name: 'A character is lost here; another source of the same student has',
  },
  lostUnknown:
    '“{{written}}” says that a character is lost, and no other source has it. Look it up by its parts, from the ID card.',
  checkDocument: 'Please check against the ID card.',
  copy: 'Copy',
  copied: 'Copied',
  block: {
    basic: 'basic block',
    extA: 'Extension A',
    extB: 'Extension B',
    extC: 'Extension C',
    extD: 'Extension D',
    extE: 'Extension E',
    extF: 'Extension F',
    extG: 'Extension G',
    extH: 'Extension H',
    extI: 'Extension I',
    compatibility: 'compatibility forms (look the same, are other characters)',
    radical: 'radicals (no characters)',
    privateUse: 'private use',
    other: 'no Chinese character',
  },
};

import type { CharacterFacts } from '../../shared/contract/characters.ts';
import { characterFacts } from '../characters/characterFacts.ts';
import { type FoundCharacters, searchCharacters } from '../characters/searchCharacters.ts';
import { openReportFonts, type ReportFonts } from '../reports/fonts/reportFonts.ts';

/** What the core asks about characters. */
export type CharacterQuestion =
  | { kind: 'search'; text: string; limit: number }
  | { kind: 'inspect'; text: string };

export interface CharacterAnswer extends Omit<FoundCharacters, 'characters'> {
  total: number;
  items: CharacterFacts[];
}

/** Loads tables, readings and fonts when first asked: a second or two of work, for a thread that nobody waits for. */
export async function answerCharacters(question: CharacterQuestion): Promise<CharacterAnswer> {
  if (question.kind === 'inspect') {
    const characters = [...new Set(question.text)].filter((character) => character.trim() !== '');
    return { by: 'nothing', total: characters.length, unknownParts: [], items: factsOf(characters) };
  }
  const { by, characters, unknownParts } = await searchCharacters(question.text);
  return { by, total: characters.length, unknownParts, items: factsOf(characters.slice(0, question.limit)) };
}

let fonts: ReportFonts | null = null;

/** With what depends on this computer: whether sheets can print it. */
function factsOf(characters: readonly string[]): CharacterFacts[] {
  fonts ??= openReportFonts();
  const held = fonts;
  return characters.map((character) => ({ ...characterFacts(character), print: printOf(held, character) }));
}

function printOf(held: ReportFonts, character: string): CharacterFacts['print'] {
  const [set] = held.setText(character, 'regular');
  if (!set?.font) return 'no';
  return set.font.name.startsWith('primary') ? 'yes' : 'this-computer';
}

import type { CharacterFacts } from '../../../shared/contract/characters.ts';
import type { ReportFonts } from '../../reports/fonts/reportFonts.ts';
import type { Procedures } from './answer.ts';

export function charactersRouter(procedures: Procedures) {
  return {
    search: procedures.characters.search.handler(async ({ input }) => {
      const { searchCharacters } = await import('../../characters/searchCharacters.ts');
      const { by, characters, unknownParts } = await searchCharacters(input.text);
      const items = await factsOf(characters.slice(0, input.limit));
      return { by, total: characters.length, items, unknownParts };
    }),
    inspect: procedures.characters.inspect.handler(async ({ input }) => ({
      items: await factsOf([...new Set(input.text)].filter((character) => character.trim() !== '')),
    })),
  };
}

let fonts: ReportFonts | null = null;

/** With what depends on this computer: whether sheets can print it. */
async function factsOf(characters: readonly string[]): Promise<CharacterFacts[]> {
  const [{ characterFacts }, { openReportFonts }] = await Promise.all([
    import('../../characters/characterFacts.ts'),
    import('../../reports/fonts/reportFonts.ts'),
  ]);
  fonts ??= openReportFonts();
  return characters.map((character) => ({ ...characterFacts(character), print: printOf(fonts!, character) }));
}

function printOf(held: ReportFonts, character: string): CharacterFacts['print'] {
  const [set] = held.setText(character, 'regular');
  if (!set?.font) return 'no';
  return set.font.name.startsWith('primary') ? 'yes' : 'this-computer';
}

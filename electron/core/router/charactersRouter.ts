import { askCharacters } from '../askCharacters.ts';
import type { Procedures } from './answer.ts';

export function charactersRouter(procedures: Procedures) {
  return {
    search: procedures.characters.search.handler(({ input }) => askCharacters({ kind: 'search', ...input })),
    inspect: procedures.characters.inspect.handler(async ({ input }) => {
      const { items } = await askCharacters({ kind: 'inspect', ...input });
      return { items };
    }),
  };
}

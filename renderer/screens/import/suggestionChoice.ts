import type { ImportSession, Suggestion } from '../../../shared/contract/imports.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';

type Exceptions = NonNullable<ImportSession['suggestionExceptions'][SuggestionKind]>;

/** Names a row within the list of suggestions. */
export function suggestionKey({ row, sheet }: Pick<Suggestion, 'row' | 'sheet'>): string {
  return `${sheet ?? ''} ${row}`;
}

/** The exceptions of one kind once some rows are ticked or unticked: rows that are the other way round than all. */
export function exceptionsAfter(
  all: boolean,
  before: Exceptions,
  ticked: ReadonlyMap<string, { row: number; sheet: string | null; taken: boolean }>,
): Exceptions {
  const kept = before.filter((row) => !ticked.has(suggestionKey(row)));
  const changed = [...ticked.values()].filter(({ taken }) => taken !== all);
  return [...kept, ...changed.map(({ row, sheet }) => ({ row, sheet }))];
}

import { SUGGESTION_KINDS, type SuggestionKind } from '../../../shared/domain/suggestions.ts';

/** Names one row of a file: its number, and its sheet where an import takes several. */
export interface RowReference {
  row: number;
  sheet?: string | null;
}

/**
 * What a person took of what the rows of a file offer. `except` are the rows that are the other way round: left out
 * where all are taken, taken where none is.
 */
export type TakenSuggestions = Record<SuggestionKind, { all: boolean; except: ReadonlySet<string> }> & {
  /** Of a 人像比对 list: where it shows no result any more, there is none. */
  blankFlags: boolean;
};

/** Takes the kinds named, and of the others nothing. */
export function takeAllOf(...kinds: SuggestionKind[]): TakenSuggestions {
  const taken = SUGGESTION_KINDS.map((kind) => [kind, { all: kinds.includes(kind), except: new Set() }]);
  return { ...Object.fromEntries(taken), blankFlags: false };
}

export function isTaken(taken: TakenSuggestions, kind: SuggestionKind, row: RowReference): boolean {
  const { all, except } = taken[kind];
  return except.size > 0 && except.has(rowName(row)) ? !all : all;
}

/** What was taken before, with what a person chose now; exceptions hold until their kind is chosen again. */
export function chosenSuggestions(
  before: TakenSuggestions,
  take: Partial<Record<SuggestionKind | 'blankFlags', boolean | undefined>> = {},
  exceptions: Partial<Record<SuggestionKind, readonly RowReference[] | undefined>> = {},
): TakenSuggestions {
  const chosen = SUGGESTION_KINDS.map((kind) => {
    const all = take[kind] ?? before[kind].all;
    const rows = exceptions[kind] ?? (take[kind] === undefined ? null : []);
    return [kind, { all, except: rows === null ? before[kind].except : new Set(rows.map(rowName)) }];
  });
  return { ...Object.fromEntries(chosen), blankFlags: take.blankFlags ?? before.blankFlags };
}

function rowName({ row, sheet }: RowReference): string {
  return `${row} ${sheet ?? ''}`;
}

/** The rows that names stand for. */
export function rowsNamed(names: ReadonlySet<string>): { row: number; sheet: string | null }[] {
  return [...names].map((name) => {
    const at = name.indexOf(' ');
    return { row: Number(name.slice(0, at)), sheet: name.slice(at + 1) || null };
  });
}

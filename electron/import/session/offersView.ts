import type { ImportSession as SessionView, Suggestion } from '../../../shared/contract/imports.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { SUGGESTION_KINDS } from '../../../shared/domain/suggestions.ts';
import type { Offer, PlannedRow } from '../reconcile/plannedRow.ts';
import { rowsNamed, type TakenSuggestions } from '../reconcile/takenSuggestions.ts';
import type { Mapping } from '../suggestMapping.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import { keysOf } from './planView.ts';

export function suggestionView(row: PlannedRow, offer: Offer, unmasked: boolean): Suggestion {
  const { field, by, source, taken } = offer;
  const show = (text: string) => (unmasked ? text : (maskField(field, text) ?? ''));
  return {
    row: row.row,
    sheet: row.sheet ?? null,
    name: row.values.name ?? null,
    keys: keysOf(row.values),
    field,
    from: show(offer.from),
    to: show(offer.to),
    by,
    source,
    taken,
  };
}

/** Of each column how many of its numbers lack zeros in front, where it is said of the file as a whole. */
export function zeroFindings(counts: ReadonlyMap<string, number>, mapping: Mapping): Finding[] {
  return [...counts].map(([field, count]) =>
    makeFinding('LEADING_ZERO_LOST', {
      case: 'of-column',
      column: mapping.columns.find((column) => column.field === field)?.heading ?? null,
      field,
      params: { count },
    }),
  );
}

export function sayTaken(
  taken: TakenSuggestions,
): Pick<SessionView, 'suggestionsTaken' | 'suggestionExceptions'> {
  const suggestionExceptions: SessionView['suggestionExceptions'] = {};
  for (const kind of SUGGESTION_KINDS) {
    if (taken[kind].except.size > 0) suggestionExceptions[kind] = rowsNamed(taken[kind].except);
  }
  return {
    suggestionsTaken: {
      lostDigits: taken.lostDigits.all,
      leadingZeros: taken.leadingZeros.all,
      names: taken.names.all,
      ...(taken.blankFlags ? { blankFlags: true } : {}),
    },
    suggestionExceptions,
  };
}

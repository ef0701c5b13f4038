import type {
  PlanSummary,
  ImportSession as SessionView,
  Suggestion,
} from '../../../shared/contract/imports.ts';
import type { Finding } from '../../../shared/domain/findings.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { SUGGESTION_KINDS } from '../../../shared/domain/suggestions.ts';
import type { PlannedRow } from '../reconcile/plannedRow.ts';
import { rowsNamed, type TakenSuggestions } from '../reconcile/takenSuggestions.ts';
import type { Mapping } from '../suggestMapping.ts';
import { makeFinding } from '../validate/makeFinding.ts';
import type { SuggestionsRequest } from './importSession.ts';
import { keysOf } from './planView.ts';

export function countOffers(rows: Iterable<PlannedRow>): PlanSummary['offered'] {
  const counts = new Map(SUGGESTION_KINDS.map((kind) => [kind, { kind, count: 0, taken: 0 }]));
  for (const { offers } of rows) {
    for (const { kind, taken } of offers ?? []) {
      const entry = counts.get(kind)!;
      entry.count++;
      if (taken) entry.taken++;
    }
  }
  return [...counts.values()].filter(({ count }) => count > 0);
}

/** In the order of the file. */
export function pageOfOffers(
  rows: Iterable<PlannedRow>,
  { kind, offset, limit, unmasked }: SuggestionsRequest,
): { total: number; items: Suggestion[] } {
  const items: Suggestion[] = [];
  let total = 0;
  for (const row of rows) {
    for (const offer of row.offers ?? []) {
      if (offer.kind !== kind) continue;
      if (total >= offset && items.length < limit) {
        const show = (text: string) => (unmasked ? text : (maskField(offer.field, text) ?? ''));
        const { field, by, source, taken } = offer;
        items.push({
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
        });
      }
      total++;
    }
  }
  return { total, items };
}

/** Of each column how many of its numbers lack zeros in front, where it is said of the file as a whole. */
export function zeroFindings(rows: Iterable<PlannedRow>, mapping: Mapping): Finding[] {
  const counts = new Map<string, number>();
  for (const { offers } of rows) {
    for (const { kind, field } of offers ?? []) {
      if (kind === 'leadingZeros') counts.set(field, (counts.get(field) ?? 0) + 1);
    }
  }
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

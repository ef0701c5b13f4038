import type { ListedSheet, SheetQuery } from '../../shared/contract/sheets.ts';
import { SHEET_STATES, type SheetState } from '../../shared/domain/sheetStanding.ts';

/** The sheets that a query asks for, and how many stand how when it does not ask for states. */
export function filterSheets(
  sheets: readonly ListedSheet[],
  { states, overdue, college, holder, search }: SheetQuery,
): { found: ListedSheet[]; counts: { states: Record<SheetState, number>; overdue: number } } {
  const wanted = search.normalize('NFKC').trim().toUpperCase();
  const holds = (text: string | null) => text?.normalize('NFKC').toUpperCase().includes(wanted);
  const among = sheets.filter(
    (one) =>
      (college === null || one.collegeName === college) &&
      (holder === null || one.holder === holder) &&
      (wanted === '' ||
        holds(one.number) ||
        holds(one.className) ||
        holds(one.collegeName) ||
        holds(one.holder)),
  );
  const counts = Object.fromEntries(SHEET_STATES.map((state) => [state, 0])) as Record<SheetState, number>;
  let late = 0;
  for (const one of among) {
    counts[one.state] += 1;
    if (one.overdue) late += 1;
  }
  const found = among.filter(
    (one) => (states.length === 0 || states.includes(one.state)) && (!overdue || one.overdue),
  );
  return { found, counts: { states: counts, overdue: late } };
}

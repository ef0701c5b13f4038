import { CASE_DAY_PARTS, type CaseDay, type CaseDayPart } from '../../shared/contract/caseDay.ts';
import { isInScope, type Scope, WHOLE_SCHOOL } from '../../shared/domain/roles.ts';
import type { ReadDb } from '../db/database.ts';
import { CaseItems, type CaseRow, openCaseRows } from './caseRows.ts';

/** As many of each part are shown; the rest is a list of its own. */
const SHOWN = 8;

export interface CaseDayFilter {
  /** Of these colleges; empty: of all. */
  colleges: readonly string[];
  /** Looked after by this person; null: by anybody. */
  assignee: string | null;
  /** Of whose students whoever asks may know; left out: of all. */
  scope?: Scope;
}

/** What a day asks for: each open case in the first part that it belongs to, so that none is read twice. */
export function caseDay(db: ReadDb, filter: CaseDayFilter, today: string): CaseDay {
  const items = new CaseItems(db, today);
  const parts = new Map<CaseDayPart, CaseRow[]>(CASE_DAY_PARTS.map((part) => [part, []]));
  let open = 0;
  for (const row of openRows(db, filter)) {
    open++;
    const part = partOf(row, items, today);
    if (part !== null) parts.get(part)!.push(row);
  }
  return {
    today,
    open,
    parts: [...parts].map(([part, rows]) => ({
      part,
      total: rows.length,
      items: rows.slice(0, SHOWN).map((row) => items.itemOf(row)),
    })),
  };
}

export function* openRows(
  db: ReadDb,
  { colleges, assignee, scope = WHOLE_SCHOOL }: CaseDayFilter,
): Generator<CaseRow> {
  for (const row of openCaseRows(db)) {
    if (!isInScope(scope, row.collegeName)) continue;
    if (colleges.length > 0 && !colleges.includes(row.collegeName ?? '')) continue;
    if (assignee !== null && (row.assignee ?? '') !== assignee) continue;
    yield row;
  }
}

function partOf(row: CaseRow, items: CaseItems, today: string): CaseDayPart | null {
  const age = items.ageOf(row);
  if (age === 'overdue') return 'overdue';
  if (row.due === today) return 'today';
  if (age === 'soon') return 'soon';
  if (row.entered === today) return 'fresh';
  return row.assignee === null ? 'nobody' : null;
}

import type { CaseQuery } from '../../shared/contract/cases.ts';
import type { ReadDb } from '../db/database.ts';
import { CaseItems, type CaseRow, caseRows } from './caseRows.ts';

export interface ListedCases {
  /** Overdue first, then by the day, then what has none; closed ones last. */
  rows: CaseRow[];
  queues: Record<string, number>;
  types: Record<string, number>;
  ages: Record<string, number>;
  /** By the name of who looks after them; '' for nobody. */
  assignees: Record<string, number>;
  colleges: Record<string, number>;
}

/** The cases of a query, and how many there would be of each list, type… if it did not choose among these. */
export function listCases(db: ReadDb, query: CaseQuery, today: string): ListedCases {
  const items = new CaseItems(db, today);
  const found: ListedCases = { rows: [], queues: {}, types: {}, ages: {}, assignees: {}, colleges: {} };
  const isOf = <T>(chosen: readonly T[], value: T) => chosen.length === 0 || chosen.includes(value);
  for (const row of caseRows(db, 'all')) {
    if (!isSought(row, query)) continue;
    const age = items.ageOf(row);
    const kinds = {
      queues: { value: row.acts ?? 'closed', is: isOf(query.queues, row.acts ?? 'closed') },
      types: { value: row.type, is: isOf(query.types, row.type) },
      ages: { value: age, is: query.ages.length === 0 || (age !== null && query.ages.includes(age)) },
      assignees: {
        value: row.assignee ?? '',
        is: query.assignee === null || (row.assignee ?? '') === query.assignee,
      },
      colleges: { value: row.collegeName ?? '', is: isOf(query.colleges, row.collegeName ?? '') },
    };
    const failed = Object.entries(kinds).filter(([, { is }]) => !is);
    if (failed.length === 0) found.rows.push(row);
    if (failed.length > 1) continue;
    for (const [kind, { value }] of Object.entries(kinds) as [
      keyof typeof kinds,
      { value: string | null },
    ][]) {
      if (value !== null && (failed.length === 0 || failed[0]![0] === kind)) count(found[kind], value);
    }
  }
  return found;
}

function isSought(row: CaseRow, { student, search }: CaseQuery): boolean {
  if (student !== null && row.student !== student) return false;
  const sought = search.trim().toUpperCase();
  if (sought === '') return true;
  return [row.number, row.name, row.studentNo].some((text) => text?.toUpperCase().includes(sought));
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

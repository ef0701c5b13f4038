import { CASE_AGES, type CaseQuery } from '../../shared/contract/cases.ts';
import type { Scope } from '../../shared/domain/roles.ts';
import type { ReadDb, SqlValue } from '../db/database.ts';
import { CASE_SOURCE, type CaseRow, lastSoonDay, SELECT_CASES } from './caseRows.ts';

/** How many cases of a query there are by a kind of its choices, those of that kind itself left out. */
export interface CaseCounts {
  total: number;
  queues: Record<string, number>;
  types: Record<string, number>;
  ages: Record<string, number>;
  /** By the name of who looks after them; '' for nobody. */
  assignees: Record<string, number>;
  colleges: Record<string, number>;
}

/** A query, of the cases of which whoever asks may know; left out: of all. */
export type SeenCases = CaseQuery & { scope?: Scope };

/** What a query chooses among, as it stands in the store; '' where there is none. */
const KINDS = {
  queues: "ifnull(f.acts, 'closed')",
  types: 'f.type',
  assignees: "ifnull(f.assignee, '')",
  colleges: "ifnull(s.college_name, '')",
  ages: `CASE WHEN f.acts IS NULL THEN '' WHEN f.due IS NULL THEN 'none' WHEN f.due < ? THEN 'overdue'
    WHEN f.due <= ? THEN 'soon' ELSE 'later' END`,
} as const;
type Kind = keyof typeof KINDS;
const KIND_NAMES = Object.keys(KINDS) as Kind[];

interface Condition {
  sql: string;
  values: SqlValue[];
}

/** The cases of a query: overdue first, then by the day, then what has none; closed ones last. */
export function listCases(
  db: ReadDb,
  query: SeenCases,
  today: string,
  page: { offset: number; limit: number } | null = null,
): CaseRow[] {
  const { sql, values } = allOf([sought(query), ...KIND_NAMES.map((kind) => chosen(kind, query, today))]);
  const limit = page === null ? '' : 'LIMIT ? OFFSET ?';
  const bounds = page === null ? [] : [page.limit, page.offset];
  return db
    .read<CaseRow>(
      `${SELECT_CASES} WHERE ${sql}
       ORDER BY f.acts IS NULL, f.due IS NULL, f.due, f.opened_at DESC, f.id ${limit}`,
    )
    .all(...values, ...bounds);
}

/** Counted in one pass over what differs, however many cases are alike. */
export function countCases(db: ReadDb, query: SeenCases, today: string): CaseCounts {
  const counts: CaseCounts = { total: 0, queues: {}, types: {}, ages: {}, assignees: {}, colleges: {} };
  const { sql, values } = sought(query);
  const choices = KIND_NAMES.map((kind) => [kind, new Set(choicesOf(kind, query))] as const);
  const groups = db.read<Record<Kind | 'n', string>>(
    `SELECT ${KIND_NAMES.map((kind) => `${KINDS[kind]} AS ${kind}`).join(', ')}, count(*) AS n
     FROM ${CASE_SOURCE} WHERE ${sql} GROUP BY ${KIND_NAMES.map((_, at) => at + 1).join(', ')}`,
  );
  for (const group of groups.iterate(today, lastSoonDay(today), ...values)) {
    const count = Number(group.n);
    const failed = choices.filter(([kind, set]) => set.size > 0 && !set.has(group[kind]));
    if (failed.length === 0) counts.total += count;
    if (failed.length > 1) continue;
    for (const kind of KIND_NAMES) {
      const value = group[kind];
      const isCounted = kind !== 'ages' || value !== '';
      if (isCounted && (failed.length === 0 || failed[0]![0] === kind)) {
        counts[kind][value] = (counts[kind][value] ?? 0) + count;
      }
    }
  }
  return counts;
}

/** The same as a condition, for one kind. */
function chosen(kind: Kind, query: CaseQuery, today: string): Condition {
  const choices = choicesOf(kind, query);
  if (choices.length === 0) return { sql: 'TRUE', values: [] };
  const days = kind === 'ages' ? [today, lastSoonDay(today)] : [];
  return {
    sql: `${KINDS[kind]} IN (SELECT value FROM json_each(?))`,
    values: [...days, JSON.stringify(choices)],
  };
}

/** Values of the kind that are asked for; empty: all. */
function choicesOf(kind: Kind, query: CaseQuery): string[] {
  if (kind === 'assignees') return query.assignee === null ? [] : [query.assignee];
  if (kind === 'ages') return CASE_AGES.filter((age) => query.ages.includes(age));
  return [...query[kind]];
}

/** What no choice is counted without: whose they may be, the student, and the text that was typed. */
function sought({ scope, student, search }: SeenCases): Condition {
  const conditions: Condition[] = [];
  if (scope?.kind === 'colleges') {
    conditions.push({
      sql: 's.college_name IN (SELECT value FROM json_each(?))',
      values: [JSON.stringify(scope.colleges)],
    });
  }
  if (student !== null) conditions.push({ sql: 's.id = ?', values: [student] });
  const text = search.trim();
  if (text !== '') {
    const places = ['f.number', 's.name', 's.student_no'].map(
      (place) => `instr(upper(${place}), upper(?)) > 0`,
    );
    conditions.push({ sql: `(${places.join(' OR ')})`, values: places.map(() => text) });
  }
  return allOf(conditions);
}

function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' AND ') || 'TRUE',
    values: conditions.flatMap(({ values }) => values),
  };
}

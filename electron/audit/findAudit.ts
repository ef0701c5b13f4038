import { type AuditAction, type AuditOutcome, isAuditAction } from '../../shared/domain/auditActions.ts';
import type { ReadDb, SqlValue } from '../db/database.ts';
import { numbersOfRuns, runsHold } from '../db/tables/studentRuns.ts';
import type { AuditDetail } from './appendAudit.ts';
import type { ChainedEntry } from './auditChain.ts';

export interface AuditFilter {
  /** The person's id; `''`: entries of nobody who signed in. */
  person?: string | undefined;
  actions?: readonly AuditAction[] | undefined;
  outcome?: AuditOutcome | undefined;
  /** Epoch ms: from ≤ at < to. */
  from?: number | undefined;
  to?: number | undefined;
  /** Numbers under which one student is, or was, known. */
  students?: readonly number[] | undefined;
}

export interface FoundEntry extends Omit<ChainedEntry, 'outcome' | 'students' | 'detail'> {
  outcome: AuditOutcome;
  /** How many students it is about, and the numbers of the first few. */
  studentCount: number;
  students: number[];
  detail: AuditDetail;
}

export interface AuditPage {
  /** Newest first. */
  items: FoundEntry[];
  /** Where the next page begins; null: there is none. */
  next: number | null;
}

/** Of entries about more students only these are named in a page. */
const NAMED_STUDENTS = 20;

type Row = Omit<ChainedEntry, 'outcome'> & { outcome: AuditOutcome };

/** Entries that match, newest first, before `before` (an entry's number; null: from the newest). */
export function findAudit(db: ReadDb, filter: AuditFilter, before: number | null, limit: number): AuditPage {
  const { where, values } = conditions(db, filter, before);
  const rows = filter.students
    ? aboutStudents(db, filter.students, where, values, limit + 1)
    : db
        .read<Row>(`SELECT ${COLUMNS} FROM audit a WHERE ${where} ORDER BY seq DESC LIMIT ?`)
        .all(...values, limit + 1);
  const items = rows.slice(0, limit).map(asFound);
  return { items, next: rows.length > limit ? items.at(-1)!.seq : null };
}

const COLUMNS = 'a.seq, a.at, a.person, a.name, a.role, a.session, a.action, a.outcome, a.students, a.detail';

function asFound({ students, detail, ...row }: Row): FoundEntry {
  const numbers = numbersOfRuns(students);
  return {
    ...row,
    studentCount: numbers.length,
    students: numbers.slice(0, NAMED_STUDENTS),
    detail: JSON.parse(detail) as AuditDetail,
  };
}

function conditions(
  db: ReadDb,
  { person, actions, outcome, from, to }: AuditFilter,
  before: number | null,
): { where: string; values: SqlValue[] } {
  const parts: string[] = [];
  const values: SqlValue[] = [];
  const add = (sql: string, ...given: SqlValue[]) => {
    parts.push(sql);
    values.push(...given);
  };
  if (before !== null) add('a.seq < ?', before);
  if (person !== undefined)
    add(person === '' ? 'a.person IS NULL' : 'a.person = ?', ...(person === '' ? [] : [person]));
  // Of one person's entries the index of theirs holds the action too: the plus keeps the other index out of it.
  const action = person === undefined ? 'a.action' : '+a.action';
  if (actions) add(`${action} IN (${actions.map(() => '?').join(', ')})`, ...actions.filter(isAuditAction));
  if (outcome) add('a.outcome = ?', outcome);
  if (from !== undefined || to !== undefined) {
    const [first, last] = numbersBetween(db, from, to);
    // The numbers narrow the search, the times decide: a clock may have been set back.
    add(
      'a.seq BETWEEN ? AND ? AND a.at >= ? AND a.at < ?',
      first,
      last,
      from ?? 0,
      to ?? Number.MAX_SAFE_INTEGER,
    );
  }
  return { where: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

/** Between which numbers lie the entries of a time: so a week long past is not looked for from today on. */
function numbersBetween(db: ReadDb, from = 0, to = Number.MAX_SAFE_INTEGER): [number, number] {
  const found = db
    .read<{ first: number | null; last: number | null }>(
      'SELECT min(seq) AS first, max(seq) AS last FROM audit WHERE at >= ? AND at < ?',
    )
    .get(from, to)!;
  return [found.first ?? 1, found.last ?? 0];
}

/** Entries about few students are found by the index of them; those about many are read, and looked through. */
function aboutStudents(
  db: ReadDb,
  numbers: readonly number[],
  where: string,
  values: readonly SqlValue[],
  limit: number,
): Row[] {
  const wanted = [...numbers].sort((one, other) => one - other);
  const named = JSON.stringify(numbers);
  const few = db
    .read<Row>(
      `SELECT ${COLUMNS} FROM audit a
       WHERE a.seq IN (SELECT seq FROM audit_student WHERE n IN (SELECT value FROM json_each(?))) AND ${where}
       ORDER BY a.seq DESC LIMIT ?`,
    )
    .all(named, ...values, limit);
  const many: Row[] = [];
  const rows = db
    .read<Row>(
      `SELECT ${COLUMNS} FROM audit_many m JOIN audit a ON a.seq = m.seq WHERE ${where} ORDER BY m.seq DESC`,
    )
    .iterate(...values);
  for (const row of rows) {
    if (runsHold(row.students, wanted)) many.push(row);
    if (many.length === limit) break;
  }
  return [...few, ...many].sort((one, other) => other.seq - one.seq).slice(0, limit);
}

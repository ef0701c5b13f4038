import type { CaseAge, CaseItem, CaseQuery } from '../../shared/contract/cases.ts';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseLevel, CaseOrigin } from '../../shared/domain/cases/caseType.ts';
import { stateOf } from '../../shared/domain/cases/caseType.ts';
import { workingDayAfter } from '../../shared/domain/chaseReason.ts';
import type { ReadDb } from '../db/database.ts';
import { caseRules } from '../db/tables/caseTable.ts';

/** Working days within which a deadline counts as near. */
const SOON_WORKING_DAYS = 2;

interface Row {
  id: string;
  number: string;
  type: string;
  rules: string;
  state: string;
  acts: CaseLevel | null;
  entered: string;
  due: string | null;
  assignee: string | null;
  origin: CaseOrigin;
  originId: string | null;
  openedAt: number;
  openedBy: string;
  version: number;
  student: string;
  name: string | null;
  studentNo: string | null;
  collegeName: string | null;
  className: string | null;
}

export interface ListedCases {
  /** Overdue first, then by the day, then what has none; closed ones last. */
  items: CaseItem[];
  queues: Record<string, number>;
  types: Record<string, number>;
  ages: Record<string, number>;
}

/** The cases of a query, and how many there would be of each list, type and age if it did not choose among these. */
export function listCases(db: ReadDb, query: CaseQuery, today: string): ListedCases {
  const rulesOf = rulesReader(db);
  const soon = workingDayAfter(today, SOON_WORKING_DAYS);
  const found: ListedCases = { items: [], queues: {}, types: {}, ages: {} };
  const isOf = <T>(chosen: readonly T[], value: T) => chosen.length === 0 || chosen.includes(value);
  for (const row of rowsOf(db)) {
    if (!isSought(row, query)) continue;
    const queue = row.acts ?? 'closed';
    const age = row.acts === null ? null : ageOf(row.due, today, soon);
    const [inQueue, inType] = [isOf(query.queues, queue), isOf(query.types, row.type)];
    const inAge = query.ages.length === 0 || (age !== null && query.ages.includes(age));
    if (inType && inAge) count(found.queues, queue);
    if (inQueue && inAge) count(found.types, row.type);
    if (inQueue && inType && age !== null) count(found.ages, age);
    if (inQueue && inType && inAge) found.items.push(itemOf(row, age, rulesOf(row.rules)));
  }
  return found;
}

/** One case as lists show it; null: there is none. */
export function caseItem(db: ReadDb, id: string, today: string): CaseItem | null {
  const row = db.read<Row>(`${SELECT} WHERE f.id = ?`).get(id);
  if (!row) return null;
  const age = row.acts === null ? null : ageOf(row.due, today, workingDayAfter(today, SOON_WORKING_DAYS));
  return itemOf(row, age, caseRules(db, row.rules)!);
}

const SELECT = `
  SELECT f.id, f.number, f.type, f.rules, f.state, f.acts, f.entered, f.due, f.assignee, f.origin,
    f.origin_id AS originId, f.opened_at AS openedAt, f.opened_by AS openedBy, f.version,
    s.id AS student, s.name, s.student_no AS studentNo, s.college_name AS collegeName, s.class_name AS className
  FROM case_file f JOIN student s ON s.n = f.student_n`;

function rowsOf(db: ReadDb): IterableIterator<Row> {
  return db
    .read<Row>(`${SELECT} ORDER BY f.acts IS NULL, f.due IS NULL, f.due, f.opened_at DESC, f.id`)
    .iterate();
}

function rulesReader(db: ReadDb): (hash: string) => CaseRules {
  const known = new Map<string, CaseRules>();
  return (hash) => {
    const rules = known.get(hash) ?? caseRules(db, hash)!;
    known.set(hash, rules);
    return rules;
  };
}

function isSought(row: Row, { colleges, assignee, student, search }: CaseQuery): boolean {
  if (colleges.length > 0 && !colleges.includes(row.collegeName ?? '')) return false;
  if (assignee !== null && row.assignee !== assignee) return false;
  if (student !== null && row.student !== student) return false;
  const sought = search.trim().toUpperCase();
  if (sought === '') return true;
  return [row.number, row.name, row.studentNo].some((text) => text?.toUpperCase().includes(sought));
}

function ageOf(due: string | null, today: string, soon: string): CaseAge {
  if (due === null) return 'none';
  if (due < today) return 'overdue';
  return due <= soon ? 'soon' : 'later';
}

function itemOf(row: Row, age: CaseAge | null, { type }: CaseRules): CaseItem {
  const { student, name, studentNo, collegeName, className, origin, originId, acts } = row;
  const { id, number, entered, due, assignee, openedAt, openedBy, version } = row;
  return {
    ...{ id, number, entered, due, age, assignee, openedAt, openedBy, version },
    type: { id: type.id, ...type.name },
    student: { id: student, name, studentNo, collegeName, className },
    state: { id: row.state, ...stateOf(type, row.state).name },
    queue: acts ?? 'closed',
    origin: { kind: origin, id: originId },
  };
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

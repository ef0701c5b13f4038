import type { CaseAge, CaseItem } from '../../shared/contract/cases.ts';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseLevel, CaseOrigin } from '../../shared/domain/cases/caseType.ts';
import { stateOf } from '../../shared/domain/cases/caseType.ts';
import { workingDayAfter } from '../../shared/domain/chaseReason.ts';
import type { ReadDb } from '../db/database.ts';
import { caseRules } from '../db/tables/caseTable.ts';

/** Working days within which a deadline counts as near. */
const SOON_WORKING_DAYS = 2;

/** A case with its student, as lists need it. */
export interface CaseRow {
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

export const CASE_SOURCE = 'case_file f JOIN student s ON s.n = f.student_n';
/** Each a CaseRow; conditions and order are the caller's. */
export const SELECT_CASES = `
  SELECT f.id, f.number, f.type, f.rules, f.state, f.acts, f.entered, f.due, f.assignee, f.origin,
    f.origin_id AS originId, f.opened_at AS openedAt, f.opened_by AS openedBy, f.version,
    s.id AS student, s.name, s.student_no AS studentNo, s.college_name AS collegeName, s.class_name AS className
  FROM ${CASE_SOURCE}`;

/** The cases that are open: by the day on which whoever acts has to have acted. */
export function openCaseRows(db: ReadDb): IterableIterator<CaseRow> {
  return db
    .read<CaseRow>(
      `${SELECT_CASES} WHERE f.acts IS NOT NULL ORDER BY f.due IS NULL, f.due, f.opened_at DESC, f.id`,
    )
    .iterate();
}

/** The last day, given the day in China, until which a deadline counts as near. */
export function lastSoonDay(today: string): string {
  return workingDayAfter(today, SOON_WORKING_DAYS);
}

/** Makes of rows what lists show, given the day in China. */
export class CaseItems {
  readonly #db: ReadDb;
  readonly #today: string;
  readonly #soon: string;
  readonly #rules = new Map<string, CaseRules>();

  constructor(db: ReadDb, today: string) {
    this.#db = db;
    this.#today = today;
    this.#soon = lastSoonDay(today);
  }

  /** Null: the case is closed. */
  ageOf({ acts, due }: Pick<CaseRow, 'acts' | 'due'>): CaseAge | null {
    if (acts === null) return null;
    if (due === null) return 'none';
    if (due < this.#today) return 'overdue';
    return due <= this.#soon ? 'soon' : 'later';
  }

  itemOf(row: CaseRow): CaseItem {
    const { type } = this.#rulesOf(row.rules);
    const { student, name, studentNo, collegeName, className, origin, originId, acts } = row;
    const { id, number, entered, due, assignee, openedAt, openedBy, version } = row;
    return {
      ...{ id, number, entered, due, assignee, openedAt, openedBy, version },
      age: this.ageOf(row),
      type: { id: type.id, ...type.name },
      student: { id: student, name, studentNo, collegeName, className },
      state: { id: row.state, ...stateOf(type, row.state).name },
      queue: acts ?? 'closed',
      origin: { kind: origin, id: originId },
    };
  }

  #rulesOf(hash: string): CaseRules {
    const rules = this.#rules.get(hash) ?? caseRules(this.#db, hash)!;
    this.#rules.set(hash, rules);
    return rules;
  }
}

/** One case as lists show it; null: there is none. */
export function caseItem(db: ReadDb, id: string, today: string): CaseItem | null {
  const row = db.read<CaseRow>(`${SELECT_CASES} WHERE f.id = ?`).get(id);
  return row ? new CaseItems(db, today).itemOf(row) : null;
}

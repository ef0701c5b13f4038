import { CaseRefusal, refusedError } from '../../../shared/domain/cases/caseRefusal.ts';
import type { CaseRules } from '../../../shared/domain/cases/caseRules.ts';
import type { CaseAction, CaseState, CaseStep } from '../../../shared/domain/cases/caseState.ts';
import type { CaseLevel, CaseOrigin } from '../../../shared/domain/cases/caseType.ts';
import type { ReadDb } from '../database.ts';

/** A case as it stands. */
export interface StoredCase extends CaseState {
  id: string;
  /** For people: on forms, in letters. */
  number: string;
  studentN: number;
  type: string;
  /** The hash of its rules. */
  rules: string;
  openedAt: number;
  openedBy: string;
  /** Who is to act; null: it is closed. */
  acts: CaseLevel | null;
}

/** What was done to a case, and whether it still stands. */
export interface StoredCaseEntry extends CaseStep {
  id: string;
  case: string;
  /** Epoch ms. */
  at: number;
  actor: string;
  version: number;
  batch: string | null;
  isTakenBack: boolean;
}

type JsonPart = 'form' | 'evidence' | 'waived' | 'decisions';

interface CaseRow extends Omit<StoredCase, JsonPart | 'origin'>, Record<JsonPart, string> {
  origin: CaseOrigin;
  originId: string | null;
}

const COLUMNS = `id, number, student_n AS studentN, type, rules, opened_at AS openedAt, opened_by AS openedBy, state,
  acts, entered, due, form, evidence, waived, decisions, assignee, origin, origin_id AS originId, version`;

function caseOf({ form, evidence, waived, decisions, origin, originId, ...row }: CaseRow): StoredCase {
  return {
    ...row,
    form: JSON.parse(form) as CaseState['form'],
    evidence: JSON.parse(evidence) as CaseState['evidence'],
    waived: JSON.parse(waived) as CaseState['waived'],
    decisions: JSON.parse(decisions) as CaseState['decisions'],
    origin: { kind: origin, id: originId },
  };
}

export function caseById(db: ReadDb, id: string): StoredCase | null {
  const row = db.read<CaseRow>(`SELECT ${COLUMNS} FROM case_file WHERE id = ?`).get(id);
  return row ? caseOf(row) : null;
}

/**
 * A person names a case by its number; null: there is none. Errors: CASE_REFUSED, number-twice: two desks that did not know
 * of each other gave it to several.
 */
export function caseByNumber(db: ReadDb, number: string): StoredCase | null {
  const [row, ...more] = db.read<CaseRow>(`SELECT ${COLUMNS} FROM case_file WHERE number = ?`).all(number);
  if (more.length > 0)
    throw refusedError(new CaseRefusal('number-twice', { number, count: String(more.length + 1) }));
  return row ? caseOf(row) : null;
}

/** Of a student, the newest first. */
export function casesOfStudent(db: ReadDb, studentN: number): StoredCase[] {
  return db
    .read<CaseRow>(`SELECT ${COLUMNS} FROM case_file WHERE student_n = ? ORDER BY opened_at DESC, id`)
    .all(studentN)
    .map(caseOf);
}

/** Every case, or all that are open, those due first. */
export function* allCases(db: ReadDb, which: 'all' | 'open'): Generator<StoredCase> {
  const where = which === 'open' ? 'WHERE acts IS NOT NULL' : '';
  const rows = db.read<CaseRow>(
    `SELECT ${COLUMNS} FROM case_file ${where} ORDER BY due IS NULL, due, opened_at, id`,
  );
  for (const row of rows.iterate()) yield caseOf(row);
}

/** What was done to a case, oldest first, what was taken back included. */
export function entriesOfCase(db: ReadDb, id: string): StoredCaseEntry[] {
  return db
    .read<Omit<StoredCaseEntry, 'action' | 'isTakenBack'> & { action: string; voidedBy: string | null }>(
      `SELECT id, case_id AS "case", at, actor, action, day, version, batch, voided_by AS voidedBy
       FROM case_entry WHERE case_id = ? ORDER BY n`,
    )
    .all(id)
    .map(({ action, voidedBy, ...entry }) => ({
      ...entry,
      action: JSON.parse(action) as CaseAction,
      isTakenBack: voidedBy !== null,
    }));
}

/** What a case goes by: also of one that waits for a hub which was put back to before it knew the rules. */
export function caseRules(db: ReadDb, hash: string): CaseRules | null {
  const row =
    db.read<{ body: string }>('SELECT body FROM case_rules WHERE hash = ?').get(hash) ??
    db
      .read<{ body: string }>(
        `SELECT json_extract(patch, '$.body') AS body FROM change
         WHERE entity = 'caseRules' AND entity_id = ? AND kind = 'made' LIMIT 1`,
      )
      .get(hash);
  if (!row) return null;
  const { type, profile } = JSON.parse(row.body) as CaseRules;
  // Rules of an earlier version know of no outputs.
  return { type: { ...type, outputs: type.outputs ?? [] }, profile };
}

/** Whether a case of this type is open for a student: a second one of the same would be looked after twice. */
export function openCaseOf(db: ReadDb, studentN: number, type: string): string | null {
  return (
    db
      .read<{ id: string }>(
        'SELECT id FROM case_file WHERE student_n = ? AND type = ? AND acts IS NOT NULL LIMIT 1',
      )
      .get(studentN, type)?.id ?? null
  );
}

/** How many cases began with this wording of a type or profile. */
export function casesByRule(db: ReadDb, kind: keyof CaseRules, id: string): (data: unknown) => number {
  const counted = db
    .read<{ body: string; count: number }>(
      `SELECT r.body, count(f.id) AS count FROM case_rules r JOIN case_file f ON f.rules = r.hash
       GROUP BY r.hash`,
    )
    .all()
    .map(({ body, count }) => ({ rule: (JSON.parse(body) as CaseRules)[kind], count }))
    .filter(({ rule }) => rule?.id === id);
  return (data) =>
    counted
      .filter(({ rule }) => JSON.stringify(rule) === JSON.stringify(data))
      .reduce((sum, { count }) => sum + count, 0);
}

/** Open cases whose deadline has passed, and those of the day (YYYY-MM-DD in China). */
export function countDueCases(db: ReadDb, today: string): { overdue: number; today: number } {
  return db
    .read<{ overdue: number; today: number }>(
      `SELECT count(*) FILTER (WHERE due < ?) AS overdue, count(*) FILTER (WHERE due = ?) AS today
       FROM case_file WHERE acts IS NOT NULL AND due <= ?`,
    )
    .get(today, today, today)!;
}

import { CaseRefusal } from '../../shared/domain/cases/caseRefusal.ts';
import type { CaseAction, CaseOpening } from '../../shared/domain/cases/caseState.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { makeSheetNumber } from '../../shared/domain/sheetNumber.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import { caseVersion } from '../changes/mutations/caseValues.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { caseById, caseRules, countCaseNumbers, openCaseOf } from '../db/tables/caseTable.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import { currentRules } from './caseCatalogue.ts';
import { withPresentValues } from './presentValues.ts';

/** Cases in one mutation. */
const CHUNK = 500;

interface Needs {
  db: WriteDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>, batch: string): void;
}

export interface OpenedCases {
  /** Null: nothing was opened. */
  batch: string | null;
  /** Ids, in the order of the students. */
  opened: string[];
  /** Students for whom a case of the type was open already, by its id. */
  already: { student: string; case: string }[];
}

/**
 * Opens a case of a type for each of these students as one batch; for whom one of the type is open, no second one.
 * Errors: NOT_FOUND (type, student), CASE_REFUSED where an answer is none.
 */
export function openCasesFor(
  { db, clock, ids, actor, commit }: Needs,
  type: string,
  wanted: readonly { student: string; opening: Omit<CaseOpening, 'do'> }[],
): OpenedCases {
  const rules = currentRules(db, type);
  const at = clock.now();
  const date = beijingDay(at);
  const campaignShort = `AJ${date.slice(2, 4)}`;
  const prefix = `${campaignShort}-${date.slice(2).replaceAll('-', '')}-`;
  const already: OpenedCases['already'] = [];
  const begun: MutationArgs<'case.open'>['cases'] = [];
  const seen = new Set<number>();
  let index = countCaseNumbers(db, prefix);
  for (const { student, opening } of wanted) {
    const n = studentNumberOf(db, student);
    if (n === null) throw new AppError('NOT_FOUND', { what: 'student' });
    if (seen.has(n)) continue;
    seen.add(n);
    const open = openCaseOf(db, n, type);
    if (open !== null) {
      already.push({ student, case: open });
      continue;
    }
    const number = makeSheetNumber({ campaignShort, date, index: ++index });
    const note = opening.note.toWellFormed().trim();
    begun.push({
      case: ids.next(),
      entry: ids.next(),
      number,
      student,
      opening: {
        do: 'open',
        ...opening,
        note,
        form: withPresentValues(db, rules.body.type, n, opening.form),
      },
    });
  }
  if (begun.length === 0) return { batch: null, opened: [], already };
  const batch = ids.next();
  refusing(() =>
    db.transaction(() => {
      for (let start = 0; start < begun.length; start += CHUNK) {
        const cases = begun.slice(start, start + CHUNK);
        commit('case.open', { rules, batch, at, actor, cases }, batch);
      }
      const about = { id: batch, kind: 'cases' as const, campaign: null, students: begun.length };
      commit('row.save', handBatchRow({ ...about, at, actor }), batch);
    }),
  );
  return { batch, opened: begun.map((one) => one.case), already };
}

/**
 * Does the same to each of these cases as one batch, or something to one. All of it or nothing. Errors: CASE_REFUSED
 * with the reason; NOT_FOUND.
 */
export function actOnCasesAs(
  { db, clock, ids, actor, commit }: Needs,
  acts: readonly { case: string; seen: number; action: Acting }[],
): { batch: string } {
  const at = clock.now();
  const batch = ids.next();
  if (acts.length === 0 || acts.some((act) => caseVersion(db, act.case) === null)) {
    throw new AppError('NOT_FOUND', { what: 'case' });
  }
  refusing(() =>
    db.transaction(() => {
      for (let start = 0; start < acts.length; start += CHUNK) {
        const chunk = acts.slice(start, start + CHUNK).map(({ action, ...act }) => ({
          entry: ids.next(),
          ...act,
          action: completed(db, act.case, action),
        }));
        commit('case.act', { batch, at, actor, acts: chunk }, batch);
      }
      const about = { id: batch, kind: 'cases' as const, campaign: null, students: acts.length };
      commit('row.save', handBatchRow({ ...about, at, actor }), batch);
    }),
  );
  return { batch };
}

type Acting = Exclude<CaseAction, CaseOpening>;

function completed(db: ReadDb, id: string, action: Acting): Acting {
  if (action.do !== 'fill') return action;
  const { rules, studentN } = caseById(db, id)!;
  return { do: 'fill', form: withPresentValues(db, caseRules(db, rules)!.type, studentN, action.form) };
}

/** What the rules refuse is told like every other error. */
function refusing(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof CaseRefusal)) throw error;
    throw new AppError('CASE_REFUSED', { case: error.refusal, ...error.params }, { cause: error });
  }
}

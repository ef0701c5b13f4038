import { CaseRefusal, refusedError } from '../../shared/domain/cases/caseRefusal.ts';
import type { CaseAction, CaseOpening } from '../../shared/domain/cases/caseState.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { deskLetters, makeSheetNumber } from '../../shared/domain/sheetNumber.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import { COUNTERS } from '../changes/isOfDesk.ts';
import { caseVersion } from '../changes/mutations/caseValues.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { caseById, caseRules, openCaseOf } from '../db/tables/caseTable.ts';
import { deskOrdinal, highestCount } from '../db/tables/deskOrdinal.ts';
import { storedSetting } from '../db/tables/settingTable.ts';
import { studentNumberOf } from '../db/tables/studentTable.ts';
import { currentRules } from './caseCatalogue.ts';
import { withPresentValues } from './presentValues.ts';
import { rulesToKeep } from './rulesToKeep.ts';

/** Cases in one mutation. */
export const CASES_AT_ONCE = 500;

interface Sources {
  db: ReadDb;
  clock: { now(): number };
  ids: { next(): string };
  actor: string;
}
interface Needs extends Sources {
  db: WriteDb;
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

/** What is to be written for cases, in order, as one batch: of so many cases each. */
export type CaseChange = {
  [Name in 'case.open' | 'case.act' | 'row.save']: { name: Name; args: MutationArgs<Name>; rows: number };
}['case.open' | 'case.act' | 'row.save'];

export interface CaseOpenings extends OpenedCases {
  changes: CaseChange[];
}

export interface WantedCase {
  student: string;
  opening: Omit<CaseOpening, 'do'>;
}
export type CaseDoing = Exclude<CaseAction, CaseOpening>;
export interface CaseAct {
  case: string;
  seen: number;
  action: CaseDoing;
}

/**
 * Puts together what opens a case of a type for each of these students as one batch; for whom one of the type is open,
 * no second one. Nothing is written yet. A step for every CASES_AT_ONCE. Errors: NOT_FOUND (type, student).
 */
export function* casesToOpen(
  { db, clock, ids, actor }: Sources,
  type: string,
  wanted: readonly WantedCase[],
): Generator<number, CaseOpenings, undefined> {
  const rules = currentRules(db, type);
  const at = clock.now();
  const date = beijingDay(at);
  const campaignShort = `AJ${date.slice(2, 4)}`;
  const batch = ids.next();
  const made: CaseOpenings = { batch, opened: [], already: [], changes: [] };
  const seen = new Set<number>();
  const desk = deskLetters(deskOrdinal(db));
  const prefix = `${campaignShort}-${date.slice(2).replaceAll('-', '')}-${desk}`;
  const counter = storedSetting(db, COUNTERS.cases + prefix);
  let index = Math.max(Number(counter?.value ?? 0), highestCount(db, 'case_file', prefix));
  for (let start = 0; start < wanted.length; start += CASES_AT_ONCE) {
    const cases: MutationArgs<'case.open'>['cases'] = [];
    for (const { student, opening } of wanted.slice(start, start + CASES_AT_ONCE)) {
      const n = studentNumberOf(db, student);
      if (n === null) throw new AppError('NOT_FOUND', { what: 'student' });
      if (seen.has(n)) continue;
      seen.add(n);
      const open = openCaseOf(db, n, type);
      if (open !== null) {
        made.already.push({ student, case: open });
        continue;
      }
      const number = makeSheetNumber({ campaignShort, date, index: ++index, desk });
      const note = opening.note.toWellFormed().trim();
      const form = withPresentValues(db, rules.body.type, n, opening.form);
      const id = ids.next();
      made.opened.push(id);
      cases.push({
        ...{ case: id, entry: ids.next(), number, student },
        opening: { do: 'open', ...opening, note, form },
      });
    }
    const args = { rules, batch, at, actor, cases };
    if (cases.length > 0) made.changes.push({ name: 'case.open', args, rows: cases.length });
    yield start;
  }
  if (made.opened.length === 0) return { ...made, batch: null, changes: [] };
  const kept = rulesToKeep(db, rules);
  if (kept) made.changes.unshift({ name: 'row.save', args: kept, rows: 1 });
  // A number may stand on a letter by now: it is never given again, whatever is taken back.
  const counted = { entity: 'setting' as const, id: COUNTERS.cases + prefix, before: counter };
  made.changes.push({ name: 'row.save', args: { ...counted, after: { value: String(index) } }, rows: 1 });
  made.changes.push(batchOf({ batch, at, actor }, made.opened.length));
  return made;
}

/**
 * Puts together what does something to each of these cases as one batch. Nothing is written, or judged, yet. A step for
 * every CASES_AT_ONCE. Errors: NOT_FOUND.
 */
export function* casesToActOn(
  { db, clock, ids, actor }: Sources,
  acts: readonly CaseAct[],
): Generator<number, { batch: string; changes: CaseChange[] }, undefined> {
  if (acts.length === 0) throw new AppError('NOT_FOUND', { what: 'case' });
  const context = { batch: ids.next(), at: clock.now(), actor };
  const changes: CaseChange[] = [];
  for (let start = 0; start < acts.length; start += CASES_AT_ONCE) {
    const slice = acts.slice(start, start + CASES_AT_ONCE);
    if (slice.some((act) => caseVersion(db, act.case) === null)) {
      throw new AppError('NOT_FOUND', { what: 'case' });
    }
    const chunk = slice.map(({ action, ...act }) => ({
      entry: ids.next(),
      ...act,
      action: completed(db, act.case, action),
    }));
    changes.push({ name: 'case.act', args: { ...context, acts: chunk }, rows: chunk.length });
    yield start;
  }
  changes.push(batchOf(context, acts.length));
  return { batch: context.batch, changes };
}

function batchOf(
  { batch, at, actor }: { batch: string; at: number; actor: string },
  students: number,
): CaseChange {
  const about = { id: batch, kind: 'cases' as const, campaign: null, students };
  return { name: 'row.save', args: handBatchRow({ ...about, at, actor }), rows: 1 };
}

function completed(db: ReadDb, id: string, action: CaseDoing): CaseDoing {
  if (action.do !== 'fill') return action;
  const { rules, studentN } = caseById(db, id)!;
  return { do: 'fill', form: withPresentValues(db, caseRules(db, rules)!.type, studentN, action.form) };
}

/** Opens cases at once (casesToOpen). Errors: also CASE_REFUSED where an answer is none. */
export function openCasesFor(needs: Needs, type: string, wanted: readonly WantedCase[]): OpenedCases {
  const { changes, ...opened } = wholly(casesToOpen(needs, type, wanted));
  if (opened.batch !== null) writeAtOnce(needs, changes, opened.batch);
  return opened;
}

/** Acts on cases at once (casesToActOn): all of it or nothing. Errors: also CASE_REFUSED with the reason. */
export function actOnCasesAs(needs: Needs, acts: readonly CaseAct[]): { batch: string } {
  const { batch, changes } = wholly(casesToActOn(needs, acts));
  writeAtOnce(needs, changes, batch);
  return { batch };
}

function wholly<T>(steps: Generator<number, T, undefined>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Writes it in one transaction; what the rules refuse is told like every other error. */
export function writeAtOnce(
  { db, commit }: Pick<Needs, 'db' | 'commit'>,
  changes: readonly CaseChange[],
  batch: string,
): void {
  try {
    db.transaction(() => {
      for (const { name, args } of changes) commit(name, args, batch);
    });
  } catch (error) {
    throw error instanceof CaseRefusal ? refusedError(error) : error;
  }
}

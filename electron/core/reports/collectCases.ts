import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { type StudentRow, studentQuery } from '../../../shared/contract/students.ts';
import { type CaseLetter, fillLetter } from '../../../shared/domain/cases/caseLetter.ts';
import { askedMaterials, type CaseRules, correctionsOf } from '../../../shared/domain/cases/caseRules.ts';
import { stateOf } from '../../../shared/domain/cases/caseType.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import { maskNumbersIn } from '../../../shared/domain/sheetCorrection.ts';
import { caseLetter, isAboutType } from '../../cases/caseLetters.ts';
import { letterValues } from '../../cases/letterValues.ts';
import { correctedFields, correctionText, writtenAnswer } from '../../cases/writtenAnswers.ts';
import { allCases, caseById, caseRules, entriesOfCase, type StoredCase } from '../../db/tables/caseTable.ts';
import { guideContactOf } from '../../reports/guide/officeGuides.ts';
import type { CaseSheetData, LetterData, ListedCase } from '../../reports/reportData.ts';
import type { CaseReportKind } from '../../reports/text/sheetText.ts';
import { noteStudents } from '../people/noteStudents.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';
import { groupByFields, queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** A case that is put out, with what it goes by. */
export interface ChosenCase {
  stored: StoredCase;
  rules: CaseRules;
}

/** On which list of a type's outputs it puts its cases. */
const LIST_OF = {
  'case-corrections': 'corrections',
  'case-filing': 'filing',
  upload: 'upload',
} as const;

/** A sheet a college of the cases that a report is of. Errors: NOT_FOUND where there is none. */
export async function collectCaseSheets(
  services: Services,
  kind: CaseReportKind,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<CaseSheetData[]> {
  const colleges = await collectColleges(services, await chooseCases(services, request, dueOn(kind)));
  const marks = makeMarks(services, null, colleges.length, services.clock.now());
  return colleges.map((listed, index) => ({
    mark: marks[index]!,
    collegeName: listed[0]!.row.values.collegeName,
    cases: listed.map(({ row, chosen }) => listedCase(chosen, row, !request.unmasked)),
  }));
}

/** A letter for each case that the request is of. Errors: NOT_FOUND where there is none, or no such letter. */
export async function collectLetters(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<LetterData[]> {
  const { db, clock } = services;
  const letter = requestedLetter(services, request);
  const found = await collectColleges(services, await chooseCases(services, request, dueForLetter(letter)));
  const cases = found.flat();
  const now = clock.now();
  const marks = makeMarks(services, null, cases.length, now);
  const school = { ...guideContactOf(db), school: schoolOf(db)?.name ?? '' };
  const today = beijingDay(now);
  return cases.map(({ row, chosen: { stored, rules } }, index) => {
    const history = entriesOfCase(db, stored.id).filter(({ isTakenBack }) => !isTakenBack);
    const of = { rules, stored, history, values: row.values };
    const values = letterValues(of, school, { today, masked: !request.unmasked });
    const mark = marks[index]!;
    return {
      mark,
      case: stored.id,
      student: row.id,
      name: row.values.name,
      caseNumber: stored.number,
      title: letter.title,
      lines: fillLetter(letter.body, values).lines,
      sender: senderOf(letter, school),
      day: letter.from === 'student' ? '' : values.今天!,
    };
  });
}

/** How many sheets and students a report of cases covers. */
export async function countCaseReport(
  services: Services,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const isDue =
    request.kind === 'case-letter'
      ? dueForLetter(requestedLetter(services, request))
      : dueOn(request.kind as CaseReportKind);
  const chosen = await chooseCases(services, request, isDue);
  if (chosen.length === 0) return { sheets: 0, students: 0 };
  const colleges = await collectColleges(services, chosen);
  const students = new Set(chosen.map(({ stored }) => stored.studentN)).size;
  return { sheets: request.kind === 'case-letter' ? chosen.length : colleges.length, students };
}

function senderOf({ from }: CaseLetter, { school, office }: { school: string; office: string }): string {
  return { school, office: `${school}${office}`, student: '' }[from];
}

function requestedLetter({ db }: Services, { letter }: ReportRequest): CaseLetter {
  if (letter === null) throw new AppError('NOT_FOUND', { what: 'case-letter', name: '' });
  return caseLetter(db, letter);
}

type IsDue = (chosen: ChosenCase) => 'due' | 'possible' | 'never';

/** Whether a case has its place on a list now, could be put on it when somebody asks, or says nothing that it lists. */
export function dueOn(kind: CaseReportKind | 'upload'): IsDue {
  const list = LIST_OF[kind];
  return ({ stored, rules }) => {
    const output = rules.type.outputs.find(({ id }) => id === list);
    const saysNothing = list !== 'filing' && correctionsOf(rules, stored.form).length === 0;
    if (!output || saysNothing) return 'never';
    return output.states.includes(stored.state) ? 'due' : 'possible';
  };
}

function dueForLetter(letter: CaseLetter): IsDue {
  return ({ stored, rules }) => {
    if (!isAboutType(letter, rules.type.id)) return 'never';
    return letter.states.includes(stored.state) ? 'due' : 'possible';
  };
}

/**
 * The cases of a request: those named, else all of the filter's students that are due. Errors: NOT_FOUND (case);
 * CASE_OUTPUT where a named one can't be put out so.
 */
export async function chooseCases(
  services: Services,
  request: ReportRequest,
  isDue: IsDue,
): Promise<ChosenCase[]> {
  const chosen = await casesOf(services, request, isDue);
  noteStudents(chosen.map(({ stored }) => stored.studentN));
  return chosen;
}

async function casesOf(services: Services, request: ReportRequest, isDue: IsDue): Promise<ChosenCase[]> {
  const { db, index } = services;
  const rulesOf = rulesReader(services);
  const withRules = (stored: StoredCase): ChosenCase => ({ stored, rules: rulesOf(stored.rules) });
  if (request.cases.length > 0) {
    return [...new Set(request.cases)].map((id) => {
      const stored = caseById(db, id);
      if (!stored) throw new AppError('NOT_FOUND', { what: 'case' });
      const chosen = withRules(stored);
      if (isDue(chosen) === 'never') throw new AppError('CASE_OUTPUT', { number: stored.number });
      return chosen;
    });
  }
  const due: ChosenCase[] = [];
  for (const stored of allCases(db, 'all')) {
    const chosen = withRules(stored);
    if (isDue(chosen) === 'due') due.push(chosen);
  }
  if (due.length === 0) return due;
  const { ns } = await index.find(queryOf(request, null));
  const wanted = new Set(ns);
  return due.filter(({ stored }) => wanted.has(stored.studentN));
}

function rulesReader({ db }: Services): (hash: string) => CaseRules {
  const known = new Map<string, CaseRules>();
  return (hash) => {
    const rules = known.get(hash) ?? caseRules(db, hash)!;
    known.set(hash, rules);
    return rules;
  };
}

interface PlacedCase {
  row: StudentRow;
  chosen: ChosenCase;
}

/** In the order of lists, college by college. */
async function collectColleges(services: Services, chosen: readonly ChosenCase[]): Promise<PlacedCase[][]> {
  if (chosen.length === 0) throw new AppError('NOT_FOUND', { what: 'cases' });
  const of = new Map<number, ChosenCase[]>();
  for (const one of chosen) of.set(one.stored.studentN, [...(of.get(one.stored.studentN) ?? []), one]);
  const { ns } = await services.index.find(studentQuery.parse({}));
  const ordered = Uint32Array.from([...ns].filter((n) => of.has(n)));
  const now = services.clock.now();
  const colleges = await groupByFields(services, ordered, null, GROUP_FIELDS.college, now);
  let at = 0;
  return colleges.map((rows) =>
    rows.flatMap((row) => of.get(ordered[at++]!)!.map((one) => ({ row, chosen: one }))),
  );
}

function listedCase({ stored, rules }: ChosenCase, { id, values }: StudentRow, masked: boolean): ListedCase {
  const answer = (item: string) => {
    const of = rules.type.form.find((one) => one.id === item);
    const text = of ? writtenAnswer(of, stored.form[item]) : '';
    return masked ? maskNumbersIn(text) : text;
  };
  const there = new Set(stored.evidence.map(({ material }) => material));
  return {
    case: stored.id,
    student: id,
    values,
    caseNumber: stored.number,
    caseState: stateOf(rules.type, stored.state).name.zh,
    correctionKind: correctedFields(rules, stored.form),
    correction: correctionText(rules, stored.form, masked),
    flag: answer('flag'),
    cause: answer('cause'),
    finding: answer('finding'),
    deciders: [...new Set(stored.decisions.map(({ person }) => person))].join('、'),
    proofs: askedMaterials(rules, stored.form)
      .filter((asked) => there.has(asked.id))
      .map(({ name }) => name.zh),
  };
}

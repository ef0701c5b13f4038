import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { listCases } from '../../cases/listCases.ts';
import { wholeCase } from '../../cases/wholeCase.ts';
import { caseById } from '../../db/tables/caseTable.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import type { CaseFormData } from '../../reports/reportData.ts';
import { actingScope } from '../Session.ts';
import type { Services } from '../services.ts';
import { campaignOf, queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** A form for each case of a request, in the order of the list of cases. Errors: NOT_FOUND where there is none. */
export async function collectCaseForms(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<CaseFormData[]> {
  const { db, clock } = services;
  const now = clock.now();
  const ids = await casesOf(services, request);
  if (ids.length === 0) throw new AppError('NOT_FOUND', { what: 'cases' });
  const marks = makeMarks(services, campaignOf(services, request), ids.length, now);
  return ids.map((id, index) => {
    const whole = wholeCase(db, id, now, request.unmasked)!;
    const { student } = whole.item;
    return {
      mark: marks[index]!,
      student: { id: student.id, values: studentById(db, student.id)!.values },
      whole,
    };
  });
}

/** How many forms, and of how many students. */
export async function countCaseForms(
  services: Services,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const ids = await casesOf(services, request);
  const students = new Set(ids.map((id) => caseById(services.db, id)!.studentN));
  return { sheets: ids.length, students: students.size };
}

async function casesOf(services: Services, request: ReportRequest): Promise<string[]> {
  const { db, clock, index } = services;
  if (request.cases.length > 0) {
    return [...new Set(request.cases)].map((id) => {
      if (!caseById(db, id)) throw new AppError('NOT_FOUND', { what: 'case' });
      return id;
    });
  }
  const rows = listCases(db, { ...request.caseQuery, scope: actingScope() }, beijingDay(clock.now()));
  const ids = rows.map(({ id }) => id);
  const campaign = campaignOf(services, request);
  const { fields, statuses, sources, photo, differing, overdue } = request.filter;
  const isOfAll =
    campaign === null &&
    Object.keys(fields).length + statuses.length + sources.length === 0 &&
    photo === 'any' &&
    !differing &&
    !overdue;
  if (isOfAll) return ids;
  const { ns } = await index.find(queryOf(request, campaign));
  const of = new Set(ns);
  return ids.filter((id) => of.has(caseById(db, id)!.studentN));
}

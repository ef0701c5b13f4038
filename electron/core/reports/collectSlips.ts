import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskField } from '../../../shared/domain/mask.ts';
import { maskNumbersIn } from '../../../shared/domain/sheetCorrection.ts';
import { campaignById } from '../../db/tables/campaignTable.ts';
import { counterVisit, counterVisits, type StoredVisit } from '../../db/tables/counterVisitTable.ts';
import { studentById } from '../../db/tables/studentTable.ts';
import type { SlipData } from '../../reports/reportData.ts';
import { noteStudents } from '../people/noteStudents.ts';
import { seenColleges } from '../scoped.ts';
import type { Services } from '../services.ts';
import { queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** A slip for each visit at the counter that a request is of, those taken back left out. Errors: NOT_FOUND. */
export async function collectSlips(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<SlipData[]> {
  const { db, clock } = services;
  const now = clock.now();
  return (await chooseVisits(services, request)).map((visit) => {
    const campaign = campaignById(db, visit.campaign);
    const [mark] = makeMarks(services, campaign, 1, now);
    const student = studentById(db, visit.student)!;
    noteStudents([student.n]);
    return {
      mark: mark!,
      student: { id: student.id, values: student.values },
      visit: {
        event: visit.event,
        at: visit.at,
        verdict: visit.verdict,
        // What was shown was masked then; what the student wrote may be a number too.
        fields: visit.fields.map((answer) => ({
          ...answer,
          claimed: maskField(answer.field, answer.claimed),
        })),
        photo: visit.photo,
        photoRole: campaign?.type === 'graduation-photo' ? 'graduation' : 'admission',
        comment: maskNumbersIn(visit.comment),
        signature: visit.signature,
        signedName: visit.signedName,
        witness: visit.witness,
      },
    };
  });
}

/** How many slips, of how many students. */
export async function countSlips(
  services: Services,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const visits = await chooseVisits(services, request).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return [];
    throw error;
  });
  return { sheets: visits.length, students: new Set(visits.map(({ student }) => student)).size };
}

/** The visits named, else all of the filter's students, of the campaign if one is named; oldest first. */
async function chooseVisits(services: Services, request: ReportRequest): Promise<StoredVisit[]> {
  const { db, index } = services;
  const named = request.visits.map((event) => {
    const visit = counterVisit(db, event);
    if (!visit || visit.undone) throw new AppError('NOT_FOUND', { what: 'visit' });
    return visit;
  });
  if (named.length > 0) return named;
  const { campaign } = request;
  const { ns } = await index.find(queryOf(request, campaign === null ? null : index.campaignOf(campaign)));
  const members = new Set(ns);
  const idOf = db.read<{ n: number }>('SELECT n FROM student WHERE id = ?');
  const all = counterVisits(
    db,
    { since: null, student: null, campaign, colleges: seenColleges() },
    Number.MAX_SAFE_INTEGER,
  );
  const chosen = all.filter(({ undone, student }) => !undone && members.has(idOf.get(student)!.n));
  if (chosen.length === 0) throw new AppError('NOT_FOUND', { what: 'visit' });
  return chosen.reverse();
}

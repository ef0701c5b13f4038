import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { askedMaterials } from '../../../shared/domain/cases/caseRules.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { currentRules } from '../../cases/caseCatalogue.ts';
import { wholeCase } from '../../cases/wholeCase.ts';
import { casesOfStudent } from '../../db/tables/caseTable.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { IdentityConfirmationData } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { collegeScope } from './collegeScope.ts';
import { campaignOf, groupByFields } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

const CASE_TYPE = 'identity-review';
/** The confirmation is itself one of the materials. */
const THIS_SHEET = 'confirmation';

/** A confirmation for each student whom 学信网 has flagged. Errors: NOT_FOUND where there is nobody. */
export async function collectIdentityConfirmations(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<IdentityConfirmationData[]> {
  const campaign = campaignOf(services, request);
  const now = services.clock.now();
  const scope = collegeScope('identity-review', request, campaign);
  if (scope === null) throw new AppError('NOT_FOUND', { what: 'students' });
  const { ns } = await services.index.find(scope);
  const rows = (await groupByFields(services, ns, campaign, [], now)).flat();
  const marks = makeMarks(services, campaign, rows.length, now);
  const asked = askedMaterials(currentRules(services.db, CASE_TYPE).body, {});
  return rows.map(({ id, values, photos }, index) => ({
    mark: marks[index]!,
    student: { id, values },
    photos,
    proofs:
      proofsOf(services, id, now) ?? asked.filter(notThisSheet).map(({ name }) => ({ name, standing: null })),
  }));
}

/** As they stand in the newest case about it; null: there is none. */
function proofsOf({ db }: Services, student: string, now: number): IdentityConfirmationData['proofs'] | null {
  const cases = casesOfStudent(db, studentNumberOf(db, student)!).filter(({ type }) => type === CASE_TYPE);
  const newest = cases.sort((a, b) => b.openedAt - a.openedAt)[0];
  if (!newest) return null;
  return wholeCase(db, newest.id, now, false)!
    .materials.filter(notThisSheet)
    .map(({ zh, en, standing }) => ({ name: { zh, en }, standing }));
}

function notThisSheet({ id }: { id: string }): boolean {
  return id !== THIS_SHEET;
}

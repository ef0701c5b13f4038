import type { ReportRequest } from '../../../shared/contract/reports.ts';
import type { StudentRow } from '../../../shared/contract/students.ts';
import { GROUP_FIELDS } from '../../../shared/domain/groupFields.ts';
import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import type {
  PhotoCheckSheetData,
  RecordCheckSheetData,
  RecordCheckStudent,
} from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { campaignOf, groupStudents, queryOf } from './groupStudents.ts';
import type { MakeMarks } from './sheetMarks.ts';

/** One sheet per class, classes and students in the order of lists. Errors: NOT_FOUND where there is nobody. */
export async function collectRecordCheckSheets(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<RecordCheckSheetData[]> {
  const campaign = campaignOf(services, request);
  return (await classSheets(services, request, campaign, makeMarks)).map(({ rows, ...sheet }) => ({
    ...sheet,
    students: rows.map(checked),
  }));
}

/** The same with the photo that students are to check: the one that they bring along, or the one of their diploma. */
export async function collectPhotoCheckSheets(
  services: Services,
  request: ReportRequest,
  makeMarks: MakeMarks,
): Promise<PhotoCheckSheetData[]> {
  const campaign = campaignOf(services, request);
  const role: PhotoRole = campaign?.type === 'new-student' ? 'admission' : 'graduation';
  return (await classSheets(services, request, campaign, makeMarks)).map(({ rows, ...sheet }) => ({
    ...sheet,
    role,
    students: rows.map((row) => ({ ...checked(row), photoHash: row.photos[role] })),
  }));
}

/** A student as sheets to check have one. */
export function checked({ id, values, photos, status }: StudentRow): RecordCheckStudent {
  const has = { admission: photos.admission !== null, graduation: photos.graduation !== null };
  return { id, values, photos: has, status };
}

async function classSheets(
  services: Services,
  request: ReportRequest,
  campaign: StoredCampaign | null,
  makeMarks: MakeMarks,
): Promise<(Omit<RecordCheckSheetData, 'students'> & { rows: StudentRow[] })[]> {
  const now = services.clock.now();
  const query = queryOf(request, campaign);
  const classes = await groupStudents(services, query, campaign, GROUP_FIELDS.class, now);
  const marks = makeMarks(services, campaign, classes.length, now);
  return classes.map((rows, index) => {
    const { collegeName, majorName, className, counsellor } = rows[0]!.values;
    return { mark: marks[index]!, collegeName, majorName, className, counsellor, rows };
  });
}

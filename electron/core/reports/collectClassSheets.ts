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
import { makeMarks, withCode } from './sheetMarks.ts';

/** One sheet per class, classes and students in the order of lists. Errors: NOT_FOUND where there is nobody. */
export async function collectRecordCheckSheets(
  services: Services,
  request: ReportRequest,
): Promise<RecordCheckSheetData[]> {
  const campaign = campaignOf(services, request);
  return (await issueClassSheets(services, request, campaign)).map(({ rows, ...sheet }) => ({
    ...sheet,
    students: rows.map(checked),
  }));
}

/** The same with the photo that students are to check: the one that they bring along, or the one of their diploma. */
export async function collectPhotoCheckSheets(
  services: Services,
  request: ReportRequest,
): Promise<PhotoCheckSheetData[]> {
  const campaign = campaignOf(services, request);
  const role: PhotoRole = campaign?.type === 'new-student' ? 'admission' : 'graduation';
  return (await issueClassSheets(services, request, campaign)).map(({ rows, ...sheet }) => ({
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

/** Gives every class a numbered sheet and notes that it was printed, so that one that comes back is known. */
async function issueClassSheets(
  services: Services,
  request: ReportRequest,
  campaign: StoredCampaign | null,
): Promise<(Omit<RecordCheckSheetData, 'students'> & { rows: StudentRow[] })[]> {
  const now = services.clock.now();
  const query = queryOf(request, campaign);
  const classes = await groupStudents(services, query, campaign, GROUP_FIELDS.class, now);
  const marks = makeMarks(services, campaign, classes.length, now);
  const sheets = classes.map((rows, index) => {
    const { collegeName, majorName, className, counsellor } = rows[0]!.values;
    return { mark: withCode(marks[index]!, rows), collegeName, majorName, className, counsellor, rows };
  });
  services.commit('sheets.issue', {
    sheets: sheets.map(({ mark, collegeName, className, rows }) => ({
      number: mark.sheetNumber,
      code: mark.shortCode,
      campaign: campaign?.id ?? null,
      dataTime: mark.dataTime,
      collegeName,
      className,
      students: rows.map(({ id }) => id),
    })),
  });
  return sheets;
}

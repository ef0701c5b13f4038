import type { ReportRequest } from '../../../shared/contract/reports.ts';
import { GROUP_FIELDS } from '../../campaigns/groupFields.ts';
import type { RecordCheckSheetData } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';
import { groupStudents, queryOf } from './groupStudents.ts';
import { makeMarks, withCode } from './sheetMarks.ts';

/** One sheet per class, classes and students in the order of lists. Errors: NOT_FOUND where there is nobody. */
export async function collectRecordCheckSheets(
  services: Services,
  request: ReportRequest,
): Promise<RecordCheckSheetData[]> {
  const campaign = services.index.campaignOf(request.campaign);
  const now = services.clock.now();
  const query = queryOf(request, campaign);
  const classes = await groupStudents(services, query, campaign, GROUP_FIELDS.class, now);
  const marks = makeMarks(services, campaign, classes.length, now);
  const sheets = classes.map((rows, index): RecordCheckSheetData => {
    const { values } = rows[0]!;
    return {
      mark: withCode(marks[index]!, rows),
      collegeName: values.collegeName,
      majorName: values.majorName,
      className: values.className,
      counsellor: values.counsellor,
      students: rows.map((row) => ({
        id: row.id,
        values: row.values,
        photos: { admission: row.photos.admission !== null, graduation: row.photos.graduation !== null },
        status: row.status,
      })),
    };
  });
  // So that a sheet that comes back is known, and of which campaign it is.
  services.commit('sheets.issue', {
    sheets: sheets.map(({ mark, collegeName, className, students }) => ({
      number: mark.sheetNumber,
      code: mark.shortCode,
      campaign: campaign?.id ?? null,
      dataTime: mark.dataTime,
      collegeName,
      className,
      students: students.length,
    })),
  });
  return sheets;
}

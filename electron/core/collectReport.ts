import { hash } from 'node:crypto';
import type { ReportRequest } from '../../shared/contract/reports.ts';
import { type StudentQuery, type StudentRow, studentQuery } from '../../shared/contract/students.ts';
import { beijingDay } from '../../shared/domain/daysLeft.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { makeSheetNumber } from '../../shared/domain/sheetNumber.ts';
import type { CampaignType } from '../../shared/domain/verificationStatus.ts';
import { GROUP_FIELDS } from '../campaigns/groupFields.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import type { RecordCheckSheetData, SheetMark, StatisticsData } from '../reports/reportData.ts';
import { studentRows } from '../students/studentRow.ts';
import { schoolOf } from './school.ts';
import type { Services } from './services.ts';

const PAGE = 1_000;
/** Of the alphabet of sheet numbers, which has no I O S V Z. */
const CAMPAIGN_LETTERS: Record<CampaignType, string> = {
  'graduation-photo': 'BY', // 毕业
  'enrolled-record': 'XJ', // 学籍
  'new-student': 'RX', // 入学
};

function queryOf(request: ReportRequest, campaign: StoredCampaign | null): StudentQuery {
  return studentQuery.parse({ campaign: campaign?.id ?? null, filter: request.filter });
}

/** How many sheets and students a request covers. */
export async function countSheets(
  { index }: Services,
  request: ReportRequest,
): Promise<{ sheets: number; students: number }> {
  const campaign = index.campaignOf(request.campaign);
  const groups = await index.progress(queryOf(request, campaign), GROUP_FIELDS.class);
  return {
    sheets: request.kind === 'statistics' ? 1 : groups.length,
    students: groups.reduce((sum, group) => sum + group.total, 0),
  };
}

/** One sheet per class, classes and students in the order of lists. */
export async function collectRecordCheckSheets(
  services: Services,
  request: ReportRequest,
): Promise<RecordCheckSheetData[]> {
  const campaign = services.index.campaignOf(request.campaign);
  const now = services.clock.now();
  const { ns } = await services.index.find(queryOf(request, campaign));
  if (ns.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
  const classes: StudentRow[][] = [];
  let last: StudentRow | null = null;
  for (let start = 0; start < ns.length; start += PAGE) {
    // In full: whether numbers are masked is decided where the sheet is drawn.
    const rows = studentRows(services.db, ns.subarray(start, start + PAGE), {
      campaign,
      now,
      unmasked: true,
    });
    for (const row of rows) {
      if (last === null || !sameClass(row, last)) classes.push([]);
      classes.at(-1)!.push(row);
      last = row;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
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

export async function collectStatistics(services: Services, request: ReportRequest): Promise<StatisticsData> {
  const campaign = services.index.campaignOf(request.campaign);
  const now = services.clock.now();
  const rows = await services.index.progress(queryOf(request, campaign), GROUP_FIELDS[request.by]);
  if (rows.length === 0) throw new AppError('NOT_FOUND', { what: 'students' });
  const [mark] = makeMarks(services, campaign, 1, now);
  return {
    mark: withCode(mark!, rows),
    by: request.by,
    rows: rows.map(({ group, statuses }) => {
      const named = Object.fromEntries(
        GROUP_FIELDS[request.by].map((field, place) => [field, group[place] || null]),
      );
      return { collegeName: null, ...named, counts: statuses };
    }),
  };
}

function sameClass(one: StudentRow, other: StudentRow): boolean {
  return (['collegeName', 'majorName', 'className'] as const).every(
    (field) => one.values[field] === other.values[field],
  );
}

/** Numbers for so many new sheets, counted on from the last sheet of this day. */
function makeMarks(
  { db, commit }: Services,
  campaign: StoredCampaign | null,
  count: number,
  now: number,
): Omit<SheetMark, 'shortCode'>[] {
  const date = beijingDay(now);
  const campaignShort = campaign
    ? CAMPAIGN_LETTERS[campaign.type] + campaign.deadline.slice(2, 4)
    : `HD${date.slice(2, 4)}`;
  const key = `sheets ${campaignShort} ${date}`;
  const row = db.read<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(key);
  const used = row ? Number(row.value) : 0;
  commit('row.save', {
    entity: 'setting',
    id: key,
    before: row ? { value: row.value } : null,
    after: { value: String(used + count) },
  });
  const school = schoolOf(db);
  return Array.from({ length: count }, (_, place) => ({
    sheetNumber: makeSheetNumber({ campaignShort, date, index: used + place + 1 }),
    dataTime: now,
    schoolName: school?.name ?? '',
    campaignName: campaign?.name ?? '',
  }));
}

/** What the QR code adds to the number: a digest of what the sheet says, so that two prints can be told apart. */
function withCode(mark: Omit<SheetMark, 'shortCode'>, content: unknown): SheetMark {
  const digest = hash('sha256', JSON.stringify([mark, content]), 'hex').toUpperCase();
  return { ...mark, shortCode: digest.slice(0, 12) };
}

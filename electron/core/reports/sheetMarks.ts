import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { deskLetters, makeSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import type { CampaignType } from '../../../shared/domain/verificationStatus.ts';
import { COUNTERS } from '../../changes/isOfDesk.ts';
import type { ReadDb } from '../../db/database.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import { deskOrdinal, highestCount } from '../../db/tables/deskOrdinal.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import type { SheetMark } from '../../reports/reportData.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';

/** Of the alphabet of sheet numbers, which has no I O S V Z. */
const CAMPAIGN_LETTERS: Record<CampaignType, string> = {
  'graduation-photo': 'BY', // 毕业
  'enrolled-record': 'XJ', // 学籍
  'new-student': 'RX', // 入学
};

/** Marks of so many sheets. */
export type MakeMarks = typeof makeMarks;

/** Numbers for so many new sheets, counted on from the last sheet of this day. What they say is signed later: signSheets. */
export function makeMarks(
  { db, commit }: Services,
  campaign: StoredCampaign | null,
  count: number,
  now: number,
): SheetMark[] {
  const date = beijingDay(now);
  const campaignShort = campaign
    ? CAMPAIGN_LETTERS[campaign.type] + campaign.deadline.slice(2, 4)
    : `HD${date.slice(2, 4)}`;
  const desk = deskLetters(deskOrdinal(db));
  const key = `${COUNTERS.sheets}${campaignShort} ${date} ${desk}`.trim();
  const row = storedSetting(db, key);
  const prefix = `${campaignShort}-${date.slice(2).replaceAll('-', '')}-${desk}`;
  // A store that was put back has given more than it counts; what others know of it comes back from them.
  const used = Math.max(Number(row?.value ?? 0), highestCount(db, 'signed_sheet', prefix));
  commit('row.save', {
    entity: 'setting',
    id: key,
    before: row ? { value: row.value } : null,
    after: { value: String(used + count) },
  });
  return Array.from({ length: count }, (_, place) =>
    markOf(db, campaign, makeSheetNumber({ campaignShort, date, index: used + place + 1, desk }), now),
  );
}

/** Marks of sheets that are only to be compared with one that was printed: without a number, and none is used up. */
export const unnumberedMarks: MakeMarks = ({ db }, campaign, count, now) =>
  Array.from({ length: count }, () => markOf(db, campaign, '', now));

function markOf(db: ReadDb, campaign: StoredCampaign | null, sheetNumber: string, now: number): SheetMark {
  return {
    sheetNumber,
    dataTime: now,
    schoolName: schoolOf(db)?.name ?? '',
    campaignName: campaign?.name ?? '',
    // Signed when it is known what the sheet says: signSheets.
    code: '',
  };
}

import { hash } from 'node:crypto';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { makeSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import type { CampaignType } from '../../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import type { SheetMark } from '../../reports/reportData.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';

/** Of the alphabet of sheet numbers, which has no I O S V Z. */
const CAMPAIGN_LETTERS: Record<CampaignType, string> = {
  'graduation-photo': 'BY', // 毕业
  'enrolled-record': 'XJ', // 学籍
  'new-student': 'RX', // 入学
};

/** Numbers for so many new sheets, counted on from the last sheet of this day. */
export function makeMarks(
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
export function withCode(mark: Omit<SheetMark, 'shortCode'>, content: unknown): SheetMark {
  const digest = hash('sha256', JSON.stringify([mark, content]), 'hex').toUpperCase();
  return { ...mark, shortCode: digest.slice(0, 12) };
}

import type { EventSource } from '../../../shared/domain/verificationStatus.ts';
import type { StoredCampaign } from '../../db/tables/campaignTable.ts';
import type { ListedStudent } from '../../reports/reportData.ts';
import type { Services } from '../services.ts';

/** Looks up what was written beside the verdict that stands for a student in a campaign, by which way and when. */
export function saidOf(
  { db }: Services,
  campaign: StoredCampaign | null,
): (student: string) => ListedStudent['said'] {
  const statement = db.read<{ note: string; source: EventSource; at: number }>(
    `SELECT e.note, e.source, v.verdict_at AS at FROM student s
     JOIN verification v ON v.student_n = s.n AND v.campaign_id = ? JOIN event e ON e.n = v.event_n
     WHERE s.id = ?`,
  );
  return (student) => (campaign === null ? null : (statement.get(campaign.id, student) ?? null));
}

import type { FacetField } from '../../shared/domain/studentFields.ts';
import {
  deriveStatus,
  type Status,
  type StatusReason,
  type Verdict,
} from '../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { finalOutcome, hasFinal } from '../db/tables/finalTable.ts';
import type { StoredStudent } from '../db/tables/studentTable.ts';

const NOT_A_MEMBER = { status: 'excluded', reason: { code: 'not-in-campaign', params: {} } } as const;

export interface PhotoHashes {
  admission: string | null;
  graduation: string | null;
}

export function photosOf(db: ReadDb, studentN: number): PhotoHashes {
  const photos: PhotoHashes = { admission: null, graduation: null };
  const rows = db
    .read<{ role: keyof PhotoHashes; hash: string }>('SELECT role, hash FROM photo WHERE student_n = ?')
    .all(studentN);
  for (const { role, hash } of rows) photos[role] = hash;
  return photos;
}

/** One student's status with its reason: the same rule as the image's, from the tables. */
export function statusOf(
  db: ReadDb,
  student: StoredStudent,
  photos: PhotoHashes,
  campaign: StoredCampaign | null,
  now: number,
): { status: Status; reason: StatusReason } {
  if (campaign && campaign.closedAt !== null && hasFinal(db, campaign.id)) {
    return finalOutcome(db, campaign.id, student.n) ?? NOT_A_MEMBER;
  }
  if (campaign && !isMember(student, campaign)) return NOT_A_MEMBER;
  const verification = campaign
    ? db
        .read<{ verdict: Verdict; verdict_at: number; fields_unchanged: number; photo_unchanged: number }>(
          `SELECT verdict, verdict_at, fields_unchanged, photo_unchanged FROM verification
           WHERE campaign_id = ? AND student_n = ?`,
        )
        .get(campaign.id, student.n)
    : undefined;
  return deriveStatus({
    registrationStatus: student.values.registrationStatus,
    remark: student.values.remark,
    hasAdmissionPhoto: photos.admission !== null,
    hasGraduationPhoto: photos.graduation !== null,
    campaignType: campaign?.type ?? 'enrolled-record',
    lockRule: campaign?.lockRule ?? '24h',
    verdict: verification?.verdict ?? null,
    verdictAt: verification?.verdict_at ?? null,
    fieldsUnchanged: verification?.fields_unchanged !== 0,
    photoUnchanged: verification?.photo_unchanged !== 0,
    now,
  });
}

function isMember(student: StoredStudent, campaign: StoredCampaign): boolean {
  return Object.entries(campaign.population).every(([field, values]) =>
    values.includes(student.values[field as FacetField] ?? ''),
  );
}

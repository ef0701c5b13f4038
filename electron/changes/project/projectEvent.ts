import type { StudentField, StudentValues } from '../../../shared/domain/studentFields.ts';
import type { WriteDb } from '../../db/database.ts';
import { studentById, wordsOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';
import { fieldsHash } from '../verifiedHash.ts';
import { removeUnspoken } from './removeUnspoken.ts';
import { spokenOf } from './spokenOf.ts';

interface EventRow {
  n: number;
  campaign_id: string;
  student_n: number;
  verdict: string;
  said_at: number | null;
  recorded_at: number;
  fields_hash: string;
  photo_hash: string | null;
}

/** A verdict that was said, or the taking back of one; then the newest one per student and campaign. */
export function projectEvent(db: WriteDb, change: Change): number {
  const { entityId } = change;
  if (change.kind === 'made') {
    const studentN = spokenOf(db, change.values.student as string, change.n);
    const value = (field: string) => change.values[field] ?? null;
    db.write(
      `INSERT INTO event (id, campaign_id, student_n, source, verdict, said_at, recorded_at, note, batch, fields_hash, photo_hash, voided_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      entityId,
      value('campaign'),
      studentN,
      value('source'),
      value('verdict'),
      value('saidAt'),
      value('recordedAt'),
      value('note') ?? '',
      value('batch'),
      value('fieldsHash'),
      value('photoHash'),
      value('voidedBy'),
    );
    foldVerification(db, value('campaign') as string, studentN);
    removeUnspoken(db, studentN);
    return studentN;
  }
  const moved = change.patch.student;
  if (moved?.[1] === null) return removeEvent(db, entityId);
  if (moved) moveEvent(db, entityId, spokenOf(db, moved[1] as string, change.n));
  const { voidedBy } = change.patch;
  if (voidedBy) db.write('UPDATE event SET voided_by = ? WHERE id = ?').run(voidedBy[1], entityId);
  const row = db
    .read<{ campaign_id: string; student_n: number }>('SELECT campaign_id, student_n FROM event WHERE id = ?')
    .get(entityId)!;
  foldVerification(db, row.campaign_id, row.student_n);
  return row.student_n;
}

/** A verdict that this store no longer has: it is of a student whom others look after. */
function removeEvent(db: WriteDb, id: string): number {
  const { campaign_id: campaign, student_n: studentN } = db
    .read<{ campaign_id: string; student_n: number }>('SELECT campaign_id, student_n FROM event WHERE id = ?')
    .get(id)!;
  db.write('DELETE FROM event WHERE id = ?').run(id);
  foldVerification(db, campaign, studentN);
  removeUnspoken(db, studentN);
  return studentN;
}

/** What was said of a student was said of another, who is the same person, or turned out not to be. */
function moveEvent(db: WriteDb, id: string, to: number): void {
  const { campaign_id: campaign, student_n: from } = db
    .read<{ campaign_id: string; student_n: number }>('SELECT campaign_id, student_n FROM event WHERE id = ?')
    .get(id)!;
  db.write('UPDATE event SET student_n = ? WHERE id = ?').run(to, id);
  foldVerification(db, campaign, from);
  foldVerification(db, campaign, to);
  removeUnspoken(db, from);
}

/**
 * The newest verdict by the time it was said (else recorded); of two with the same time the one recorded
 * later, and of those the greater id: every desk that has the same verdicts comes to the same. Whether it still covers what is held is kept beside it.
 */
function foldVerification(db: WriteDb, campaignId: string, studentN: number): void {
  const newest = db
    .read<EventRow>(
      `SELECT n, campaign_id, student_n, verdict, said_at, recorded_at, fields_hash, photo_hash FROM event
       WHERE student_n = ? AND campaign_id = ? AND voided_by IS NULL
       ORDER BY coalesce(said_at, recorded_at) DESC, recorded_at DESC, id DESC LIMIT 1`,
    )
    .get(studentN, campaignId);
  if (!newest) {
    db.write('DELETE FROM verification WHERE campaign_id = ? AND student_n = ?').run(campaignId, studentN);
    return;
  }
  db.write(
    `INSERT OR REPLACE INTO verification (campaign_id, student_n, event_n, verdict, verdict_at, fields_unchanged, photo_unchanged)
     VALUES (?, ?, ?, ?, ?, 1, 1)`,
  ).run(campaignId, studentN, newest.n, newest.verdict, newest.said_at ?? newest.recorded_at);
  const id = db.read<{ id: string }>('SELECT id FROM student WHERE n = ?').get(studentN)!.id;
  refreshVerifications(db, studentN, wordsOf(studentById(db, id)!));
}

interface CoveredVerification {
  campaign_id: string;
  fields_hash: string;
  photo_hash: string | null;
  fields_unchanged: number;
  photo_unchanged: number;
  covered_fields: string;
  covers_photo: number;
  type: string;
}

/**
 * Every verification of the student is compared with what is held now. To be called after any change to the
 * student's view or photos: that a later change makes a verification stale, everywhere, is the most important
 * invariant of the product. `values` are in the sources' words: what a word is taken to mean changes no verification.
 */
export function refreshVerifications(db: WriteDb, studentN: number, values: StudentValues): void {
  const verifications = db
    .read<CoveredVerification>(
      `SELECT v.campaign_id, e.fields_hash, e.photo_hash, v.fields_unchanged, v.photo_unchanged,
              c.covered_fields, c.covers_photo, c.type
       FROM verification v JOIN event e ON e.n = v.event_n JOIN campaign c ON c.id = v.campaign_id
       WHERE v.student_n = ?`,
    )
    .all(studentN);
  for (const one of verifications) {
    const covered = JSON.parse(one.covered_fields) as StudentField[];
    const fieldsUnchanged = fieldsHash(covered, values) === one.fields_hash ? 1 : 0;
    const photoUnchanged =
      one.covers_photo === 0 || photoHash(db, studentN, one.type) === one.photo_hash ? 1 : 0;
    if (fieldsUnchanged === one.fields_unchanged && photoUnchanged === one.photo_unchanged) continue;
    db.write(
      'UPDATE verification SET fields_unchanged = ?, photo_unchanged = ? WHERE campaign_id = ? AND student_n = ?',
    ).run(fieldsUnchanged, photoUnchanged, one.campaign_id, studentN);
  }
}

/** The photo that a campaign of this type is about: 学历照片 when graduating, otherwise 录取照片. */
export function photoHash(db: Pick<WriteDb, 'read'>, studentN: number, campaignType: string): string | null {
  const role = campaignType === 'graduation-photo' ? 'graduation' : 'admission';
  return (
    db.read<{ hash: string }>('SELECT hash FROM photo WHERE student_n = ? AND role = ?').get(studentN, role)
      ?.hash ?? null
  );
}

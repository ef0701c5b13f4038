import type { SheetQuestion } from '../../shared/contract/sheets.ts';
import type { ReadDb } from '../db/database.ts';

const SELECT = `SELECT q.id, q.number, s.class_name AS className, q.kind, q.student, q.name, q.student_no AS studentNo,
    coalesce(q.written, '') AS written, q.decision, coalesce(q.decision_note, '') AS decisionNote, q.decided_by AS decidedBy
  FROM sheet_question q LEFT JOIN batch b ON b.id = q.batch LEFT JOIN sheet s ON s.number = q.number
  WHERE b.undone_at IS NULL AND (b.id IS NOT NULL OR EXISTS (
    SELECT 1 FROM sheet_return r WHERE r.number = q.number AND r.batch = q.batch))`;
/** Which campaign it is asked in: that of the return; of one that was registered at another desk, that of the sheet. */
const CAMPAIGN = 'CASE WHEN b.id IS NULL THEN s.campaign_id ELSE b.campaign_id END';

/** What sheets returned in a campaign leave to a person, those not yet decided first; `open`: only those. */
export function sheetQuestions(db: ReadDb, campaign: string | null, open: boolean): SheetQuestion[] {
  return db
    .read<SheetQuestion>(
      `${SELECT} AND ${CAMPAIGN} IS ?${open ? ' AND q.decision IS NULL' : ''}
       ORDER BY q.decision IS NOT NULL, b.n, q.id`,
    )
    .all(campaign);
}

export function sheetQuestion(db: ReadDb, id: string): SheetQuestion | null {
  return db.read<SheetQuestion>(`${SELECT} AND q.id = ?`).get(id) ?? null;
}

import type { ChaseContact } from '../../../shared/domain/chaseStanding.ts';
import type { ReadDb } from '../database.ts';

export interface StoredContact extends ChaseContact {
  id: string;
  campaign: string;
  note: string;
  actor: string;
}

const COLUMNS = 'id, campaign_id AS campaign, at, whom, way, outcome, promise, note, actor';

/** Whether it still stands or was taken back. */
export function contactById(db: ReadDb, id: string): StoredContact | null {
  return db.read<StoredContact>(`SELECT ${COLUMNS} FROM chase_contact WHERE id = ?`).get(id) ?? null;
}

/** The contacts about one student that stand, oldest first. */
export function contactsOfStudent(db: ReadDb, campaign: string, studentN: number): StoredContact[] {
  return db
    .read<StoredContact>(
      `SELECT ${COLUMNS} FROM chase_contact
       WHERE student_n = ? AND campaign_id = ? AND voided_by IS NULL ORDER BY at, n`,
    )
    .all(studentN, campaign);
}

/** All contacts of a campaign that stand, by student.n, oldest first. */
export function contactsOfCampaign(db: ReadDb, campaign: string): Map<number, ChaseContact[]> {
  const byStudent = new Map<number, ChaseContact[]>();
  const rows = db
    .read(
      `SELECT student_n, at, whom, way, outcome, promise FROM chase_contact
       WHERE campaign_id = ? AND voided_by IS NULL ORDER BY at, n`,
    )
    .rawIterate(campaign);
  for (const [n, at, whom, way, outcome, promise] of rows) {
    const contact = { at, whom, way, outcome, promise } as ChaseContact;
    const known = byStudent.get(n as number);
    if (known) known.push(contact);
    else byStudent.set(n as number, [contact]);
  }
  return byStudent;
}

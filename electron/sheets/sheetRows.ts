import type { SheetRow } from '../../shared/contract/sheets.ts';
import { answersOf, isAnswered } from '../../shared/domain/sheetAnswer.ts';
import type { EventSource, Verdict } from '../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../db/database.ts';
import type { StoredCampaign } from '../db/tables/campaignTable.ts';
import { studentsOfSheet } from '../db/tables/sheetTable.ts';
import { presentId } from '../db/tables/studentAliases.ts';
import { studentById } from '../db/tables/studentTable.ts';
import { changedSincePrint } from './changedSincePrint.ts';
import { answersBefore } from './listSheets.ts';

export interface PrintedSheet {
  number: string;
  className: string | null;
  /** Epoch ms. */
  printedAt: number;
}

/** The rows of a printed sheet, as their students stand in the campaign now; null: who was printed was not kept. */
export function sheetRows(db: ReadDb, sheet: PrintedSheet, campaign: StoredCampaign): SheetRow[] | null {
  const ids = studentsOfSheet(db, sheet.number);
  if (ids === null) return null;
  const before = answersOf(answersBefore(db, sheet.number));
  return ids.map((id, at) => {
    const student = studentById(db, presentId(db, id));
    const answer = before[at] ?? null;
    if (student === null) {
      const nobody = { student: null, name: null, studentNo: null, movedTo: null, changed: [], held: null };
      return { at, ...nobody, before: answer, preset: null };
    }
    const { className, name, studentNo } = student.values;
    const held = heldVerdict(db, campaign.id, student.n);
    const changed = changedSincePrint(db, id, student, sheet.printedAt, campaign);
    const isForAPerson = changed.length > 0 || (held?.byHand === true && held.verdict !== 'correct');
    return {
      at,
      student: student.id,
      name,
      studentNo,
      movedTo: className === sheet.className ? null : (className ?? ''),
      changed,
      before: answer,
      held,
      preset: isAnswered(answer) ? answer : isForAPerson ? null : 'correct',
    };
  });
}

export function heldVerdict(
  db: ReadDb,
  campaign: string,
  studentN: number,
): { verdict: Verdict; note: string; byHand: boolean; isStale: boolean } | null {
  const row = db
    .read<{ verdict: Verdict; note: string; source: EventSource; unchanged: number }>(
      `SELECT v.verdict, e.note, e.source, v.fields_unchanged AND v.photo_unchanged AS unchanged
       FROM verification v JOIN event e ON e.n = v.event_n WHERE v.campaign_id = ? AND v.student_n = ?`,
    )
    .get(campaign, studentN);
  if (!row) return null;
  return {
    verdict: row.verdict,
    note: row.note,
    byHand: row.source === 'staff' || row.source === 'counter',
    isStale: row.unchanged !== 1,
  };
}

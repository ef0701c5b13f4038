import type { ChaseRow } from '../../shared/contract/chase.ts';
import { maskEmail } from '../../shared/domain/mask.ts';
import type { MailAudience } from '../../shared/domain/messageTemplate.ts';
import { recordCauses } from '../../shared/domain/recordCauses.ts';
import { maskNumbersIn } from '../../shared/domain/sheetCorrection.ts';
import type { IsMadeOf } from '../../shared/domain/splitCharacter.ts';
import { namesStudents, type StudentValues } from '../../shared/domain/studentFields.ts';
import type { Status } from '../../shared/domain/verificationStatus.ts';
import type { ReadDb } from '../db/database.ts';
import { contactsOfStudent } from '../db/tables/chaseContactTable.ts';
import { deadAddress } from '../db/tables/mailReturnTable.ts';
import { sourceRecords } from '../db/tables/studentTable.ts';
import type { Worklist } from './Worklist.ts';

/** A student as the list shows one; `values` masked already. */
export function chaseRow(
  db: ReadDb,
  campaign: string,
  worklist: Worklist,
  student: { n: number; id: string; values: StudentValues; status: Status },
  isMadeOf: IsMadeOf,
): ChaseRow {
  const { n, id, values, status } = student;
  const { state, contacts, last: stands, promise, escalatedAt } = worklist.standingOf(n);
  const reason = worklist.reasonOf(n);
  // A list keeps no notes.
  const last = stands === null ? undefined : contactsOfStudent(db, campaign, n).at(-1);
  return {
    id,
    values,
    status,
    reason,
    causes: reason.code === 'record-not-found' ? causesOf(db, n, isMadeOf) : [],
    state,
    contacts,
    last: last
      ? {
          at: last.at,
          whom: last.whom,
          way: last.way,
          outcome: last.outcome,
          promise: last.promise,
          note: maskNumbersIn(last.note),
          actor: last.actor,
        }
      : null,
    promise,
    escalatedAt,
    unreachable: unreachableBy(db, n),
  };
}

/** Mails to a student and to whoever looks after the class, where they came back for good. */
function unreachableBy(db: ReadDb, n: number): ChaseRow['unreachable'] {
  const { student, counsellor } = db
    .read<{ student: string | null; counsellor: string | null }>(
      `SELECT s.email AS student, c.email AS counsellor FROM student s
       LEFT JOIN class_contact c ON c.key = coalesce(s.college_name, '') || char(31) || s.class_name WHERE s.n = ?`,
    )
    .get(n)!;
  return Object.entries({ student, counsellor }).flatMap(([whom, email]) => {
    const dead = email === null ? null : deadAddress(db, email.trim());
    return dead ? [{ whom: whom as MailAudience, address: maskEmail(dead.address), at: dead.at }] : [];
  });
}

function causesOf(db: ReadDb, n: number, isMadeOf: IsMadeOf): ChaseRow['causes'] {
  const records = sourceRecords(db, n).filter(({ source }) => namesStudents(source));
  return recordCauses(Object.fromEntries(records.map(({ source, values }) => [source, values])), isMadeOf);
}

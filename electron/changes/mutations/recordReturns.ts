import type { ReturnCause } from '../../../shared/domain/mailReturn.ts';
import type { ReadDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface RecordReturnsArgs {
  batch: string;
  actor: string;
  /** Epoch ms. */
  at: number;
  returns: {
    id: string;
    /** The mail's id; null: only its address is known. */
    mail: string | null;
    /** In small letters. */
    address: string;
    cause: ReturnCause;
    status: string;
    reply: string;
    /** What the mail was taken for when it went: contacts that were none. Null: the log has no such contacts. */
    told: { campaign: string; at: number; students: string[] } | null;
  }[];
}

/** `mail.return`: mails came back, so nobody was told by them: the contacts that they were taken for do not stand. */
export const recordReturns: Mutation<RecordReturnsArgs> = {
  run: (db, { batch, actor, at, returns }) =>
    returns.flatMap(({ id, mail, address, cause, status, reply, told }): Change[] => [
      {
        entity: 'mailReturn',
        entityId: id,
        kind: 'made',
        values: { mail, address, cause, status: status || null, reply: reply || null, at, actor, batch },
      },
      ...(told === null ? [] : contactsBy(db, told)).map(
        (contact): Change => ({
          entity: 'chaseContact',
          entityId: contact,
          kind: 'changed',
          patch: { voidedBy: [null, batch] },
        }),
      ),
    ]),
  logged: ({ returns, ...rest }) => ({ ...rest, returns: returns.length }),
};

/** The contacts that stand for a mail sent at that time. */
function contactsBy(
  db: ReadDb,
  { campaign, at, students }: NonNullable<RecordReturnsArgs['returns'][number]['told']>,
): string[] {
  const one = db.read<{ id: string }>(
    `SELECT id FROM chase_contact
     WHERE student_n = ? AND campaign_id = ? AND at = ? AND way = 'email' AND voided_by IS NULL ORDER BY n`,
  );
  const numbers = new Set(students.map((id) => studentNumberOf(db, id)).filter((n) => n !== null));
  return [...numbers].flatMap((n) => one.all(n, campaign, at).map(({ id }) => id));
}

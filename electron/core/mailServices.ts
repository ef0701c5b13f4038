import { isSettled } from '../../shared/domain/verificationStatus.ts';
import { type AuditActor, appendAudit } from '../audit/appendAudit.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import { campaignById } from '../db/tables/campaignTable.ts';
import { presentId } from '../db/tables/studentAliases.ts';
import { studentById, studentNumberOf } from '../db/tables/studentTable.ts';
import { MailQueue } from '../mail/MailQueue.ts';
import { mailPassword } from '../mail/mailPassword.ts';
import type { StoredMail } from '../mail/mailTable.ts';
import { studentRow } from '../students/studentRow.ts';
import { programActor } from './people/auditActor.ts';
import { asProgram } from './Session.ts';
import type { Services } from './services.ts';

/**
 * Every mail holds personal data, a name at least: each is told with its students, when a person has it queued, and when
 * it has gone. To be called in the transaction that writes what is told.
 */
export function noteMails(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  by: AuditActor,
  mails: Iterable<{ students: readonly string[] }>,
  detail: { campaign: string; what: 'queued' | 'sent' },
): void {
  const students = new Set<number>();
  let count = 0;
  for (const mail of mails) {
    count += 1;
    for (const id of mail.students) {
      const n = studentNumberOf(db, presentId(db, id));
      if (n !== null) students.add(n);
    }
  }
  appendAudit(db, by, clock.now(), { action: 'mail', students, detail: { ...detail, mails: count } });
}

/** What sends mails for this installation, and where its password is. */
export function mailServices(services: Services) {
  const { db, clock, ids, actor, log, writes } = services;
  const password = mailPassword(services.dataDir, services.key);

  /** Nobody is written to about what is done, nor when the campaign is over. */
  const isMoot = ({ campaign: id, students }: StoredMail) => {
    const campaign = campaignById(db, id);
    if (!campaign || campaign.closedAt !== null) return 'campaign-closed' as const;
    const isChased = (studentId: string) => {
      const student = studentById(db, presentId(db, studentId));
      if (!student) return false;
      return !isSettled(studentRow(db, student, { campaign, now: clock.now() }).status);
    };
    return students.some(isChased) ? null : ('done-since' as const);
  };

  /** One batch for each campaign: each mail a contact made about its students, when it was sent. */
  const logSent = (mails: readonly StoredMail[]) => {
    const byCampaign = Map.groupBy(mails, ({ campaign }) => campaign);
    for (const [campaign, sent] of byCampaign) {
      const batch = ids.next();
      let count = 0;
      for (const { audience, subject, students, changedAt } of sent) {
        const present = [...new Set(students.map((id) => presentId(db, id)))];
        const named = present.map((student) => ({ id: ids.next(), student }));
        count += named.length;
        const contact = {
          at: changedAt,
          whom: audience,
          way: 'email' as const,
          outcome: 'told' as const,
          promise: null,
          note: subject,
        };
        services.commit('chase.log', { campaign, batch, actor, contact, students: named }, batch);
      }
      noteMails(services, programActor(actor), sent, { campaign, what: 'sent' });
      const about = { id: batch, kind: 'chase' as const, campaign, students: count };
      services.commit('row.save', handBatchRow({ ...about, at: clock.now(), actor }), batch);
    }
  };

  const queue = new MailQueue({
    db,
    clock,
    password,
    log,
    take: (work) => writes.take(work),
    isMoot,
    // The queue sends what anybody has queued: it is not whoever set it going who is in contact with those students.
    logSent: (mails) => asProgram(() => logSent(mails)),
  });
  return { queue, password };
}
export type MailServices = ReturnType<typeof mailServices>;

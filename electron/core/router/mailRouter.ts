import type { QueuedMail, Sending } from '../../../shared/contract/mail.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { maskEmail } from '../../../shared/domain/mask.ts';
import { createText } from '../../../shared/text/createText.ts';
import { giveWay } from '../../db/giveWay.ts';
import { studentsByN } from '../../db/tables/studentTable.ts';
import { mailServer, mailServerRow } from '../../mail/mailServer.ts';
import {
  addMail,
  addMailing,
  allMailings,
  countQueued,
  dropUnfinished,
  isOwnMailing,
  isSpoken,
  mailByN,
  mailsOf,
  moveMail,
  type StoredMail,
} from '../../mail/mailTable.ts';
import { testServer } from '../../mail/smtpLink.ts';
import type { ChaseLists } from '../chaseLists.ts';
import { MailPlans, type MailRequest } from '../MailPlans.ts';
import { type MailServices, noteMails } from '../mailServices.ts';
import { noteStudents, noteStudentsById } from '../people/noteStudents.ts';
import { progressStream } from '../progressStream.ts';
import { ReturnedMails } from '../ReturnedMails.ts';
import { isScoped, seenColleges } from '../scoped.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

/** Of students whom no mail reaches no more than these are named. */
const NAMED_UNREACHED = 1_000;
const COUNT_EVERY_MS = 500;
/** Mails written between two breaths. */
const SLICE = 200;

type Tell = (event: { stage: 'write'; done: number; total: number }) => void;

export function mailRouter(
  procedures: Procedures,
  services: Services,
  lists: ChaseLists,
  mail: MailServices,
) {
  const { db, clock, ids, log, writes } = services;
  const { queue, password } = mail;
  const plans = new MailPlans(services, lists);
  const returned = new ReturnedMails(services, mail);
  const words = createText('zh').mail.test;

  const kept = () => ({ server: mailServer(db), password: password.place });
  const shown = (address: string, unmasked: boolean) => (unmasked ? address : maskEmail(address));
  /** What a server said last may name whom a mail of others was to. */
  const seenSending = (): Sending => {
    const { sending } = queue;
    if (!isScoped() || sending.trouble === null) return sending;
    return { ...sending, trouble: { ...sending.trouble, reply: '' } };
  };
  const found = (n: number): StoredMail => {
    const mail = mailByN(db, n, seenColleges());
    if (!mail) throw new AppError('NOT_FOUND', { what: 'mail' });
    return mail;
  };

  return {
    server: procedures.mail.server.handler(kept),
    saveServer: procedures.mail.saveServer.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', mailServerRow(db, input.server));
        if (input.password === null) password.forget();
        else if (input.password !== undefined) password.save(input.password.text, input.password.keep);
        queue.nudge();
        return kept();
      }),
    ),
    test: procedures.mail.test.handler(({ input }) =>
      testServer(input.server, input.password ?? password.read(), {
        ...words,
        id: ids.next(),
        address: input.to,
        list: [],
      }),
    ),
    plan: procedures.mail.plan.handler(({ input, signal }) =>
      stream(
        progressStream((onProgress, inner) => makePlan(input, onProgress, inner), signal),
        services,
      ),
    ),
    queue: procedures.mail.queue.handler(({ input, signal }) =>
      stream(
        progressStream((onProgress, inner) => writes.take(() => queuePlan(input, onProgress, inner)), signal),
        services,
      ),
    ),
    mailings: procedures.mail.mailings.handler(() => ({
      sending: seenSending(),
      items: allMailings(db, seenColleges()),
    })),
    mails: procedures.mail.mails.handler(({ input }) => {
      const { total, items } = mailsOf(db, input.mailing, input, seenColleges());
      return { total, items: items.map(queuedMail) };
    }),
    read: procedures.mail.read.handler(({ input }) => {
      const { recipient, address, subject, body, list, students } = found(input.n);
      if (input.unmasked) {
        log.info('mail-addresses-shown');
        noteStudentsById(db, students);
      }
      return {
        recipient,
        address: shown(address, input.unmasked),
        subject,
        body,
        list,
        students: students.length,
      };
    }),
    control: procedures.mail.control.handler(({ input: { mailing, act } }) =>
      writes.take(() => {
        // What another college's mails are among is not theirs to stop.
        if (isScoped() && !isOwnMailing(db, mailing, seenColleges()))
          throw new AppError('NOT_FOUND', { what: 'mail' });
        const at = clock.now();
        const change = (sql: string, ...values: (string | number)[]) => db.write(sql).run(...values).changes;
        const changed = {
          pause: () => change('UPDATE mailing SET paused = 1 WHERE id = ? AND paused = 0', mailing),
          resume: () => change('UPDATE mailing SET paused = 0 WHERE id = ? AND paused = 1', mailing),
          retry: () =>
            change("UPDATE mail SET next_at = ? WHERE mailing = ? AND state = 'queued'", at, mailing),
          cancel: () =>
            change(
              "UPDATE mail SET state = 'cancelled', problem = 'by-hand', changed_at = ? WHERE mailing = ? AND state = 'queued'",
              at,
              mailing,
            ),
        }[act]();
        queue.nudge();
        return { changed };
      }),
    ),
    settle: procedures.mail.settle.handler(({ input: { n, as } }) =>
      writes.take(() => {
        const mail = found(n);
        const settled =
          as === 'sent' ? mail.state === 'unclear' : mail.state === 'unclear' || mail.state === 'bounced';
        // Who got the same one since is not written to twice by settling the old one.
        const isReplaced = mail.state === 'bounced' && isSpoken(db, mail.key);
        if (!settled || isReplaced) throw new AppError('USAGE', { case: 'mail-settled' });
        const at = clock.now();
        // The sent one was sent when it was handed over.
        if (as === 'sent')
          moveMail(db, n, { state: 'sent', at: mail.changedAt, attempts: mail.attempts, problem: 'by-hand' });
        else moveMail(db, n, { state: 'queued', at, attempts: 0 });
        queue.nudge();
        return queuedMail(found(n));
      }),
    ),
    run: procedures.mail.run.handler(({ signal }) => stream(progressStream(runQueue, signal), services)),
    readReturns: procedures.mail.readReturns.handler(({ input: { files }, signal }) =>
      stream(
        progressStream((onProgress, inner) => returned.read(files, onProgress, inner), signal),
        services,
      ),
    ),
    recordReturns: procedures.mail.recordReturns.handler(({ input }) => returned.record(input.plan)),
  };

  async function makePlan(
    asked: MailRequest & { unmasked: boolean; offset: number; limit: number },
    tell: (event: { stage: 'plan'; done: number; total: number }) => void,
    signal: AbortSignal,
  ) {
    const { unmasked, offset, limit, ...request } = asked;
    const plan = await plans.make(request, tell, signal);
    const page = plan.recipients.slice(offset, offset + limit);
    if (unmasked) {
      log.info('mail-addresses-shown');
      for (const { ns } of page) noteStudents(ns);
    }
    const reasons = new Map(plan.unreached.map(({ n, why }) => [n, why]));
    const unreached = studentsByN(db, [...reasons.keys()].slice(0, NAMED_UNREACHED));
    return {
      plan: plan.id,
      round: plan.template.round,
      newestRound: plan.newestRound,
      total: plan.recipients.length,
      students: plan.recipients.reduce((sum, { ns }) => sum + ns.length, 0),
      already: plan.already,
      unknown: plan.unknown,
      unreached: {
        total: plan.unreached.length,
        items: unreached.map(({ n, values }) => ({
          name: values.name ?? '',
          studentNo: values.studentNo ?? '',
          className: values.className ?? '',
          counsellor: values.counsellor ?? '',
          why: reasons.get(n)!,
        })),
      },
      items: page.map((recipient) => {
        const { students, ...made } = plan.make(recipient);
        return { ...made, address: shown(made.address, unmasked), students: students.length };
      }),
    };
  }

  /** Makes and keeps the mails a slice at a time: they are mails only once their mailing is there, at the end. */
  async function queuePlan(
    { plan: id, name }: { plan: string; name: string },
    tell: Tell,
    signal: AbortSignal,
  ) {
    const { recipients, template, make } = await plans.take(id);
    if (recipients.length === 0) throw new AppError('NOT_FOUND', { what: 'mail' });
    const total = recipients.length;
    const mailing = ids.next();
    const at = clock.now();
    const about: { students: string[] }[] = [];
    try {
      for (let done = 0; done < total; done += SLICE) {
        tell({ stage: 'write', done, total });
        await giveWay(signal);
        db.transaction(() => {
          for (const recipient of recipients.slice(done, done + SLICE)) {
            const made = make(recipient);
            addMail(db, mailing, { ...made, id: ids.next(), key: recipient.key }, at);
            about.push({ students: made.students });
          }
        });
      }
      // Whoever cancels while the last of them are written still means all.
      await giveWay(signal);
      const { campaign, round, audience } = template;
      db.transaction(() => {
        addMailing(db, { id: mailing, campaign, round, audience, name, at, actor: services.actor });
        noteMails(services, services.auditActor, about, { campaign, what: 'queued' });
      });
    } catch (error) {
      dropUnfinished(db);
      throw error;
    }
    queue.nudge();
    return { mailing, mails: total };
  }

  async function runQueue(onProgress: Tell, signal: AbortSignal) {
    const seen = seenColleges();
    const total = countQueued(db, seen);
    const stop = queue.run();
    try {
      // The rate's own pause is waited for; a longer one, for a server or another try, is left to another run.
      const isOver = () => {
        const { state, until } = queue.sending;
        const ratePause = 60_000 / (mailServer(db)?.perMinute ?? 1);
        const isLongWait = state === 'waiting' && until! - clock.now() > ratePause;
        return state === 'idle' || state === 'stopped' || isLongWait;
      };
      let toldAt = 0;
      await queue.follow(isOver, signal, () => {
        // Counting goes through all that wait; every mail tells three times.
        if (clock.now() - toldAt < COUNT_EVERY_MS) return;
        toldAt = clock.now();
        onProgress({ stage: 'write', done: Math.max(0, total - countQueued(db, seen)), total });
      });
    } finally {
      stop();
    }
    const sending = seenSending();
    await queue.logSent();
    const left = countQueued(db, seen);
    return { sent: Math.max(0, total - left), left, sending };
  }
}

function queuedMail({
  n,
  recipient,
  address,
  subject,
  students,
  state,
  attempts,
  nextAt,
  changedAt,
  problem,
  reply,
}: StoredMail): QueuedMail {
  return {
    n,
    recipient,
    address: maskEmail(address),
    subject,
    students: students.length,
    state,
    attempts,
    nextAt,
    changedAt,
    problem,
    // A server names the recipient where it refuses one.
    reply: reply.replaceAll(address, maskEmail(address)),
  };
}

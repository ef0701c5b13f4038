import { z } from 'zod';
import { isEmailAddress } from '../domain/emailAddress.ts';
import { MAIL_PROBLEMS, MAIL_STATES } from '../domain/mailStates.ts';
import { MAIL_AUDIENCES } from '../domain/messageTemplate.ts';
import { access, named } from './access.ts';
import { chaseSelection } from './chase.ts';
import { mailReturns } from './mailReturns.ts';
import { progressOr } from './progress.ts';

const address = z.string().trim().refine(isEmailAddress);

/** The office's own SMTP server; its password is kept elsewhere and never given out. */
const mailServer = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** `tls` from the first byte; `starttls` insisted on; `none`: everything can be read on the way. */
  security: z.enum(['tls', 'starttls', 'none']),
  /** Empty: no sign-in. */
  user: z.string().trim().max(254),
  from: address,
  fromName: z.string().trim().max(60),
  perMinute: z.number().int().min(1).max(600),
  /** PEM of a certificate to trust besides the usual ones: of a server that signed its own. Empty: none. */
  certificate: z.string().max(20_000).default(''),
});
export type MailServer = z.output<typeof mailServer>;

/** Where the password is: in a file of the data folder, in memory until the program ends, or nowhere. */
export const PASSWORD_PLACES = ['file', 'memory', 'none'] as const;
const keptServer = z.object({ server: mailServer.nullable(), password: z.enum(PASSWORD_PLACES) });
export type KeptServer = z.output<typeof keptServer>;

const problem = z.enum(MAIL_PROBLEMS);
/** What the server said, in its own words; may be empty. */
const trouble = z.object({ problem, reply: z.string() });
export type Trouble = z.output<typeof trouble>;

const listedStudent = z.object({
  className: z.string(),
  name: z.string(),
  studentNo: z.string(),
  reason: z.string(),
  step: z.string(),
});
export type ListedStudent = z.output<typeof listedStudent>;

/** A mail as it would go, or went. */
const mailText = z.object({
  /** A student's name, or a counsellor's with the college. */
  recipient: z.string(),
  /** Masked unless asked otherwise. */
  address: z.string(),
  subject: z.string(),
  body: z.string(),
  /** The rows of the sheet that goes with it; names and numbers masked; empty: none goes. */
  list: z.array(listedStudent),
  students: z.number(),
});
export type MailText = z.output<typeof mailText>;

const stateCounts = z.partialRecord(z.enum(MAIL_STATES), z.number());

const mailing = z.object({
  id: z.string(),
  campaign: z.string(),
  round: z.number(),
  audience: z.enum(MAIL_AUDIENCES),
  name: z.string(),
  at: z.number(),
  actor: z.string(),
  paused: z.boolean(),
  total: z.number(),
  states: stateCounts,
});
export type Mailing = z.output<typeof mailing>;

const queuedMail = z.object({
  n: z.number(),
  recipient: z.string(),
  address: z.string(),
  subject: z.string(),
  students: z.number(),
  state: z.enum(MAIL_STATES),
  attempts: z.number(),
  /** Epoch ms: not before; of queued ones. */
  nextAt: z.number(),
  /** Epoch ms: when it came to where it stands. */
  changedAt: z.number(),
  problem: problem.nullable(),
  reply: z.string(),
});
export type QueuedMail = z.output<typeof queuedMail>;

/** How sending goes. `waiting`: until `until`, for the rate, a pause or the server. `stopped`: a person is needed. */
const sending = z.object({
  state: z.enum(['idle', 'sending', 'waiting', 'stopped']),
  until: z.number().nullable(),
  trouble: trouble.nullable(),
});
export type Sending = z.output<typeof sending>;

export const mail = {
  server: access({ needs: 'mail', scope: 'none' }).output(keptServer),
  /** `password` left out: stays as it is; null: forgotten. */
  saveServer: access({ needs: 'admin', scope: 'whole', audits: 'settings' })
    .input(
      z.object({
        server: mailServer,
        password: z
          .object({ text: z.string().min(1).max(500), keep: z.boolean() })
          .nullable()
          .optional(),
      }),
    )
    .output(keptServer),
  /** Signs in and sends a mail to `to`, with settings that need not be saved. `trouble` null: it was taken. */
  test: access({ needs: 'admin', scope: 'whole' })
    .input(z.object({ server: mailServer, password: z.string().max(500).optional(), to: address }))
    .output(z.object({ trouble: trouble.nullable(), reply: z.string() })),
  /**
   * Who would get what; nothing is sent. `plan` is what `queue` takes; `round` null: the campaign's newest (1 where there
   * is none). Whoever got the same template in the same round is counted in `already` and gets nothing. `unknown`: what
   * stands in braces and is no field.
   */
  plan: access({
    needs: 'mail',
    scope: named(['student', 'selection.ids']),
    audits: 'unmask',
    unmasks: { at: 'unmasked' },
  })
    .input(
      z.object({
        campaign: z.string().nullable().default(null),
        selection: chaseSelection,
        audience: z.enum(MAIL_AUDIENCES),
        subject: z.string().trim().min(1).max(120),
        body: z.string().trim().min(1).max(2_000),
        round: z.number().int().min(1).max(999).nullable().default(null),
        /** Addresses whole, which is logged. Names in lists stay masked. */
        unmasked: z.boolean().default(false),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(
      progressOr(
        z.object({
          plan: z.string(),
          round: z.number(),
          newestRound: z.number(),
          /** Mails that would go, and the students whom they are about. */
          total: z.number(),
          students: z.number(),
          already: z.number(),
          /** Students whom no mail would reach; the first thousand, by group of a reason. */
          unreached: z.object({
            total: z.number(),
            items: z.array(
              z.object({
                name: z.string(),
                studentNo: z.string(),
                className: z.string(),
                counsellor: z.string(),
                why: z.enum(['no-address', 'bad-address', 'dead', 'no-contact']),
              }),
            ),
          }),
          unknown: z.array(z.string()),
          items: z.array(mailText.extend({ empty: z.array(z.string()) })),
        }),
      ),
    ),
  /**
   * Puts a plan into the queue as it was seen: all of it, or, cancelled, nothing. Errors: STALE_PLAN where anything has
   * changed since.
   */
  queue: access({ needs: 'mail', scope: 'filter', audits: 'change' })
    .input(z.object({ plan: z.string(), name: z.string().trim().min(1).max(60) }))
    .output(progressOr(z.object({ mailing: z.string(), mails: z.number() }))),
  /** Newest first, and how sending goes. */
  mailings: access({ needs: ['mail', 'chase'], scope: 'filter' }).output(
    z.object({ sending, items: z.array(mailing) }),
  ),
  mails: access({ needs: ['mail', 'chase'], scope: 'filter' })
    .input(
      z.object({
        mailing: z.string(),
        states: z.array(z.enum(MAIL_STATES)).default([]),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500),
      }),
    )
    .output(z.object({ total: z.number(), items: z.array(queuedMail) })),
  /** One mail as it was queued; whole, its address is logged as looked at. */
  read: access({ needs: ['mail', 'chase'], scope: 'filter', audits: 'unmask', unmasks: { at: 'unmasked' } })
    .input(z.object({ n: z.number().int(), unmasked: z.boolean().default(false) }))
    .output(mailText),
  /**
   * `pause` and `resume`; `cancel` all that has not gone; `retry` those that wait for another try, at once, and wakes a
   * server that was given a pause.
   */
  control: access({ needs: 'mail', scope: 'filter', audits: 'change' })
    .input(z.object({ mailing: z.string(), act: z.enum(['pause', 'resume', 'cancel', 'retry']) }))
    .output(z.object({ changed: z.number() })),
  /** What a person knows of a mail of which the program does not know whether it went, or says of one that bounced. */
  settle: access({ needs: 'mail', scope: 'filter', audits: 'change' })
    .input(z.object({ n: z.number().int(), as: z.enum(['sent', 'again']) }))
    .output(queuedMail),
  /** Sends until nothing is due any more; where a window is open that does it by itself. */
  run: access({ needs: 'mail', scope: 'filter' }).output(
    progressOr(z.object({ sent: z.number(), left: z.number(), sending })),
  ),
  ...mailReturns,
};

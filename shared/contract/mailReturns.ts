import { z } from 'zod';
import { REPORT_OUTCOMES, RETURN_CAUSES } from '../domain/mailReturn.ts';
import { access } from './access.ts';
import { progressOr } from './progress.ts';

/** One message that was read, and what it says of a mail of ours. */
const readMessage = z.object({
  /** The file, within an archive with its path; the how-manieth of an mbox, from 1 (0: the file is the message). */
  file: z.string(),
  place: z.number(),
  /** Epoch ms: its date; null: it names none. */
  at: z.number().nullable(),
  outcome: z.enum(REPORT_OUTCOMES),
  cause: z.enum(RETURN_CAUSES).nullable(),
  /** How the mail is known: by its name, which is certain, or as the only one to its address. */
  by: z.enum(['name', 'address']).nullable(),
  /** Null: none of ours, or which of several to this address is not known. */
  mail: z.object({ n: z.number(), recipient: z.string(), subject: z.string() }).nullable(),
  /** Masked; empty: not of ours. */
  address: z.string(),
  /** Students whom the mail was about. */
  students: z.number(),
  /** In the server's own words, addresses masked. */
  reply: z.string(),
});
export type ReadMessage = z.output<typeof readMessage>;

/** Mails that came back later, as messages in the office's mailbox. */
export const mailReturns = {
  /**
   * Reads messages (.eml, mbox, or zips of them, which were handed in) and says which mails of ours came back, and why.
   * Nothing is recorded. `items`: what would be recorded first, 1,000 at most.
   */
  readReturns: access({ needs: 'mail', scope: 'whole', ofSchoolDesk: true })
    .input(z.object({ files: z.array(z.string()).min(1).max(1_000) }))
    .output(
      progressOr(
        z.object({
          plan: z.string(),
          total: z.number(),
          counts: z.partialRecord(z.enum(REPORT_OUTCOMES), z.number()),
          items: z.array(readMessage),
        }),
      ),
    ),
  /**
   * Records what was read as one batch, which can be taken back: those mails have bounced, addresses that reach nobody
   * get no more, and contacts that they were taken for do not stand. Errors: STALE_PLAN; NOT_FOUND (nothing to record).
   */
  recordReturns: access({ needs: 'mail', scope: 'whole', audits: 'change', ofSchoolDesk: true })
    .input(z.object({ plan: z.string() }))
    .output(z.object({ batch: z.string(), mails: z.number(), addresses: z.number(), students: z.number() })),
};

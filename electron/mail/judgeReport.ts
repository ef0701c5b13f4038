import type { ReportOutcome, ReturnCause } from '../../shared/domain/mailReturn.ts';
import type { MailState } from '../../shared/domain/mailStates.ts';
import type { ReadDb } from '../db/database.ts';
import type { MailReport, ReportedRecipient } from './readReport.ts';

/** A mail of ours that a report may be about. */
export interface SentMail {
  n: number;
  id: string;
  campaign: string;
  recipient: string;
  address: string;
  subject: string;
  students: string[];
  state: MailState;
  /** Epoch ms. */
  changedAt: number;
}

export interface JudgedReport {
  outcome: ReportOutcome;
  /** Null: none of ours, or which of several to this address is not known. */
  mail: SentMail | null;
  by: 'name' | 'address' | null;
  /** In small letters; empty: none that was written to from here. */
  address: string;
  cause: ReturnCause | null;
  status: string;
  reply: string;
}

const NOTHING = { mail: null, by: null, address: '', cause: null, status: '', reply: '' } as const;
const SELECT = `SELECT mail.n, mail.id, campaign_id AS campaign, recipient, address, subject, students, state,
  changed_at AS changedAt FROM mail_now AS mail JOIN mailing ON mailing.id = mail.mailing`;

/**
 * Which mails of ours a report is about: by name, else by an address that was written to from here. One for each
 * recipient that it names, at least one. Nothing is guessed: where several are meant as well as one, none is.
 */
export function judgeReport(db: ReadDb, report: MailReport, own: string): JudgedReport[] {
  if (report.kind === 'no-report') return [{ ...NOTHING, outcome: 'no-report' }];
  const named = report.names.flatMap((name) => mailNamed(db, name) ?? []);
  if (report.kind !== 'failed') {
    const mail = named.length === 1 ? named[0]! : null;
    if (!mail) return [{ ...NOTHING, outcome: 'not-ours' }];
    return [{ ...NOTHING, outcome: report.kind, mail, by: 'name', address: mail.address.toLowerCase() }];
  }
  if (report.recipients.length > 0)
    return report.recipients.map((recipient) => judgeRecipient(db, report, recipient, named));
  const { cause, reply } = report;
  const about = { cause, status: '', reply };
  if (named.length === 1) return [returned(db, report, named[0]!, 'name', about)];
  const addresses = new Set(report.mentioned.map((address) => address.toLowerCase()));
  addresses.delete(own.toLowerCase());
  const known = [...addresses].filter((address) => mailsTo(db, address).length > 0);
  if (known.length === 1) return [byAddress(db, report, known[0]!, about)];
  return [{ ...NOTHING, outcome: known.length > 1 ? 'several' : 'not-ours', reply }];
}

type About = Pick<JudgedReport, 'cause' | 'status' | 'reply'>;

/** A report of one mail may name another address than the mail's: where that one is forwarded to. */
function judgeRecipient(
  db: ReadDb,
  report: MailReport,
  { address, ...about }: ReportedRecipient,
  named: readonly SentMail[],
): JudgedReport {
  const isTo = (mail: SentMail) => mail.address.toLowerCase() === address.toLowerCase();
  const isAlone = named.length === 1 && report.recipients.length === 1;
  const mail = named.find(isTo) ?? (isAlone ? named[0] : undefined);
  return mail
    ? returned(db, report, mail, 'name', about)
    : byAddress(db, report, address.toLowerCase(), about);
}

function byAddress(db: ReadDb, report: MailReport, address: string, about: About): JudgedReport {
  const mails = mailsTo(db, address);
  if (mails.length === 0) return { ...NOTHING, outcome: 'not-ours', reply: about.reply };
  if (mails.length === 1) return returned(db, report, mails[0]!, 'address', about);
  // The address is known, and what is wrong with it: which of the mails it was is not.
  const isKnown = db
    .read('SELECT 1 FROM mail_return WHERE mail IS NULL AND address = ? AND cause = ?')
    .get(address, about.cause);
  return { ...about, outcome: isKnown ? 'already' : 'returned', mail: null, by: 'address', address };
}

function returned(
  db: ReadDb,
  { at }: MailReport,
  mail: SentMail,
  by: 'name' | 'address',
  about: About,
): JudgedReport {
  const mayHaveGone = mail.state === 'sent' || mail.state === 'unclear';
  // It came back before, and was sent once more: a report from before that is about the first time.
  const isOld =
    at !== null &&
    at < mail.changedAt &&
    db.read('SELECT 1 FROM mail_return WHERE mail = ?').get(mail.id) !== undefined;
  const outcome = mayHaveGone && !isOld ? 'returned' : 'already';
  return { ...about, outcome, mail, by, address: mail.address.toLowerCase() };
}

/** The mail as it stands; null: none of this name went from here. */
export function mailNamed(db: ReadDb, id: string): SentMail | null {
  const row = db.read<SentRow>(`${SELECT} WHERE mail.id = ?`).get(id);
  return row ? toSent(row) : null;
}

/** Mails to an address (in small letters) that went, or may have gone. */
function mailsTo(db: ReadDb, address: string): SentMail[] {
  return db
    .read<SentRow>(`${SELECT} WHERE lower(address) = ? AND state IN ('sent', 'unclear', 'bounced')`)
    .all(address)
    .map(toSent);
}

type SentRow = Omit<SentMail, 'students'> & { students: string };
const toSent = (row: SentRow): SentMail => ({ ...row, students: JSON.parse(row.students) as string[] });

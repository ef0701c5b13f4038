import type { ListedStudent, Mailing, MailText, QueuedMail } from '../../shared/contract/mail.ts';
import type { MailProblem, MailState } from '../../shared/domain/mailStates.ts';
import type { MailAudience } from '../../shared/domain/messageTemplate.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { ofColleges } from '../db/ofColleges.ts';

export interface StoredMail extends Omit<QueuedMail, 'students'> {
  id: string;
  mailing: string;
  key: string;
  campaign: string;
  audience: MailAudience;
  body: string;
  list: ListedStudent[];
  students: string[];
}

export interface NewMail extends Omit<MailText, 'students'> {
  id: string;
  key: string;
  students: string[];
}

const COLUMNS = `mail.n, mail.id, mailing, key, campaign_id AS campaign, audience, recipient, address, subject, body, list,
  students, state, attempts, next_at AS nextAt, changed_at AS changedAt, problem, reply`;
/** As they stand: what was sent and came back since has bounced. */
const FROM = 'mail_now AS mail JOIN mailing ON mailing.id = mail.mailing';
/** As the queue left them, which for what is still queued is the same: found by index, however long the queue is. */
const FROM_QUEUE = 'mail JOIN mailing ON mailing.id = mail.mailing';
/** What a person looks at first: what went wrong, then what waits, then what is done. */
const ORDER = `CASE state WHEN 'unclear' THEN 0 WHEN 'bounced' THEN 1 WHEN 'sending' THEN 2 WHEN 'queued' THEN 3 WHEN 'sent' THEN 4 ELSE 5 END, mail.n`;

/** The colleges of whose students whoever asks may know; null: of all. */
type Seen = readonly string[] | null;

/** Only mails all of whose students are seen: one that names another as well is not shown in part. */
function seenMails(seen: Seen): { sql: string; values: string[] } {
  if (seen === null) return { sql: 'TRUE', values: [] };
  const { sql, values } = ofColleges('s.college_name', seen);
  return {
    sql: `json_array_length(mail.students) > 0 AND NOT EXISTS (SELECT 1 FROM json_each(mail.students) AS one
      LEFT JOIN student_alias a ON a.id = one.value LEFT JOIN student s ON s.id = coalesce(a.into_id, one.value)
      WHERE ifnull(${sql}, 0) = 0)`,
    values,
  };
}

type Row = Omit<StoredMail, 'list' | 'students'> & { list: string; students: string };
const toMail = (row: Row): StoredMail => ({
  ...row,
  list: JSON.parse(row.list) as ListedStudent[],
  students: JSON.parse(row.students) as string[],
});

export function mailByN(db: ReadDb, n: number, seen: Seen): StoredMail | null {
  const { sql, values } = seenMails(seen);
  const row = db.read<Row>(`SELECT ${COLUMNS} FROM ${FROM} WHERE mail.n = ? AND ${sql}`).get(n, ...values);
  return row ? toMail(row) : null;
}

/** The next mail of a mailing that is not paused; its time may still be to come. */
export function nextMail(db: ReadDb): StoredMail | null {
  const row = db
    .read<Row>(
      `SELECT ${COLUMNS} FROM ${FROM_QUEUE} WHERE state = 'queued' AND paused = 0 ORDER BY mail.next_at, mail.n LIMIT 1`,
    )
    .get();
  return row ? toMail(row) : null;
}

export function countQueued(db: ReadDb, seen: Seen): number {
  const { sql, values } = seenMails(seen);
  return db
    .read<{ count: number }>(
      `SELECT count(*) AS count FROM ${FROM_QUEUE} WHERE state = 'queued' AND paused = 0 AND ${sql}`,
    )
    .get(...values)!.count;
}

/** Whether a message with this key went, may have gone, or waits. By the index of keys, then as that mail stands. */
export function isSpoken(db: ReadDb, key: string): boolean {
  const open = "NOT IN ('bounced', 'cancelled')";
  return (
    db
      .read(
        `SELECT 1 FROM mail JOIN mail_now AS now ON now.n = mail.n
         WHERE mail.key = ? AND mail.state ${open} AND now.state ${open}`,
      )
      .get(key) !== undefined
  );
}

/** The newest round of a campaign's mails; 0: there was none. */
export function newestRound(db: ReadDb, campaign: string): number {
  return (
    db
      .read<{ round: number | null }>('SELECT max(round) AS round FROM mailing WHERE campaign_id = ?')
      .get(campaign)?.round ?? 0
  );
}

/** With the mails that are seen; a mailing without any is not there. */
export function allMailings(db: ReadDb, seen: Seen): Mailing[] {
  const { sql, values } = seenMails(seen);
  const counts = new Map<string, Mailing['states']>();
  for (const { mailing, state, count } of db
    .read<{ mailing: string; state: MailState; count: number }>(
      `SELECT mailing, state, count(*) AS count FROM mail_now AS mail WHERE ${sql} GROUP BY mailing, state`,
    )
    .all(...values)) {
    counts.set(mailing, { ...counts.get(mailing), [state]: count });
  }
  return db
    .read<Omit<Mailing, 'paused' | 'total' | 'states'> & { paused: number }>(
      `SELECT id, campaign_id AS campaign, round, audience, name, at, actor, paused FROM mailing ORDER BY at DESC, id DESC`,
    )
    .all()
    .filter(({ id }) => seen === null || counts.has(id))
    .map((one) => {
      const states = counts.get(one.id) ?? {};
      const total = Object.values(states).reduce((sum, count) => sum + count, 0);
      return { ...one, paused: one.paused === 1, total, states };
    });
}

/** Mails of a mailing in these states (none: any), what needs a person first. */
export function mailsOf(
  db: ReadDb,
  mailing: string,
  { states, offset, limit }: { states: readonly MailState[]; offset: number; limit: number },
  seen: Seen,
): { total: number; items: StoredMail[] } {
  const chosen = JSON.stringify(states);
  const { sql, values } = seenMails(seen);
  const where = `mailing = ? AND (json_array_length(?) = 0 OR state IN (SELECT value FROM json_each(?))) AND ${sql}`;
  const { total } = db
    .read<{ total: number }>(`SELECT count(*) AS total FROM ${FROM} WHERE ${where}`)
    .get(mailing, chosen, chosen, ...values)!;
  const items = db
    .read<Row>(`SELECT ${COLUMNS} FROM ${FROM} WHERE ${where} ORDER BY ${ORDER} LIMIT ? OFFSET ?`)
    .all(mailing, chosen, chosen, ...values, limit, offset)
    .map(toMail);
  return { total, items };
}

/** Whether a mailing is there and all its mails are seen: only then is it whose it was all along. */
export function isOwnMailing(db: ReadDb, mailing: string, seen: Seen): boolean {
  const { sql, values } = seenMails(seen);
  const found = db
    .read<{ all: number; own: number }>(
      `SELECT count(*) AS "all", total(${sql}) AS own FROM mail WHERE mailing = ?`,
    )
    .get(...values, mailing)!;
  return found.all > 0 && found.all === found.own;
}

export function addMailing(
  db: WriteDb,
  { id, campaign, round, audience, name, at, actor }: Omit<Mailing, 'paused' | 'total' | 'states'>,
): void {
  db.write(
    'INSERT INTO mailing (id, campaign_id, round, audience, name, at, actor) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(id, campaign, round, audience, name, at, actor);
}

/** Until its mailing is there it is neither sent nor listed. */
export function addMail(db: WriteDb, mailing: string, mail: NewMail, at: number): void {
  // One that came back gives way to this one for good, whatever is said of its coming back later.
  db.write(
    `UPDATE mail SET state = now.state, problem = now.problem, reply = now.reply
     FROM mail_now AS now WHERE mail.key = ? AND mail.state NOT IN ('bounced', 'cancelled') AND now.n = mail.n AND now.state = 'bounced'`,
  ).run(mail.key);
  db.write(
    `INSERT INTO mail (id, mailing, key, recipient, address, subject, body, list, students, state, next_at, changed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)`,
  ).run(
    mail.id,
    mailing,
    mail.key,
    mail.recipient,
    mail.address,
    mail.subject,
    mail.body,
    JSON.stringify(mail.list),
    JSON.stringify(mail.students),
    at,
    at,
  );
}

/** Takes back mails whose mailing never came to be: queueing them was cancelled, or the program ended half way. */
export function dropUnfinished(db: WriteDb): void {
  db.write('DELETE FROM mail WHERE mailing NOT IN (SELECT id FROM mailing)').run();
}

/** Where a mail stands from now on. */
export function moveMail(
  db: WriteDb,
  n: number,
  to: {
    state: MailState;
    at: number;
    attempts: number;
    nextAt?: number;
    problem?: MailProblem | null;
    reply?: string;
  },
): void {
  db.write(
    'UPDATE mail SET state = ?, changed_at = ?, attempts = ?, next_at = ?, problem = ?, reply = ? WHERE n = ?',
  ).run(to.state, to.at, to.attempts, to.nextAt ?? to.at, to.problem ?? null, to.reply ?? '', n);
}

/** Mails that were sent and that the log does not have yet. */
export function unloggedMails(db: ReadDb): StoredMail[] {
  return db
    .read<Row>(`SELECT ${COLUMNS} FROM ${FROM_QUEUE} WHERE state = 'sent' AND logged = 0
         AND (SELECT state FROM mail_now WHERE n = mail.n) = 'sent' ORDER BY mail.n`)
    .all()
    .map(toMail);
}

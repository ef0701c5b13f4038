import { createHash } from 'node:crypto';
import type { Message } from '../../shared/contract/chase.ts';
import type { ListedStudent } from '../../shared/contract/mail.ts';
import { usableAddress } from '../../shared/domain/emailAddress.ts';
import { maskName } from '../../shared/domain/mask.ts';
import {
  fillTemplate,
  type MailAudience,
  type MessageValues,
  type ParsedTemplate,
} from '../../shared/domain/messageTemplate.ts';
import type { ReadDb } from '../db/database.ts';
import { deadAddresses } from '../db/tables/mailReturnTable.ts';
import {
  type MessageBasis,
  type MessagedStudent,
  personalMessages,
  sayReasons,
  sayTo,
  sharedValues,
} from './chaseMessages.ts';

/** To whom a mail of a plan goes, and about whom: students by n. Its text is made when it is looked at or queued. */
export interface MailRecipient {
  /** The same for the same message to the same person in the same round. */
  key: string;
  name: string;
  address: string;
  ns: number[];
}

/** `dead`: mails to that address came back for good. */
export type Unreached = 'no-address' | 'bad-address' | 'dead' | 'no-contact';

/** Every student asked for is with exactly one recipient, or in `unreached`. */
export interface Recipients {
  recipients: MailRecipient[];
  unreached: { n: number; why: Unreached }[];
}

export interface MailTemplate {
  campaign: string;
  round: number;
  audience: MailAudience;
  subject: string;
  body: string;
}

/** A mail as it goes: `list` becomes the sheet that goes with it. */
export interface MadeMail {
  recipient: string;
  address: string;
  subject: string;
  body: string;
  list: ListedStudent[];
  empty: string[];
}

/** Finds to whom mails go, a slice of students after the other; `found` grows. */
export interface RecipientFinder {
  found: Recipients;
  add(ns: Iterable<number>): void;
}

/** Each student by the address that is held of them. */
export function studentRecipients(db: ReadDb, template: MailTemplate): RecipientFinder {
  const found: Recipients = { recipients: [], unreached: [] };
  const held = db.read<{ id: string; name: string | null; studentNo: string | null; email: string | null }>(
    'SELECT id, name, student_no AS studentNo, email FROM student WHERE n = ?',
  );
  const dead = deadAddresses(db);
  const add = (n: number) => {
    const { id, name, studentNo, email } = held.get(n)!;
    const address = usableAddress(email);
    if (address === null) found.unreached.push({ n, why: email === null ? 'no-address' : 'bad-address' });
    else if (dead.has(address.toLowerCase())) found.unreached.push({ n, why: 'dead' });
    else found.recipients.push({ key: keyOf(template, id), name: name ?? studentNo ?? id, address, ns: [n] });
  };
  return { found, add: (ns) => [...ns].forEach(add) };
}

/**
 * Whoever looks after the students' classes, by the contacts of classes. A college's mail never carries students of
 * another one: a counsellor of classes in two colleges gets two.
 */
export function counsellorRecipients(db: ReadDb, template: MailTemplate): RecipientFinder {
  const found: Recipients = { recipients: [], unreached: [] };
  const contact = db.read<{ college: string | null; counsellor: string | null; email: string | null }>(
    `SELECT s.college_name AS college, c.counsellor, c.email FROM student s
     LEFT JOIN class_contact c ON c.key = coalesce(s.college_name, '') || char(31) || s.class_name WHERE s.n = ?`,
  );
  const byKey = new Map<string, MailRecipient>();
  const dead = deadAddresses(db);
  const add = (n: number) => {
    const { college, counsellor, email } = contact.get(n)!;
    const address = usableAddress(email);
    if (address === null) {
      found.unreached.push({
        n,
        why: email !== null ? 'bad-address' : counsellor === null ? 'no-contact' : 'no-address',
      });
      return;
    }
    if (dead.has(address.toLowerCase())) {
      found.unreached.push({ n, why: 'dead' });
      return;
    }
    const key = keyOf(template, `${college ?? ''}\u001f${address.toLowerCase()}`);
    const known = byKey.get(key);
    if (known) {
      known.ns.push(n);
      return;
    }
    const name = [college, counsellor].filter((part) => part !== null && part !== '').join(' ');
    const recipient = { key, name: name || address, address, ns: [n] };
    byKey.set(key, recipient);
    found.recipients.push(recipient);
  };
  return { found, add: (ns) => [...ns].forEach(add) };
}

/** What makes a message the same message. */
function keyOf({ campaign, round, audience, subject, body }: MailTemplate, recipient: string): string {
  return createHash('sha256')
    .update(JSON.stringify([campaign, round, audience, recipient, subject, body]))
    .digest('hex');
}

/** Fills the mail of one recipient after the other. `students` are the recipient's own. */
export function mailMaker(
  audience: MailAudience,
  subject: ParsedTemplate,
  body: ParsedTemplate,
  basis: MessageBasis,
): (recipient: MailRecipient, students: readonly MessagedStudent[]) => MadeMail {
  if (audience === 'student') {
    const subjects = personalMessages(subject, basis);
    const bodies = personalMessages(body, basis);
    return ({ name, address }, [student]) => {
      const [head, text] = [subjects(student!), bodies(student!)];
      const empty = [...new Set([...head.empty, ...text.empty])];
      return { recipient: name, address, subject: oneLine(head.text), body: text.text, list: [], empty };
    };
  }
  const list = listMaker(basis);
  return ({ name, address }, students) => {
    const { rows, values } = list(students);
    const [head, text] = [fillTemplate(subject, values), fillTemplate(body, values)];
    const empty = [...new Set([...head.empty, ...text.empty])];
    return { recipient: name, address, subject: oneLine(head.text), body: text.text, list: rows, empty };
  };
}

/** The same text to be pasted elsewhere, for the students of one counsellor after the other. */
export function counsellorMessages(
  body: ParsedTemplate,
  basis: MessageBasis,
): (students: readonly MessagedStudent[]) => Message {
  const list = listMaker(basis);
  return (students) => {
    const { collegeName, counsellor } = students[0]!.values;
    const title = [collegeName, counsellor].filter((part) => part !== null).join(' ');
    const about = students.map(({ id }) => id);
    return {
      student: null,
      title,
      students: students.length,
      about,
      ...fillTemplate(body, list(students).values),
    };
  };
}

/** What is said of the students of one counsellor in one college: as rows, and in the fields of a template. */
function listMaker(
  basis: MessageBasis,
): (students: readonly MessagedStudent[]) => { rows: ListedStudent[]; values: MessageValues } {
  const say = sayReasons();
  const shared = sharedValues(basis);
  return (students) => {
    const rows = students.map(({ values, reason }) => ({
      className: values.className ?? '',
      name: maskName(values.name ?? ''),
      studentNo: `*${(values.studentNo ?? '').slice(-4)}`,
      reason: say.reason(reason),
      step: say.step(reason),
    }));
    const values = {
      ...shared(students[0]!.values),
      班级数: String(new Set(rows.map(({ className }) => className)).size),
      人数: String(students.length),
      名单: listLines(rows).join('\n'),
    };
    return { rows, values };
  };
}

/** By class, in the order of the list: a mail to somebody who looks after several. */
function listLines(list: readonly ListedStudent[]): string[] {
  const lines: string[] = [];
  let before: string | null = null;
  for (const { className, name, studentNo, reason } of list) {
    if (className !== before) lines.push(sayTo.chase.mailClass(className));
    before = className;
    lines.push(sayTo.chase.mailLine({ name, tail: studentNo.slice(1), reason }));
  }
  return lines;
}

/** A subject is one line, whatever a name brings with it. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

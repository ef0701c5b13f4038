import PostalMime, { type Email } from 'postal-mime';
import { causeOfStatus, causesIn, isRefusal, type ReturnCause } from '../../shared/domain/mailReturn.ts';
import { MAIL_HEADER } from './mailHeader.ts';

/**
 * What a message in the office's mailbox says of mails that were sent. `delayed`: the server goes on trying.
 * `no-report`: it tells of no mail: a person wrote it, or a machine that is absent.
 */
export interface MailReport {
  kind: 'failed' | 'delayed' | 'delivered' | 'no-report';
  /** Epoch ms of its Date; null: it names none that can be read. */
  at: number | null;
  /** What may be the name of a mail of ours, by header or Message-ID. */
  names: string[];
  recipients: ReportedRecipient[];
  /** Of a report in free text: every address in it. One of these may be the recipient. */
  mentioned: string[];
  /** Of a report in free text. */
  cause: ReturnCause;
  reply: string;
}

export interface ReportedRecipient {
  address: string;
  cause: ReturnCause;
  /** As in RFC 3463; empty: it names none. */
  status: string;
  reply: string;
}

const LONGEST_REPLY = 300;
/**
 * What tells of a return stands at the beginning: the report's own parts, then the head of the original. Beyond that is
 * the original itself with what was attached to it, each line of which would cost a kilobyte of memory.
 */
const READ_BYTES = 4 * 1024 * 1024;
const READ_LINES = 100_000;
/** As long as RFC 5321 has them, and from the beginning of a word: else a text that is one long word takes for ever. */
const ADDRESS = /(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;
const MESSAGE_NAME = /<([\w-]{16,64})@[^<>\s]+>/g;
const MACHINES = /^(mailer-daemon|mail-daemon|postmaster|mailerdaemon)(@|$)/i;
const ABOUT_RETURN =
  /退信|退回|投递失败|发送失败|(无法|未能|不能)(送达|投递|发送)|undeliver|delivery\W+(status|fail|notif)|returned mail|failure notice|mail delivery/i;
/** A line in which a server says why. */
const SAID =
  /(^|\D)[45]\d\d([ -]|$)|\b[45]\.\d{1,3}\.\d{1,3}\b|\bsaid:|(退信|失败|错误|出错)?原因|错误信息|reason|diagnostic|remote server/i;

/**
 * Reads one message: a report of RFC 3464 by its fields, whatever the text beside it says; else the free text in which
 * some providers tell that a mail came back, where it is a mail server that wrote it. Null: it is no message
 * that can be read.
 */
export async function readReport(bytes: Uint8Array): Promise<MailReport | null> {
  let email: Email;
  try {
    email = await PostalMime.parse(beginningOf(bytes), { forceRfc822Attachments: true });
  } catch {
    // Nested, or with a head, beyond what any mail program writes.
    return null;
  }
  const date = Date.parse(email.date ?? '');
  const at = Number.isNaN(date) ? null : date;
  const original = email.attachments
    .filter(({ mimeType }) => mimeType === 'message/rfc822' || mimeType === 'text/rfc822-headers')
    .map(({ content }) => textOf(content));
  const status = email.attachments.find(({ mimeType }) =>
    /^message\/(global-)?delivery-status$/.test(mimeType),
  );
  const text = `${email.text ?? ''}\n${plain(email.html ?? '')}`;
  const names = namesIn([...original, email.references ?? '', email.inReplyTo ?? '', text].join('\n'));
  const none = { at, names, recipients: [], mentioned: [], cause: 'unknown' as const, reply: '' };
  if (status) return { ...none, ...readFields(textOf(status.content), text) };
  if (!isByMachine(email)) return { ...none, kind: 'no-report' };
  const subject = email.subject ?? '';
  const said = saidIn(text);
  const isAbout = ABOUT_RETURN.test(subject) || ABOUT_RETURN.test(text);
  if (!isAbout) return { ...none, kind: 'no-report' };
  const mentioned = [
    ...new Set(`${subject}\n${text}\n${original.map(recipientLine).join('\n')}`.match(ADDRESS) ?? []),
  ];
  const cause = causeOfText(said) ?? causeOfText(text) ?? 'unknown';
  return { ...none, kind: 'failed', mentioned, cause, reply: short(said) };
}

function beginningOf(bytes: Uint8Array): Uint8Array {
  let end = 0;
  for (let lines = 0; lines < READ_LINES && end < READ_BYTES; lines++) {
    const at = bytes.indexOf(0x0a, end);
    if (at < 0) return bytes.subarray(0, READ_BYTES);
    end = at + 1;
  }
  return bytes.subarray(0, Math.min(end, READ_BYTES));
}

/** Written by a mail server, with nobody to answer; an absent person's machine says `auto-replied`. */
function isByMachine({ from, headers, returnPath }: Email): boolean {
  const header = (key: string) => headers.find((one) => one.key === key)?.value ?? '';
  if (/auto-replied/i.test(header('auto-submitted'))) return false;
  if (MACHINES.test(from?.address ?? '')) return true;
  return returnPath === '' || /^\s*<>\s*$/.test(header('return-path'));
}

/** The fields of a delivery status: blocks of lines, the first about the report, each other about one recipient. */
function readFields(content: string, text: string): Pick<MailReport, 'kind' | 'recipients'> {
  const blocks = content
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has('action'));
  const acted = (action: string) => blocks.filter((fields) => fields.get('action')!.toLowerCase() === action);
  const failed = acted('failed');
  if (failed.length === 0) {
    const kind = acted('delayed').length > 0 ? 'delayed' : blocks.length > 0 ? 'delivered' : 'no-report';
    return { kind, recipients: [] };
  }
  return {
    kind: 'failed',
    recipients: failed.map((fields) => {
      const address = afterType(fields.get('original-recipient') ?? fields.get('final-recipient') ?? '');
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '';
      const reply = afterType(fields.get('diagnostic-code') ?? '') || saidIn(text);
      // A server's own words are nearer to it than a number that stands for many a failure.
      const cause =
        causeOfStatus(status) ?? causeOfText(reply) ?? (isRefusal(status) ? 'refused' : 'unknown');
      return { address, cause, status, reply: short(reply) };
    }),
  };
}

/** Field names in small letters; a line that begins with a blank goes on. */
function fieldsOf(block: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of block.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':');
    if (at > 0) fields.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
  }
  return fields;
}

/** What stands behind "rfc822;" or "smtp;". */
function afterType(value: string): string {
  const at = value.indexOf(';');
  return value
    .slice(at + 1)
    .trim()
    .replace(/^<(.*)>$/, '$1');
}

function causeOfText(text: string): ReturnCause | null {
  const codes = new Set(
    [...text.matchAll(/\b[45]\.\d{1,3}\.\d{1,3}\b/g)].map(([code]) => causeOfStatus(code)),
  );
  codes.delete(null);
  if (codes.size === 1) return [...codes][0]!;
  const causes = causesIn(text);
  return causes.length === 1 ? causes[0]! : null;
}

/** The lines in which it says why, as one. */
function saidIn(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line, at) => SAID.test(line) || SAID.test(`${lines[at - 1] ?? ''}`.slice(-12)))
    .join(' ');
}

function namesIn(text: string): string[] {
  const header = new RegExp(`^${MAIL_HEADER}:\\s*([\\w-]+)`, 'gim');
  const found = [...text.matchAll(header), ...text.matchAll(MESSAGE_NAME)].map(([, name]) => name!);
  return [...new Set(found)];
}

/** To whom the original went, of its head. */
function recipientLine(original: string): string {
  return /^to:.*(\n[ \t].*)*/im.exec(original.replaceAll('\r\n', '\n'))?.[0] ?? '';
}

function textOf(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === 'string' ? content : Buffer.from(content as Uint8Array).toString('utf8');
}

/** What a page says, for looking for words in it. */
function plain(html: string): string {
  return withoutElements(html)
    .replaceAll(/<(br|\/p|\/div|\/tr|\/li|\/td|\/h\d)[^<>]*>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

/** Without styles and scripts; one that is not closed goes to the end. Reads once, however many begin. */
function withoutElements(html: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const { 1: name, index } of html.matchAll(/<(style|script)\b/gi)) {
    if (index < at) continue;
    kept.push(html.slice(at, index));
    const closing = new RegExp(`</${name}`, 'gi');
    closing.lastIndex = index;
    at = closing.test(html) ? closing.lastIndex : html.length;
  }
  return [...kept, html.slice(at)].join(' ');
}

function short(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_REPLY);
}

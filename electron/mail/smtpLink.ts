import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { ListedStudent, MailServer, Trouble } from '../../shared/contract/mail.ts';
import type { MailProblem } from '../../shared/domain/mailStates.ts';
import { listWorkbook } from './listWorkbook.ts';
import { MAIL_HEADER } from './mailHeader.ts';

/** What becomes of one mail. `server`: nothing is wrong with the mail, and nothing was handed over. */
export type SendOutcome =
  | { kind: 'sent'; reply: string }
  | { kind: 'later' | 'bounced' | 'unclear' | 'server'; trouble: Trouble };

export interface OutgoingMail {
  /** Names it in its Message-ID, so that whoever has two copies can tell that they are one. */
  id: string;
  address: string;
  subject: string;
  body: string;
  list: readonly ListedStudent[];
}

/** A signed-in connection to the server, for one mail after the other. */
export interface SmtpLink {
  readonly closed: boolean;
  send(mail: OutgoingMail): Promise<SendOutcome>;
  close(): void;
}

/** A connection that cannot be had, or that ended. */
export class SmtpFailure extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, cause: unknown) {
    super(trouble.problem, { cause });
    this.name = 'SmtpFailure';
    this.trouble = trouble;
  }
}

/** How nodemailer tells of what failed. */
interface Failure extends Error {
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

const WAIT_MS = 20_000;
/** A server may take its time to look through a mail before it answers; RFC 5321 asks for ten minutes of patience. */
const ANSWER_MS = 600_000;
const LONGEST_REPLY = 300;

/** Connects and signs in. Throws SmtpFailure. */
export async function openSmtpLink(server: MailServer, password: string | null): Promise<SmtpLink> {
  if (server.user !== '' && password === null)
    throw new SmtpFailure({ problem: 'no-password', reply: '' }, undefined);
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    dnsTimeout: WAIT_MS,
    socketTimeout: ANSWER_MS,
    // The computer's own name is nobody's business.
    name: 'localhost',
    tls: server.certificate === '' ? {} : { ca: [...rootCertificates, server.certificate] },
  });
  let closed = false;
  connection.once('end', () => {
    closed = true;
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    // Whatever comes later is told by the call that it concerns.
    connection.on('error', () => {
      closed = true;
    });
    if (server.user !== '') {
      if (!connection.allowsAuth) throw Object.assign(new Error('no AUTH'), { code: 'ENOAUTH' });
      await new Promise<void>((resolve, reject) =>
        connection.login({ user: server.user, pass: password ?? '' }, (error) =>
          error ? reject(error) : resolve(),
        ),
      );
    }
  } catch (error) {
    connection.close();
    throw new SmtpFailure(troubleOf(error as Failure), error);
  }
  return {
    get closed() {
      return closed;
    },
    async send(mail) {
      const outcome = await sendOne(connection, server, mail);
      // What was refused half way is forgotten before the next one; a server that does not say so is left.
      if (outcome.kind !== 'sent' && !closed) {
        await new Promise<void>((resolve) =>
          connection.reset((error) => {
            if (error) connection.close();
            resolve();
          }),
        );
      }
      return outcome;
    },
    close() {
      if (!closed) connection.quit();
      closed = true;
    },
  };
}

async function sendOne(
  connection: SMTPConnection,
  server: MailServer,
  mail: OutgoingMail,
): Promise<SendOutcome> {
  const bytes = await messageOf(server, mail);
  let isHandedOver = false;
  const message = Readable.from([bytes]);
  message.once('end', () => {
    isHandedOver = true;
  });
  return new Promise((resolve) => {
    connection.send({ from: server.from, to: [mail.address], size: bytes.length }, message, (error, info) => {
      if (!error) {
        resolve({ kind: 'sent', reply: shortReply(info.response) });
        return;
      }
      resolve(outcomeOf(error as Failure, isHandedOver));
    });
  });
}

/** What a failure means for the mail: only an answer of the server, or not having handed it over, makes it sure. */
function outcomeOf(error: Failure, isHandedOver: boolean): SendOutcome {
  const reply = shortReply(error.response ?? '');
  const code = error.responseCode ?? 0;
  const isOfServer = error.command === 'CONN' || error.command === 'API' || error.code === 'EAUTH';
  if (code === 0 && isHandedOver) return { kind: 'unclear', trouble: { problem: 'unclear', reply } };
  if (code === 0 && error.code === 'EENVELOPE')
    return { kind: 'bounced', trouble: { problem: 'recipient', reply } };
  if (code === 0 && error.code === 'EMESSAGE')
    return { kind: 'bounced', trouble: { problem: 'rejected', reply } };
  if (code === 0 || (isOfServer && code < 500))
    return {
      kind: 'server',
      trouble: code === 0 ? { problem: 'dropped', reply } : { problem: 'later', reply },
    };
  if (code < 500) return { kind: 'later', trouble: { problem: 'later', reply } };
  if (error.command === 'MAIL FROM') return { kind: 'server', trouble: { problem: 'sender', reply } };
  return {
    kind: 'bounced',
    trouble: { problem: error.command === 'RCPT TO' ? 'recipient' : 'rejected', reply },
  };
}

/** What kept a connection from coming about. */
function troubleOf(error: Failure): Trouble {
  return { problem: problemOf(error), reply: shortReply(error.response ?? '') };
}

function problemOf({ code, originalCode, message, responseCode, command }: Failure): MailProblem {
  if (/CERT|SELF_SIGNED|ISSUER|ALTNAME/i.test(`${originalCode} ${code}`) || /certificate/i.test(message))
    return 'certificate';
  if (originalCode === 'ECONNREFUSED' || /ECONNREFUSED/.test(message)) return 'refused';
  if (code === 'EDNS' || originalCode === 'ENOTFOUND' || originalCode === 'EAI_AGAIN') return 'dns';
  if (code === 'ETLS' || /SSL|wrong version number|tlsv1|packet length/i.test(`${originalCode} ${message}`))
    return 'tls';
  if (code === 'ENOAUTH') return 'no-auth';
  if (code === 'EAUTH') {
    if (responseCode === undefined) return 'no-auth';
    return responseCode < 500
      ? 'later'
      : responseCode === 530 || responseCode === 538
        ? 'no-auth'
        : 'password';
  }
  if (
    code === 'ETIMEDOUT' ||
    originalCode === 'ETIMEDOUT' ||
    originalCode === 'EHOSTUNREACH' ||
    originalCode === 'ENETUNREACH'
  )
    return 'timeout';
  if (responseCode !== undefined && responseCode < 500) return 'later';
  if (code === 'EPROTOCOL') return command === 'CONN' && responseCode !== undefined ? 'refused' : 'protocol';
  return 'dropped';
}

/** The message as it goes over the wire; the sheet is made when it is needed, and nowhere kept. */
async function messageOf(server: MailServer, mail: OutgoingMail): Promise<Buffer> {
  const domain = server.from.slice(server.from.lastIndexOf('@') + 1);
  const attachments =
    mail.list.length === 0
      ? []
      : [
          {
            ...(await listWorkbook(mail.list)),
            contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          },
        ];
  const composer = new MailComposer({
    from: server.fromName === '' ? server.from : { name: server.fromName, address: server.from },
    to: { name: '', address: mail.address },
    subject: mail.subject,
    text: mail.body,
    textEncoding: 'base64',
    messageId: `<${mail.id}@${domain}>`,
    // No answer of an absent colleague's mailbox comes back to the office for each of ten thousand.
    headers: {
      [MAIL_HEADER]: mail.id,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    attachments,
    disableUrlAccess: true,
    disableFileAccess: true,
  });
  return composer.compile().build();
}

/** Tries what a person has filled in, whole: sign-in, sender, recipient, and a mail. Null: the server took it. */
export async function testServer(
  server: MailServer,
  password: string | null,
  mail: OutgoingMail,
): Promise<{ trouble: Trouble | null; reply: string }> {
  let link: SmtpLink;
  try {
    link = await openSmtpLink(server, password);
  } catch (error) {
    if (error instanceof SmtpFailure) return { trouble: error.trouble, reply: error.trouble.reply };
    throw error;
  }
  try {
    const outcome = await link.send(mail);
    return outcome.kind === 'sent'
      ? { trouble: null, reply: outcome.reply }
      : { trouble: outcome.trouble, reply: outcome.trouble.reply };
  } finally {
    link.close();
  }
}

/** What a server says may be long, and may name the recipient: what is kept is short. */
function shortReply(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_REPLY);
}

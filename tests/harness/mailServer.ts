import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export const MAIL_USER = 'registry@example.edu.cn';
export const MAIL_PASSWORD = '授权码 not to be found anywhere';

/** What the server does with the next mail to an address; by default it takes it. */
export type Conduct =
  | 'later' // 4xx for the recipient
  | 'unknown' // 5xx for the recipient
  | 'spam' // 5xx for the message
  | 'take-and-drop' // takes all of it, ends the connection without an answer
  | 'hang-up' // ends the connection before any of it
  | 'hold'; // takes all of it, never answers

export interface MailServer {
  port: number;
  /** PEM, signed by itself, for localhost. */
  certificate: string;
  /** Whole messages that were taken, and those of `take-and-drop` and `hold`, in their order. */
  received: { to: string; message: string }[];
  /** By address, one after the other. */
  conduct: Map<string, Conduct[]>;
  /** Resolves when the server has all of a mail that it holds. */
  held: Promise<void>;
  close(): Promise<void>;
}

/** A real SMTP server on this computer, with sign-in; `secure`: TLS from the first byte, otherwise STARTTLS. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const { key, certificate } = makeCertificate();
  const received: MailServer['received'] = [];
  const conduct: MailServer['conduct'] = new Map();
  let tellHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    tellHeld = resolve;
  });
  const hangUp = () => {
    for (const { _socket } of server.connections as unknown as Set<{ _socket: Socket }>) _socket.destroy();
  };
  const refuse = (responseCode: number, message: string) =>
    Object.assign(new Error(message), { responseCode });
  const server = new SMTPServer({
    key,
    cert: certificate,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password }, _session, answer) =>
      username === MAIL_USER && password === MAIL_PASSWORD
        ? answer(null, { user: username })
        : answer(refuse(535, 'Authentication failed')),
    onMailFrom: ({ address }, _session, answer) =>
      answer(address === MAIL_USER ? null : refuse(553, 'Sender is not the account')),
    onRcptTo: ({ address }, _session, answer) => {
      const next = conduct.get(address)?.[0];
      if (next === 'later') answer(refuse(450, 'Greylisted, come again'));
      else if (next === 'unknown') answer(refuse(550, `No such user <${address}>`));
      else if (next === 'hang-up') hangUp();
      else return answer();
      conduct.get(address)!.shift();
    },
    onData: (stream, { envelope }, answer) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const to = envelope.rcptTo[0]!.address;
        const next = conduct.get(to)?.shift();
        if (next === 'spam') return answer(refuse(554, 'Looks like spam'));
        received.push({ to, message: Buffer.concat(pieces).toString('utf8') });
        if (next === 'take-and-drop') hangUp();
        else if (next === 'hold') tellHeld();
        else answer(null, 'queued');
      });
    },
    ...options,
  });
  // Connections that are broken off are what some tests are about.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    certificate,
    received,
    conduct,
    held,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      hangUp();
      await closed;
    },
  };
}

function makeCertificate(): { key: string; certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-mail-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface ReadMail {
  from: string;
  to: string;
  subject: string;
  id: string;
  text: string;
  /** Rows of the sheet that came with it. */
  sheet: string[][] | null;
}

/** What another program, Python, reads in a message. */
export function readMail(message: string): ReadMail {
  const script = `
import email, email.policy, io, json, sys
mail = email.message_from_string(sys.stdin.read(), policy=email.policy.default)
sheet = None
for part in mail.iter_attachments():
    import openpyxl
    book = openpyxl.load_workbook(io.BytesIO(part.get_content()))
    sheet = [list(row) for row in book.active.iter_rows(values_only=True)]
print(json.dumps({"from": mail["from"], "to": mail["to"], "subject": mail["subject"], "id": mail["message-id"],
                  "text": mail.get_body(("plain",)).get_content().strip(), "sheet": sheet}))
`;
  return JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', script], { input: message, encoding: 'utf8' }),
  ) as ReadMail;
}

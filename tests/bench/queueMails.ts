/**
 * Mails to so many students from plan to the server: planned, queued, cancelled half way, and sent, over a real SMTP
 * server on this computer; against nodemailer alone sending messages of the same size to the same server, one after the
 * other on one connection. The rate that the office sets is passed over by a clock that leaps ahead.
 *
 *   node tests/bench/queueMails.ts [students]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from '../harness/mailServer.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { megabytes, timed } from './timed.ts';
import { writeBenchStudents } from './writeBenchStudents.ts';

const students = Number(process.argv[2] ?? 10_000);
const dir = mkdtempSync(join(tmpdir(), 'xueji-mails-'));
const server = await startMailServer();
const say = (line: string) => process.stdout.write(`${line}\n`);
try {
  writeBenchStudents(dir, students);
  let ahead = 0;
  const now = () => {
    ahead += 50;
    return Date.now() + ahead;
  };
  const core = await openCore(dir, { now });
  const { client } = core;
  await client.campaigns.create({
    type: 'graduation-photo',
    name: '图像校对',
    deadline: '2099-12-31',
    lockRule: '24h',
    population: {},
  });
  await client.mail.saveServer({
    server: {
      ...{ host: 'localhost', port: server.port, security: 'starttls', user: MAIL_USER, from: MAIL_USER },
      ...{ fromName: '', perMinute: 600, certificate: server.certificate },
    },
    password: { text: MAIL_PASSWORD, keep: false },
  });
  say(`opened: ${megabytes()}`);
  const { subject, body } = (await client.chase.templates()).find(({ id }) => id === 'mail')!;
  const request = { selection: { query: {} }, audience: 'student', subject, body, limit: 1 } as const;
  await client.chase.list({ offset: 0, limit: 1 });
  const { plan, total } = await timed('planned', async () => resultOf(await client.mail.plan(request)));
  await timed('cancelled at once', async () => {
    const controller = new AbortController();
    const events = await client.mail.queue({ plan, name: '催办' }, { signal: controller.signal });
    for await (const _ of events) break;
  });
  const { mailing } = await timed(`queued ${total}`, async () =>
    resultOf(await client.mail.queue({ plan, name: '催办' })),
  );
  await timed('first page', () => client.mail.mails({ mailing, limit: 100 }));
  await timed('last page', () => client.mail.mails({ mailing, offset: total - 100, limit: 100 }));
  const started = performance.now();
  const { sent } = await timed('sent', async () => resultOf(await client.mail.run()));
  const own = performance.now() - started;
  if (sent !== total || server.received.length !== total) throw new Error(`${sent} of ${total} were sent`);
  await core.close();

  const { message } = server.received[0]!;
  server.received.length = 0;
  const transport = createTransport({
    ...{ host: 'localhost', port: server.port, requireTLS: true, pool: true, maxConnections: 1 },
    maxMessages: Number.POSITIVE_INFINITY,
    auth: { user: MAIL_USER, pass: MAIL_PASSWORD },
    tls: { ca: server.certificate },
  });
  const text = message.slice(message.indexOf('\r\n\r\n') + 4);
  const peerStarted = performance.now();
  for (let n = 0; n < total; n++)
    await transport.sendMail({ from: MAIL_USER, to: `s${n}@stu.example.edu.cn`, subject: '催办', text });
  const peer = performance.now() - peerStarted;
  transport.close();
  say(`nodemailer alone: ${peer.toFixed(0)} ms; sending takes ${(own / peer).toFixed(2)} times as long`);
} finally {
  await server.close();
  rmSync(dir, { recursive: true, force: true });
}

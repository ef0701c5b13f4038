import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { MailServer, QueuedMail, Trouble } from '../../../shared/contract/mail.ts';
import { isEmailAddress } from '../../../shared/domain/emailAddress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { MailState } from '../../../shared/domain/mailStates.ts';
import type { MailAudience } from '../../../shared/domain/messageTemplate.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';
import { readPassword } from '../readPassword.ts';
import { resultOf } from '../resultOf.ts';
import { type ChaseFilterOptions, queryOf, readBody } from './chase.ts';

export interface MailServerOptions {
  host?: string;
  port?: number;
  security?: MailServer['security'];
  user?: string;
  from?: string;
  fromName?: string;
  perMinute?: number;
  certificate?: string;
  passwordFile?: string;
  forgetPassword: boolean;
}

/** Mails shown in full by a dry run, and in one page of a list: the most that the core gives at once. */
const PAGE = 500;
const UNSET = { port: 465, security: 'tls', user: '', fromName: '', perMinute: 20, certificate: '' } as const;

/** Shows the server, or sets what is given; the rest stays. The password is never an argument, and never shown. */
export async function setMailServer(
  context: CommandContext,
  { passwordFile, forgetPassword, certificate, ...given }: MailServerOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  if (given.from !== undefined) requireAddress(context, given.from);
  const text = passwordFile === undefined ? null : await readPassword(words, passwordFile);
  const pem =
    certificate === undefined ? {} : { certificate: certificate === '' ? '' : readPem(certificate) };
  const changes = { ...given, ...pem };
  const kept = await withStore(context, async (core) => {
    const now = await core.client.mail.server();
    const isAsked = Object.keys(changes).length > 0 || text !== null || forgetPassword;
    if (!isAsked) return now;
    const { host, from, ...server } = { ...UNSET, ...now.server, ...changes };
    if (host === undefined) throw new AppError('USAGE', { detail: words.wrong.missingArgument('--host') });
    if (from === undefined) throw new AppError('USAGE', { detail: words.wrong.missingArgument('--from') });
    return core.client.mail.saveServer({
      server: { host, from, ...server },
      ...(text !== null ? { password: { text, keep: true } } : forgetPassword ? { password: null } : {}),
    });
  });
  const { server, password } = kept;
  return {
    exitCode: server === null ? 1 : 0,
    json: kept,
    lines:
      server === null
        ? [words.mail.noServer]
        : [
            words.mail.serverIs(server.host, server.port, server.security, server.from, server.perMinute),
            words.mail.password[password],
          ],
  };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file: basename(file) }, { cause: error });
  }
}

function requireAddress({ words }: CommandContext, address: string): void {
  if (!isEmailAddress(address)) throw new AppError('USAGE', { detail: words.wrong.address(address) });
}

/** 1 when the server did not take it; what is wrong is said in a sentence. */
export async function testMail(
  context: CommandContext,
  { to, passwordFile }: { to?: string; passwordFile?: string },
): Promise<CommandAnswer> {
  const { words } = context;
  if (to !== undefined) requireAddress(context, to);
  const password = passwordFile === undefined ? null : await readPassword(words, passwordFile);
  const { address, result } = await withStore(context, async (core) => {
    const { server } = await core.client.mail.server();
    if (!server)
      return { address: '', result: { trouble: { problem: 'no-server' as const, reply: '' }, reply: '' } };
    const address = to ?? server.from;
    const result = await core.client.mail.test({
      server,
      to: address,
      ...(password === null ? {} : { password }),
    });
    return { address, result };
  });
  const { trouble } = result;
  return {
    exitCode: trouble === null ? 0 : 1,
    json: { ...result, trouble: trouble && { ...trouble, ...context.text.mail.problem(trouble.problem) } },
    lines: trouble === null ? [words.mail.tested(address)] : saidTrouble(context, trouble),
  };
}

function saidTrouble({ text }: CommandContext, { problem, reply }: Trouble): string[] {
  const { message, hint } = text.mail.problem(problem);
  return [message, hint, ...(reply === '' ? [] : [printable(reply)])];
}

export interface MailWriteOptions extends ChaseFilterOptions {
  template: string;
  subject?: string;
  bodyFile?: string;
  audience?: MailAudience;
  round?: number;
  dryRun: boolean;
  unmasked: boolean;
}

/** Queues mails, or shows every one with `dryRun`. 1 when somebody has no address or a template has unknown fields. */
export async function writeMails(context: CommandContext, options: MailWriteOptions): Promise<CommandAnswer> {
  const { words } = context;
  const { plan, items, queued } = await withStore(context, async (core) => {
    const templates = (await core.client.chase.templates()).filter(({ audience }) => audience !== 'class');
    const named = templates.find(({ id, name }) => id === options.template || name === options.template);
    if (!named) {
      const choices = templates.map(({ id }) => id).join(' ');
      throw new AppError('USAGE', { detail: words.wrong.choice('--template', options.template, choices) });
    }
    const query = await queryOf(context, core, options);
    const request = {
      campaign: query.students.campaign,
      selection: { query },
      audience: options.audience ?? (named.audience as MailAudience),
      subject: options.subject ?? (named.subject || named.name),
      body: options.bodyFile === undefined ? named.body : readBody(options.bodyFile),
      round: options.round ?? null,
      unmasked: options.unmasked,
    };
    const { signal } = context;
    const planned = (page: { offset?: number; limit: number }) =>
      resultOf(context, core.client.mail.plan({ ...request, ...page }, { signal }));
    const plan = await planned({ limit: options.dryRun ? PAGE : 1 });
    const items = options.dryRun ? [...plan.items] : [];
    while (options.dryRun && items.length < plan.total) {
      const page = await planned({ offset: items.length, limit: PAGE });
      items.push(...page.items);
    }
    const isQueued = !options.dryRun && plan.total > 0;
    const queued = isQueued
      ? await resultOf(context, core.client.mail.queue({ plan: plan.plan, name: named.name }, { signal }))
      : null;
    return { plan, items, queued };
  });
  const { round, total, students, already, unreached, unknown } = plan;
  const notes = [
    ...unknown.map((field) => words.chase.unknownField(field)),
    ...(already > 0 ? [words.mail.already(already)] : []),
    ...(unreached.total > 0 ? [words.mail.unreached(unreached.total)] : []),
    ...unreached.items.map(
      ({ name, studentNo, className, why }) =>
        `  ${[studentNo, name, className].map(printable).join(' ')}: ${words.mail.why[why]}`,
    ),
  ];
  return {
    exitCode: unreached.total > 0 || unknown.length > 0 ? 1 : 0,
    json: { round, total, students, already, unreached, unknown, items, mailing: queued?.mailing ?? null },
    lines: [
      words.mail.planned(total, students, round),
      ...items.flatMap(({ recipient, address, subject, body, list }) => [
        '',
        `${words.mail.to_}: ${printable(recipient)} <${printable(address)}>`,
        printable(subject),
        ...body.split('\n').map(printable),
        ...(list.length > 0 ? [`[${context.text.mail.sheet.name}.xlsx: ${list.length}]`] : []),
      ]),
      ...(queued ? [words.mail.queued(queued.mails, queued.mailing)] : []),
    ],
    notes,
  };
}

/** 1 when something is left that needs a person. */
export async function sendMails(context: CommandContext): Promise<CommandAnswer> {
  const { sent, left, sending } = await withStore(context, async (core) =>
    resultOf(context, core.client.mail.run(undefined, { signal: context.signal })),
  );
  const { trouble } = sending;
  return {
    exitCode: trouble === null ? 0 : 1,
    json: { sent, left, trouble },
    lines: [context.words.mail.sent(sent, left)],
    notes: trouble === null ? [] : saidTrouble(context, trouble),
  };
}

export interface MailListOptions {
  state?: MailState;
  limit: number;
}

/** Every time that mails were queued, or each mail of one. 1 where any bounced or is unclear. */
export async function listMails(
  context: CommandContext,
  mailing: string | null,
  { state, limit }: MailListOptions,
): Promise<CommandAnswer> {
  const { words, text } = context;
  const { columns } = words.mail;
  if (mailing === null) {
    const { items } = await withStore(context, (core) => core.client.mail.mailings());
    const rows = items.map(({ id, round, name, total, states }) => [
      id,
      String(round),
      printable(name),
      String(total),
      Object.entries(states)
        .map(([one, count]) => `${text.mail.state(one as MailState)} ${count}`)
        .join(', '),
    ]);
    return {
      exitCode: items.some(({ states }) => (states.bounced ?? 0) + (states.unclear ?? 0) > 0) ? 1 : 0,
      json: { items },
      lines:
        rows.length === 0
          ? [words.mail.none]
          : alignTable([columns.id, columns.round, columns.name, words.columns.total, columns.state], rows),
    };
  }
  const items: QueuedMail[] = [];
  const total = await withStore(context, async (core) => {
    for (;;) {
      const wanted = Math.min(PAGE, limit - items.length);
      const page = await core.client.mail.mails({
        mailing,
        states: state === undefined ? [] : [state],
        offset: items.length,
        limit: wanted,
      });
      items.push(...page.items);
      if (page.items.length < wanted || items.length >= limit) return page.total;
    }
  });
  return {
    exitCode: items.some((one) => one.state === 'bounced' || one.state === 'unclear') ? 1 : 0,
    json: { total, items },
    lines:
      items.length === 0
        ? [words.mail.none]
        : alignTable(
            [columns.id, columns.recipient, columns.address, columns.state, columns.problem, columns.reply],
            items.map(({ n, recipient, address, state: stands, problem, reply }) => [
              String(n),
              printable(recipient),
              printable(address),
              text.mail.state(stands),
              problem === null ? '' : text.mail.problem(problem).message,
              printable(reply),
            ]),
          ),
  };
}

const ACTS = ['pause', 'resume', 'cancel', 'retry'] as const;

export async function controlMails(
  context: CommandContext,
  mailing: string,
  asked: string,
): Promise<CommandAnswer> {
  const { words } = context;
  const act = ACTS.find((one) => one === asked);
  if (!act) throw new AppError('USAGE', { detail: words.wrong.choice('ACT', asked, ACTS.join(' ')) });
  const done = await withStore(context, (core) => core.client.mail.control({ mailing, act }));
  return { exitCode: 0, json: done, lines: [words.mail.changed(done.changed)] };
}

const SETTLED_AS = ['sent', 'again'] as const;

export async function settleMail(context: CommandContext, n: number, asked: string): Promise<CommandAnswer> {
  const { words } = context;
  const as = SETTLED_AS.find((one) => one === asked);
  if (!as) throw new AppError('USAGE', { detail: words.wrong.choice('AS', asked, SETTLED_AS.join(' ')) });
  const mail = await withStore(context, (core) => core.client.mail.settle({ n, as }));
  return { exitCode: 0, json: mail, lines: [words.mail.changed(1)] };
}

import type { AuditQuery } from '../../../shared/contract/audit.ts';
import type { AuditAction } from '../../../shared/domain/auditActions.ts';
import { AppError, ERROR_CODES } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface AuditWhere {
  person?: string;
  action: string[];
  since?: string;
  until?: string;
  student?: string;
}
export interface AuditListOptions extends AuditWhere {
  before?: number;
  limit: number;
}

const DAY_MS = 24 * 60 * 60_000;

export async function listAudit(context: CommandContext, options: AuditListOptions): Promise<CommandAnswer> {
  const { words } = context;
  const { items, next } = await withStore(context, async (core) =>
    core.client.audit.page({
      filter: await filterOf(context, core, options),
      before: options.before ?? null,
      limit: options.limit,
    }),
  );
  const rows = items.map((entry) => [
    String(entry.seq),
    formatTime(entry.at),
    entry.name,
    context.text.trust.action(entry.action),
    entry.students.count === 0 ? '' : String(entry.students.count),
    entry.outcome === 'done' ? '' : context.text.trust.outcome(entry.outcome),
    context.text.trust.details(entry.detail).join(' '),
  ]);
  return {
    exitCode: 0,
    json: { items: items.map(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() })), next },
    lines: [
      ...(rows.length > 0 ? alignTable(words.audit.head, rows) : [words.audit.none]),
      ...(next === null ? [] : [words.audit.more(next)]),
    ],
  };
}

export async function auditHead(context: CommandContext): Promise<CommandAnswer> {
  const { head, text } = await withStore(context, (core) => core.client.audit.head());
  return { exitCode: 0, json: { head, text }, lines: [text, context.words.audit.headHint] };
}

/** A chain that is not whole ends the command as a damaged store does. */
export async function verifyAudit(context: CommandContext, anchors: string[]): Promise<CommandAnswer> {
  const { words } = context;
  const { checked, head, fault } = await withStore(context, (core) =>
    resultOf(context, core.client.audit.verify({ anchors }, { signal: context.signal })),
  );
  if (fault === null) {
    return {
      exitCode: 0,
      json: { ok: true, checked, head },
      lines: [words.audit.whole(checked), `${head.seq}:${head.hash}`],
    };
  }
  const message = context.text.trust.fault(fault.kind, fault.seq);
  const hint = context.text.trust.faultHint;
  return {
    exitCode: ERROR_CODES.STORE_DAMAGED,
    json: { error: { code: 'STORE_DAMAGED', message, hint }, ok: false, checked, head, fault },
    lines: [message, hint],
  };
}

export async function exportAudit(
  context: CommandContext,
  options: AuditWhere & { out: string },
): Promise<CommandAnswer> {
  const { path } = outFile(context, options.out, ['csv']);
  const entries = await withStore(context, async (core) => {
    const filter = await filterOf(context, core, options);
    const made = await resultOf(context, core.client.audit.export({ filter }, { signal: context.signal }));
    await saveDownload(core, made.download, path);
    return made.entries;
  });
  return { exitCode: 0, json: { entries, out: path }, lines: [context.words.audit.exported(entries, path)] };
}

async function filterOf(context: CommandContext, core: Core, where: AuditWhere): Promise<AuditQuery> {
  const { person, action, since, until, student } = where;
  const filter: AuditQuery = {};
  if (person !== undefined) filter.person = await findName(core, person);
  if (action.length > 0) filter.actions = action as AuditAction[];
  if (since !== undefined) filter.from = dayStart(context, since);
  if (until !== undefined) filter.to = dayStart(context, until) + DAY_MS;
  if (student !== undefined) filter.student = await findStudent(core, student);
  return filter;
}

/** A person's id by the sign-in name, or by the name that entries give. */
async function findName(core: Core, text: string): Promise<string> {
  const [{ people, tasks }, { people: named }] = await Promise.all([
    core.client.people.list(),
    core.client.audit.names(),
  ]);
  const id =
    people.find(({ signInName }) => signInName === text.toLowerCase())?.id ??
    [...people, ...tasks].find(({ name }) => name === text)?.id;
  if (id !== undefined) return id;
  const found = named.find(({ name }) => name === text);
  if (!found) throw new AppError('NOT_FOUND', { what: 'person' });
  return found.person ?? '';
}

/** The first moment of a day in Beijing, epoch ms. Throws USAGE. */
function dayStart({ words }: CommandContext, day: string): number {
  if (!isDay(day)) throw new AppError('USAGE', { detail: words.wrong.date(day) });
  return Date.parse(`${day}T00:00:00+08:00`);
}

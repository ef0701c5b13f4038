import { basename } from 'node:path';
import type { StudentQuery, StudentRow } from '../../../shared/contract/students.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { STATUSES, type Status } from '../../../shared/domain/verificationStatus.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { printStudents } from '../print/printStudents.ts';
import { readWhere } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface StudentsOptions {
  search: string;
  where: string[];
  status: string[];
  overdue: boolean;
  campaign?: string;
  limit: number;
  after?: string;
  unmasked: boolean;
  out?: string;
}

/** The most that the core gives at once. */
const PAGE = 500;

export async function students(context: CommandContext, options: StudentsOptions): Promise<CommandAnswer> {
  const fields = readWhere(context.words, options.where);
  const statuses = options.status.map((name) => readStatus(context, name));
  const out = options.out === undefined ? null : outFile(context, options.out, ['jsonl', 'csv', 'xlsx']);
  return withStore(context, async (core) => {
    const query: Partial<StudentQuery> = {
      campaign: await campaignId(core, options.campaign),
      search: options.search,
      filter: { fields, statuses, sources: [], photo: 'any', differing: false, overdue: options.overdue },
    };
    if (out) return writeOut(context, core, query, { ...out, unmasked: options.unmasked });
    return listPage(context, core, query, options);
  });
}

async function writeOut(
  context: CommandContext,
  core: Core,
  query: Partial<StudentQuery>,
  { path, format, unmasked }: { path: string; format: 'jsonl' | 'csv' | 'xlsx'; unmasked: boolean },
): Promise<CommandAnswer> {
  const { signal, words } = context;
  const request = { selection: { query }, format, unmasked };
  const { download, rows } = await resultOf(context, core.client.students.export(request, { signal }));
  await saveDownload(core, download, path);
  return { exitCode: 0, json: { total: rows, out: path }, lines: [words.written(rows, basename(path))] };
}

async function listPage(
  context: CommandContext,
  core: Core,
  query: Partial<StudentQuery>,
  options: Pick<StudentsOptions, 'limit' | 'after' | 'unmasked'>,
): Promise<CommandAnswer> {
  const { studentItem } = await import('../../core/studentItem.ts');
  const start = options.after === undefined ? 0 : await positionAfter(core, query, options.after);
  const rows: StudentRow[] = [];
  let total = 0;
  for (;;) {
    const offset = start + rows.length;
    const limit = Math.min(PAGE, options.limit - rows.length);
    const page = await core.client.students.page({ query, offset, limit });
    rows.push(...page.items);
    total = page.total;
    if (page.items.length < limit || rows.length >= options.limit) break;
  }
  if (options.unmasked) {
    for (const row of rows) Object.assign(row.values, await core.client.students.reveal({ id: row.id }));
  }
  const end = start + rows.length;
  const next = end < total ? `${end}.${rows.at(-1)!.id}` : null;
  return {
    exitCode: 0,
    json: { total, next, items: rows.map(studentItem) },
    lines: printStudents(context, { total, next, rows }),
  };
}

/**
 * Where to go on: a key names the last student seen and the place it had. When the list has changed since, the
 * student is looked for from the top.
 */
async function positionAfter(core: Core, query: Partial<StudentQuery>, key: string): Promise<number> {
  const [, place, id] = /^(\d{1,9})\.(.+)$/.exec(key) ?? [];
  if (place === undefined || id === undefined) throw new AppError('USAGE', { detail: `--after ${key}` });
  const offset = Number(place);
  if (offset > 0) {
    const { items } = await core.client.students.page({ query, offset: offset - 1, limit: 1 });
    if (items[0]?.id === id) return offset;
  }
  for (let from = 0; ; from += PAGE) {
    const { items } = await core.client.students.page({ query, offset: from, limit: PAGE });
    const found = items.findIndex((item) => item.id === id);
    if (found >= 0) return from + found + 1;
    if (items.length < PAGE) throw new AppError('NOT_FOUND', { what: 'student' });
  }
}

/** A status by its code or by its name in either language. */
function readStatus({ words }: CommandContext, name: string): Status {
  const names = [createText('zh'), createText('en')];
  const status = STATUSES.find(
    (one) => one === name || names.some((text) => text.status(one).toLowerCase() === name.toLowerCase()),
  );
  if (!status) {
    const choices = STATUSES.map((one) => names[0]!.status(one)).join(' ');
    throw new AppError('USAGE', { detail: words.wrong.choice('--status', name, choices) });
  }
  return status;
}

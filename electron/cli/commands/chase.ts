import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ChaseQuery, ChaseRow, ChaseRules, ChaseSelection } from '../../../shared/contract/chase.ts';
import { studentQuery } from '../../../shared/contract/students.ts';
import type { ChaseReasonCode, ContactOutcome } from '../../../shared/domain/chaseReason.ts';
import type { ChaseState, ContactWay, ContactWhom } from '../../../shared/domain/chaseStanding.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { MessageAudience } from '../../../shared/domain/messageTemplate.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { printChaseGroups, printChaseList } from '../print/printChase.ts';
import { readWhere } from '../readWhere.ts';

export interface ChaseFilterOptions {
  campaign?: string;
  search: string;
  where: string[];
  state: ChaseState[];
  reason: ChaseReasonCode[];
  unreachable: boolean;
}

export interface ChaseListOptions extends ChaseFilterOptions {
  by?: 'college' | 'major' | 'class' | 'counsellor';
  limit: number;
  offset: number;
}

/** The most that the core gives at once. */
const PAGE = 500;
const zh = createText('zh');

/** Who is to be chased, or with `by` how many per group. 1 when a promise is broken or the college is to be told. */
export async function listChase(context: CommandContext, options: ChaseListOptions): Promise<CommandAnswer> {
  return withStore(context, async (core) => {
    const query = await queryOf(context, core, options);
    const { total, states, reasons, unreachable, groups } = await core.client.chase.counts({
      query,
      by: options.by ?? 'college',
    });
    const rows = options.by === undefined ? await rowsOf(core, query, options) : [];
    const shown = groups.map(({ group, ...counts }) => ({ group, ...counts }));
    return {
      exitCode: (states.broken ?? 0) + (states.escalate ?? 0) > 0 ? 1 : 0,
      json: {
        total,
        states,
        reasons,
        unreachable,
        ...(options.by === undefined ? { items: rows.map(itemOf) } : { by: options.by, groups: shown }),
      },
      lines:
        options.by === undefined
          ? printChaseList(context, total, rows)
          : printChaseGroups(context, total, groups),
    };
  });
}

async function rowsOf(
  core: Core,
  query: ChaseQuery,
  { limit, offset }: ChaseListOptions,
): Promise<ChaseRow[]> {
  const rows: ChaseRow[] = [];
  for (;;) {
    const wanted = Math.min(PAGE, limit - rows.length);
    const page = await core.client.chase.list({ query, offset: offset + rows.length, limit: wanted });
    rows.push(...page.items);
    if (page.items.length < wanted || rows.length >= limit) return rows;
  }
}

/** A student of the list as programs outside read one: words of the field in Chinese, as everywhere. */
function itemOf(row: ChaseRow): object {
  const { id, values, status, reason, causes, escalatedAt, last, unreachable, ...rest } = row;
  return {
    id,
    ...values,
    status: zh.status(status),
    statusCode: status,
    reason: zh.chase.reason(reason),
    reasonCode: reason.code,
    step: zh.chase.step(reason),
    causes: causes.map((cause) => zh.chase.cause(cause)),
    ...rest,
    last: last && { ...last, at: new Date(last.at).toISOString() },
    escalatedAt: escalatedAt === null ? null : new Date(escalatedAt).toISOString(),
    unreachable: unreachable.map(({ at, ...dead }) => ({ ...dead, at: new Date(at).toISOString() })),
  };
}

export interface ChaseLogOptions extends ChaseFilterOptions {
  whom: ContactWhom;
  way: ContactWay;
  outcome: ContactOutcome;
  promise?: string;
  at?: string;
  note: string;
}

/** One contact about the named students, or about all of the list that the filters leave. */
export async function logChase(
  context: CommandContext,
  students: readonly string[],
  options: ChaseLogOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const { whom, way, outcome, promise = null, at, note } = options;
  for (const day of [promise, at ?? null])
    if (day !== null && !isDay(day)) throw new AppError('USAGE', { detail: words.wrong.date(day) });
  const { where, state, reason, search, unreachable } = options;
  const isFiltered = where.length + state.length + reason.length > 0 || search !== '' || unreachable;
  if (students.length === 0 && !isFiltered)
    throw new AppError('USAGE', { detail: words.wrong.missingArgument('STUDENT') });
  if (students.length > 0 && isFiltered) throw new AppError('USAGE', { detail: words.wrong.namesAndFilter });
  const logged = await withStore(context, async (core) => {
    const query = await queryOf(context, core, options);
    const selection: ChaseSelection =
      students.length > 0
        ? { ids: await Promise.all(students.map((student) => findStudent(core, student))) }
        : { query };
    return core.client.chase.log({
      campaign: query.students.campaign,
      selection,
      contact: {
        whom,
        way,
        outcome,
        promise,
        note,
        ...timeOf(at, context.clock.now()),
      },
    });
  });
  return { exitCode: 0, json: logged, lines: [words.chase.logged(logged.count, logged.batch)] };
}

/**
 * A day without an hour: the end of that day, so that it comes after whatever was logged while it lasted; today is now.
 */
function timeOf(day: string | undefined, now: number): { at?: number } {
  if (day === undefined || day === beijingDay(now)) return {};
  return { at: Date.parse(`${day}T23:59:59+08:00`) };
}

/** What the office has set; sets what is given. */
export async function chaseRules(
  context: CommandContext,
  given: Partial<ChaseRules>,
): Promise<CommandAnswer> {
  return changeRules(context, (now) => (Object.keys(given).length === 0 ? null : { ...now, ...given }));
}

export interface PhotographerOptions {
  days?: number;
  college: string[];
  remove: boolean;
}

/** Who takes the photos of some colleges, and how long that takes; one of the same name is replaced. */
export async function setPhotographer(
  context: CommandContext,
  name: string,
  { days, college, remove }: PhotographerOptions,
): Promise<CommandAnswer> {
  return changeRules(context, (now) => {
    const others = now.photographers.filter((one) => one.name !== name);
    const made = { name, workingDays: days ?? now.photoWorkingDays, colleges: college };
    return { ...now, photographers: remove ? others : [...others, made] };
  });
}

async function changeRules(
  context: CommandContext,
  change: (now: ChaseRules) => ChaseRules | null,
): Promise<CommandAnswer> {
  const { chase: said } = context.words;
  const rules = await withStore(context, async (core) => {
    const now = await core.client.chase.rules();
    const next = change(now);
    return next === null ? now : core.client.chase.saveRules(next);
  });
  return {
    exitCode: 0,
    json: rules,
    lines: [said.rulesAre(rules), ...rules.photographers.map((one) => said.photographerIs(one))],
  };
}

export interface ChaseMessageOptions extends ChaseFilterOptions {
  template: string;
  bodyFile?: string;
  audience: MessageAudience;
  unmasked: boolean;
  limit: number;
  /** Logs a contact about everybody whom they are about, in this way. */
  log?: ContactWay;
}

/** Messages to paste, each after an empty line. 1 when a field is not known, or is empty in one of them. */
export async function chaseMessages(
  context: CommandContext,
  options: ChaseMessageOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const made = await withStore(context, async (core) => {
    const templates = await core.client.chase.templates();
    const named = templates.find(({ id, name }) => id === options.template || name === options.template);
    if (!named && options.bodyFile === undefined) {
      const choices = templates.map(({ id }) => id).join(' ');
      throw new AppError('USAGE', { detail: words.wrong.choice('--template', options.template, choices) });
    }
    const template =
      options.bodyFile === undefined
        ? named!
        : { audience: options.audience, body: readBody(options.bodyFile) };
    const query = await queryOf(context, core, options);
    const { unmasked, limit, log: way } = options;
    const { campaign } = query.students;
    const { audience, body } = template;
    const messages = await core.client.chase.messages({
      ...{ campaign, selection: { query }, template: { audience, body }, unmasked, limit },
    });
    const ids = [...new Set(messages.items.flatMap(({ about }) => about))];
    const whom = audience === 'counsellor' ? 'counsellor' : 'student';
    const logged = way && ids.length > 0 ? await logChased(core, campaign, ids, { whom, way }) : null;
    return { ...messages, ...(way ? { logged } : {}) };
  });
  const notes = [
    ...made.unknown.map((field) => words.chase.unknownField(field)),
    ...[...new Set(made.items.flatMap(({ empty }) => empty))].map((field) =>
      words.chase.emptyField(field, made.items.filter(({ empty }) => empty.includes(field)).length),
    ),
  ];
  return {
    exitCode: notes.length > 0 ? 1 : 0,
    json: made,
    lines: made.items.length === 0 ? [words.chase.none] : made.items.flatMap(({ text }) => [text, '']),
    notes: made.logged ? [...notes, words.chase.logged(made.logged.count, made.logged.batch)] : notes,
  };
}

/** Notes that these students were told, by what was written or printed for them. */
export function logChased(
  core: Core,
  campaign: string | null,
  ids: string[],
  by: { whom: 'student' | 'counsellor'; way: ContactWay },
): Promise<{ batch: string; count: number }> {
  return core.client.chase.log({ campaign, selection: { ids }, contact: { ...by, outcome: 'told' } });
}

export function readBody(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new AppError('FILE_UNREADABLE', { file: basename(file) }, { cause: error });
  }
}

export async function queryOf(
  { words }: CommandContext,
  core: Core,
  { campaign, search, where, state, reason, unreachable }: ChaseFilterOptions,
): Promise<ChaseQuery> {
  return {
    students: studentQuery.parse({
      campaign: await campaignId(core, campaign),
      search,
      filter: { fields: readWhere(words, where) },
    }),
    states: state,
    reasons: reason,
    unreachable,
  };
}

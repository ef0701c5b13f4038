import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import type { CaseAge, CaseItem, CaseQueue, WholeCase } from '../../../shared/contract/cases.ts';
import { caseReviewer } from '../../../shared/domain/cases/caseReviewers.ts';
import type { CaseOrigin, CaseType } from '../../../shared/domain/cases/caseType.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { findStudent } from '../findStudent.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printCase } from '../print/printCase.ts';
import { resultOf } from '../resultOf.ts';

export interface CaseListOptions {
  queue?: CaseQueue;
  type?: string;
  age?: CaseAge;
  college?: string[];
  assignee?: string;
  search: string;
  limit: number;
}
export interface CaseFormOptions {
  set: string[];
  correct: string[];
}
export interface CaseMoveOptions {
  person?: string;
  note: string;
  reference: string;
  exception: string;
}
type CaseAct = Parameters<Core['client']['cases']['act']>[0]['action'];

/** The most that the core gives at once. */
const PAGE = 500;

/** What kinds of cases there are, with the ids that other commands take. */
export async function listCaseTypes(context: CommandContext): Promise<CommandAnswer> {
  const { types, profiles, profile } = await withStore(context, (core) => core.client.cases.types());
  const { text } = context;
  const lines = types.flatMap((type) => [
    `${type.id}  ${text.cases.said(type.name)}  (${text.cases.group(type.group)})`,
    `    ${text.cases.said(type.about)}`,
  ]);
  return { exitCode: 0, json: { types, profiles, profile }, lines };
}

/** What a list is narrowed down to. */
export function caseQueryOf({ queue, type, age, college, assignee, search }: Omit<CaseListOptions, 'limit'>) {
  return {
    queues: queue === undefined ? [] : [queue],
    types: type === undefined ? [] : [type],
    ages: age === undefined ? [] : [age],
    colleges: college ?? [],
    assignee: assignee ?? null,
    search,
  };
}

/** Cases, overdue ones first. 1 when one of the list is overdue. */
export async function listCases(
  context: CommandContext,
  { limit, ...narrowed }: CaseListOptions,
): Promise<CommandAnswer> {
  const query = caseQueryOf(narrowed);
  const { total, items, counts } = await withStore(context, async (core) => {
    const found: CaseItem[] = [];
    for (;;) {
      const wanted = Math.min(PAGE, limit - found.length);
      const page = await core.client.cases.list({ query, offset: found.length, limit: wanted });
      found.push(...page.items);
      if (page.items.length < wanted || found.length >= limit) {
        const { queues, types, ages } = page;
        return { total: page.total, items: found, counts: { queues, types, ages } };
      }
    }
  });
  const { text, words } = context;
  const { language } = text;
  const rows = items.map((one) => [
    one.number,
    one.type[language],
    one.student.studentNo ?? '',
    one.student.name ?? '',
    one.state[language],
    one.queue === 'closed' ? '' : text.cases.level(one.queue),
    one.due ?? '',
    one.assignee ?? '',
  ]);
  return {
    exitCode: (counts.ages.overdue ?? 0) > 0 ? 1 : 0,
    json: { total, ...counts, items: items.map(jsonItem) },
    lines: [...(rows.length > 0 ? alignTable(words.cases.head, rows) : []), words.cases.total(total)],
  };
}

function jsonItem({ openedAt, ...item }: CaseItem): object {
  return { ...item, openedAt: new Date(openedAt).toISOString() };
}

/** A case with what is asked for, what may be done, and what was done. */
export async function showCase(
  context: CommandContext,
  id: string,
  { unmasked }: { unmasked: boolean },
): Promise<CommandAnswer> {
  const whole = await withStore(context, (core) => core.client.cases.get({ case: id, unmasked }));
  const { item, history, type: _, profile: __, ...rest } = whole;
  return {
    exitCode: 0,
    json: {
      item: jsonItem(item),
      ...rest,
      history: history.map(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() })),
    },
    lines: printCase(context, whole),
  };
}

/** Opens a case of a type for each of these students. 1 when one was open already. */
export async function openCase(
  context: CommandContext,
  type: string,
  named: readonly string[],
  { note, assign, ...form }: CaseFormOptions & { note: string; assign?: string },
): Promise<CommandAnswer> {
  const answer = await withStore(context, async (core) => {
    const types = await core.client.cases.types();
    const students = await Promise.all(named.map((one) => findStudent(core, one)));
    const opened = await core.client.cases.open({
      type,
      students,
      form: formOf(
        context,
        types.types.find(({ id }) => id === type),
        form,
      ),
      note,
      assignee: assign ?? null,
    });
    const whole = await Promise.all(opened.opened.map((one) => core.client.cases.get({ case: one })));
    return { ...opened, numbers: whole.map(({ item }) => item.number) };
  });
  const { words } = context;
  return {
    exitCode: answer.already.length > 0 ? 1 : 0,
    json: answer,
    lines: [
      words.cases.opened(answer.numbers, answer.batch),
      ...(answer.already.length > 0 ? [words.cases.already(answer.already.length)] : []),
    ],
  };
}

export interface CaseProblemOptions {
  campaign?: string;
  open?: CaseOrigin;
  type?: string;
  assign?: string;
}

/** Problems without a case, by what they come from; with `open` those of one origin become cases. */
export async function caseProblems(
  context: CommandContext,
  { campaign, open, type, assign = null }: Omit<CaseProblemOptions, 'assign'> & { assign?: string | null },
): Promise<CommandAnswer> {
  const { text, words } = context;
  const { problems, done, types } = await withStore(context, async (core) => {
    const of = campaign === undefined ? null : await campaignId(core, campaign);
    const found = await core.client.cases.problems({ campaign: of });
    const opening = found.problems.filter(
      (one) => one.origin === open && (type === undefined || one.type === type),
    );
    const opened = [];
    for (const one of opening) {
      const { origin } = one;
      const input = { campaign: of, origin, type: one.type, assignee: assign };
      const { signal } = context;
      const result = await resultOf(context, core.client.caseWork.openProblems(input, { signal }));
      opened.push({ origin, type: one.type, ...result });
    }
    return { ...found, done: opened, types: (await core.client.cases.types()).types };
  });
  const nameOf = (id: string) => types.find((one) => one.id === id)?.name[text.language] ?? id;
  const rows = problems.map(({ origin, type: of, count }) => [
    origin,
    text.cases.origin(origin),
    nameOf(of),
    String(count),
  ]);
  return {
    exitCode: 0,
    json: { problems, opened: done },
    lines: [
      ...(rows.length > 0 ? alignTable(words.cases.problemsHead, rows) : [words.cases.noProblems]),
      ...done.map((one) => words.cases.openedOf(nameOf(one.type), one.opened, one.batch)),
    ],
  };
}

/** Answers of the form as `item=answer`, and corrections as `field=value`. */
function formOf(
  { words }: CommandContext,
  type: CaseType | undefined,
  { set, correct }: CaseFormOptions,
): Record<string, string> {
  const pair = (text: string): [string, string] => {
    const at = text.indexOf('=');
    if (at < 1) throw new AppError('USAGE', { detail: words.wrong.pair(text) });
    return [text.slice(0, at), text.slice(at + 1)];
  };
  const form: Record<string, string> = Object.fromEntries(set.map(pair));
  const item = type?.form.find(({ kind }) => kind === 'corrections');
  if (correct.length > 0) {
    const corrections = correct.map(pair).map(([field, to]) => ({ field, from: null, to }));
    form[item?.id ?? 'corrections'] = JSON.stringify(corrections);
  }
  return form;
}

export async function fillCase(
  context: CommandContext,
  id: string,
  options: CaseFormOptions,
): Promise<CommandAnswer> {
  return actWith(context, id, ({ type }) => ({ do: 'fill', form: formOf(context, type, options) }));
}

export async function moveCase(
  context: CommandContext,
  id: string,
  move: string,
  { person = null, ...rest }: Omit<CaseMoveOptions, 'person'> & { person?: string | null },
): Promise<CommandAnswer> {
  return actOnCase(context, id, { do: 'move', move, person, ...rest });
}

export async function actOnCase(
  context: CommandContext,
  id: string,
  action: CaseAct,
): Promise<CommandAnswer> {
  return actWith(context, id, () => action);
}

async function actWith(
  context: CommandContext,
  id: string,
  actionFor: (whole: WholeCase) => CaseAct,
): Promise<CommandAnswer> {
  const { batch, whole } = await withStore(context, async (core) => {
    const before = await core.client.cases.get({ case: id });
    const { id: found, version } = before.item;
    const done = await core.client.cases.act({
      cases: [{ case: found, seen: version }],
      action: actionFor(before),
    });
    return { ...done, whole: await core.client.cases.get({ case: found }) };
  });
  return doneAnswer(context, batch, whole, []);
}

/** Adds a file to a case. 1 when it has not what a rule asks for: it is taken all the same. */
export async function attachToCase(
  context: CommandContext,
  id: string,
  file: string,
  { material = null }: { material?: string | null },
): Promise<CommandAnswer> {
  const { batch, doubts, whole } = await withStore(context, async (core) => {
    const { item } = await core.client.cases.get({ case: id });
    const offered = await core.offerPath(resolve(file));
    const done = await core.client.cases.attach({
      case: item.id,
      seen: item.version,
      file: offered.file,
      material,
    });
    return { ...done, whole: await core.client.cases.get({ case: item.id }) };
  });
  return doneAnswer(context, batch, whole, doubts);
}

function doneAnswer(
  { text, words }: CommandContext,
  batch: string,
  { item }: WholeCase,
  doubts: readonly ('dpi' | 'bytes')[],
): CommandAnswer {
  const level = item.queue === 'closed' ? null : text.cases.level(item.queue);
  return {
    exitCode: doubts.length > 0 ? 1 : 0,
    json: { batch, doubts, item: jsonItem(item) },
    lines: [
      words.cases.standing(item.state[text.language], level, item.due),
      ...doubts.map((doubt) => words.cases.doubt[doubt]),
      words.cases.batch(batch),
    ],
  };
}

/** The province's profile of rules; chooses one where it is named. */
export async function chooseProfile(context: CommandContext, profile: string | null): Promise<CommandAnswer> {
  const answer = await withStore(context, async (core) => {
    if (profile !== null) await core.client.cases.chooseProfile({ profile });
    return core.client.cases.types();
  });
  const { text } = context;
  return {
    exitCode: 0,
    json: { profile: answer.profile, profiles: answer.profiles },
    lines: answer.profiles.flatMap(({ id, name, source }) => [
      `${id === answer.profile ? '*' : ' '} ${id}  ${text.cases.said(name)}`,
      `    ${text.cases.said(source)}`,
    ]),
  };
}

/** The office's list of persons who decide; takes the list of a file where one is named. */
export async function setReviewers(context: CommandContext, file: string | null): Promise<CommandAnswer> {
  const read = file === null ? null : readReviewers(context, file);
  const { reviewers } = await withStore(context, async (core) =>
    read === null ? core.client.cases.types() : core.client.cases.saveReviewers({ reviewers: read }),
  );
  const { text } = context;
  return {
    exitCode: 0,
    json: { reviewers },
    lines: reviewers.map(
      ({ name, levels, colleges }) =>
        `${name}  ${levels.map(text.cases.level).join(' ')}  ${colleges.join(' ')}`,
    ),
  };
}

function readReviewers({ words }: CommandContext, file: string): z.output<typeof caseReviewer>[] {
  const name = basename(file);
  let text: string;
  try {
    text = readFileSync(resolve(file), 'utf8');
  } catch (cause) {
    throw new AppError('FILE_NOT_FOUND', { file: name }, { cause });
  }
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new AppError('USAGE', { detail: words.cases.wrongReviewers(name) }, { cause });
  }
  const read = z.array(caseReviewer).safeParse(data);
  if (!read.success) throw new AppError('USAGE', { detail: words.cases.wrongReviewers(name) });
  return read.data;
}

import { basename } from 'node:path';
import type { ListedSheet, SheetRowAnswer } from '../../../shared/contract/sheets.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { SheetAnswer } from '../../../shared/domain/sheetAnswer.ts';
import { findSheetNumber } from '../../../shared/domain/sheetNumber.ts';
import type { SheetDecision } from '../../../shared/domain/sheetQuestion.ts';
import type { SheetHolderRole, SheetState } from '../../../shared/domain/sheetStanding.ts';
import { STUDENT_FIELDS, type StudentField } from '../../../shared/domain/studentFields.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface SheetListOptions {
  campaign?: string;
  state: SheetState[];
  overdue: boolean;
  college?: string;
  search: string;
  limit: number;
  offset: number;
  out?: string;
}

export interface HandOutOptions {
  to?: string;
  toCounsellors: boolean;
  campaign?: string;
  college?: string;
  role: SheetHolderRole;
  at?: string;
  note: string;
}

export interface MarkOptions {
  lost: boolean;
  void: boolean;
  replacedBy?: string;
  note: string;
}

export interface ReturnOptions {
  campaign?: string;
  wrong: string[];
  proxy: string[];
  unsigned: string[];
  absent: string[];
  struck: string[];
  none: string[];
  added: string[];
  evenVoid: boolean;
}

export interface DecideOptions {
  as: SheetDecision | 'open';
  note: string;
}

/** The most that the core gives at once. */
const PAGE = 1_000;

/** Printed sheets and where they are. 1 when one is overdue. */
export async function listSheets(context: CommandContext, options: SheetListOptions): Promise<CommandAnswer> {
  const { words, text, signal } = context;
  return withStore(context, async (core) => {
    const { state, overdue, college = null, search, limit, offset, out } = options;
    const campaign = await campaignId(core, options.campaign);
    const query = { campaign, states: state, overdue, college, holder: null, search };
    if (out !== undefined) {
      const { path } = outFile(context, out, ['xlsx']);
      const made = await resultOf(context, core.client.sheets.export({ query }, { signal }));
      await saveDownload(core, made.download, path);
      const lines = [words.sheets.written(made.sheets, basename(path))];
      return { exitCode: 0, json: { total: made.sheets, out: path }, lines };
    }
    const items: ListedSheet[] = [];
    for (;;) {
      const wanted = Math.min(PAGE, limit - items.length);
      const page = await core.client.sheets.list({ query, offset: offset + items.length, limit: wanted });
      items.push(...page.items);
      if (page.items.length < wanted || items.length >= limit) {
        const { total, counts, questions } = page;
        const { columns } = words.sheets;
        const table = alignTable(
          [
            columns.number,
            text.label('className'),
            columns.state,
            columns.answered,
            columns.holder,
            columns.daysOut,
            columns.overdue,
          ],
          items.map((one) => [
            one.number,
            printable(one.className ?? ''),
            text.sheet.state(one.state),
            `${one.answered}/${one.students}`,
            printable(one.holder ?? ''),
            one.daysOut === null ? '' : String(one.daysOut),
            one.overdue ? words.sheets.late : '',
          ]),
        );
        return {
          exitCode: counts.overdue > 0 ? 1 : 0,
          json: { total, counts, questions, items },
          lines: items.length === 0 ? [words.sheets.no] : [...table, words.total(total)],
        };
      }
    }
  });
}

/** What a number or a scan is, and the rows of the sheet. 1 when it can't be registered. */
export async function showSheet(
  context: CommandContext,
  number: string,
  options: { campaign?: string },
): Promise<CommandAnswer> {
  const { words, text } = context;
  const scanned = await withStore(context, async (core) =>
    core.client.sheets.scan({ text: number, campaign: await campaignId(core, options.campaign) }),
  );
  const { columns } = words.sheets;
  const answer = (one: SheetAnswer | null) => (one === null ? '' : text.sheet.answer(one));
  const table = alignTable(
    [columns.row, text.label('studentNo'), text.label('name'), columns.before, columns.preset],
    scanned.rows.map((row) => [
      String(row.at + 1),
      row.studentNo ?? '',
      printable(row.name ?? ''),
      answer(row.before),
      answer(row.preset),
    ]),
  );
  return {
    exitCode: ['known', 'partly', 'returned'].includes(scanned.kind) ? 0 : 1,
    json: { ...scanned, said: text.sheet.scan(scanned) },
    lines: [text.sheet.scan(scanned), ...(scanned.rows.length === 0 ? [] : table)],
  };
}

/** Sheets were handed out: one batch. 1 when a class has no counsellor, or several, to hand its sheet to. */
export async function handOut(
  context: CommandContext,
  numbers: readonly string[],
  { to, toCounsellors, role, at, note, ...scope }: HandOutOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  if (at !== undefined && !isDay(at)) throw new AppError('USAGE', { detail: words.wrong.date(at) });
  const day = at === undefined ? {} : { at: Date.parse(`${at}T00:00:00+08:00`) };
  if (toCounsellors) {
    if (to !== undefined || numbers.length > 0)
      throw new AppError('USAGE', { detail: words.sheets.eitherTo });
    return withStore(context, async (core) => {
      const campaign = await campaignId(core, scope.campaign);
      const query = { campaign, college: scope.college ?? null };
      const made = await core.client.sheets.handToCounsellors({ query, note, ...day });
      return {
        exitCode: made.left.length > 0 ? 1 : 0,
        json: made,
        lines: [
          words.sheets.toEach(made.count, made.holders, made.batch),
          ...made.left.map(({ number, className, counsellors }) =>
            printable(words.sheets.leftOut(number, className ?? '', counsellors)),
          ),
        ],
      };
    });
  }
  if (to === undefined || numbers.length === 0)
    throw new AppError('USAGE', { detail: words.sheets.eitherTo });
  const made = await withStore(context, (core) =>
    core.client.sheets.handle({
      numbers: numbers.map((number) => numberOf(number)),
      kind: 'handed',
      holder: to,
      role,
      note,
      ...day,
    }),
  );
  return { exitCode: 0, json: made, lines: [words.sheets.handled(made.count, made.batch)] };
}

/** Sheets were lost, made void, or replaced: one of the three. */
export async function markSheets(
  context: CommandContext,
  numbers: readonly string[],
  options: MarkOptions,
): Promise<CommandAnswer> {
  const { note, replacedBy } = options;
  const asked = [options.lost, options.void, replacedBy !== undefined].filter(Boolean).length;
  if (asked !== 1)
    throw new AppError('USAGE', {
      detail: context.words.wrong.choice('sheets mark', '', '--lost --void --replaced-by'),
    });
  const kind = options.lost ? 'lost' : options.void ? 'void' : 'replaced';
  const replacement = replacedBy === undefined ? null : numberOf(replacedBy);
  const made = await withStore(context, (core) =>
    core.client.sheets.handle({ numbers: numbers.map((one) => numberOf(one)), kind, note, replacement }),
  );
  return { exitCode: 0, json: made, lines: [context.words.sheets.handled(made.count, made.batch)] };
}

/** A sheet came back: what is not said otherwise is as it is preset. 1 when somebody is to be decided about. */
export async function returnSheet(
  context: CommandContext,
  number: string,
  options: ReturnOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const made = await withStore(context, async (core) => {
    const campaign = await campaignId(core, options.campaign);
    const { rows } = await core.client.sheets.scan({ text: number, campaign });
    const answers = new Map<number, Partial<SheetRowAnswer> & { answer: SheetAnswer }>();
    for (const { at, preset } of rows) if (preset !== null) answers.set(at, { answer: preset });
    const placeOf = (row: string): number => {
      const at = Number(row) - 1;
      if (!rows[at]) throw new AppError('USAGE', { detail: words.sheets.badRow(row) });
      return at;
    };
    const split = (text: string): [number, string] => {
      const cut = text.indexOf('=');
      return [placeOf(cut < 0 ? text : text.slice(0, cut)), cut < 0 ? '' : text.slice(cut + 1)];
    };
    for (const row of options.none) answers.delete(placeOf(row));
    for (const row of options.unsigned) answers.set(placeOf(row), { answer: 'unsigned' });
    for (const row of options.absent) answers.set(placeOf(row), { answer: 'absent' });
    for (const row of options.struck) answers.set(placeOf(row), { answer: 'struck' });
    for (const text of options.proxy) {
      const [at, by] = split(text);
      answers.set(at, { answer: 'proxy', by });
    }
    for (const text of options.wrong) {
      const [at, said] = split(text);
      answers.set(at, { answer: 'wrong', ...corrected(context, said) });
    }
    const added = options.added.map((text) => {
      const [name = '', studentNo = ''] = text.split(/[:：]/);
      return { name, studentNo };
    });
    const { evenVoid } = options;
    const given = [...answers].map(([at, answer]) => ({ at, ...answer }));
    return core.client.sheets.return({ number, campaign, answers: given, added, evenVoid });
  });
  const { recorded, unchanged, questions, batch } = made;
  return {
    exitCode: questions > 0 ? 1 : 0,
    json: made,
    lines: [words.sheets.returned(recorded, unchanged, questions, batch)],
  };
}

/** `字段:内容` as a correction; what names no field is kept as it was written. */
function corrected(
  { text }: Pick<CommandContext, 'text'>,
  said: string,
): { field: StudentField | null; value: string; written: string } {
  const cut = said.search(/[:：]/);
  const name = cut < 0 ? '' : said.slice(0, cut).trim();
  const field = STUDENT_FIELDS.find((one) => one === name || text.label(one) === name) ?? null;
  return field === null
    ? { field, value: '', written: said }
    : { field, value: said.slice(cut + 1).trim(), written: '' };
}

/** Whom returned sheets leave to a person. 1 when somebody waits. */
export async function listQuestions(
  context: CommandContext,
  { campaign, all }: { campaign?: string; all: boolean },
): Promise<CommandAnswer> {
  const { text, words } = context;
  const questions = await withStore(context, async (core) =>
    core.client.sheets.questions({ campaign: await campaignId(core, campaign), open: !all }),
  );
  const lines = questions.map(({ id, number, kind, name, studentNo, decision }) =>
    [
      id,
      number,
      text.sheet.question(kind),
      printable(name ?? ''),
      studentNo ?? '',
      decision === null ? '' : text.sheet.decision(decision),
    ].join('  '),
  );
  return {
    exitCode: questions.some(({ decision }) => decision === null) ? 1 : 0,
    json: { questions },
    lines: questions.length === 0 ? [words.sheets.noQuestions] : lines,
  };
}

export async function decideQuestion(
  context: CommandContext,
  id: string,
  { as, note }: DecideOptions,
): Promise<CommandAnswer> {
  const decision = as === 'open' ? null : as;
  const question = await withStore(context, (core: Core) =>
    core.client.sheets.decide({ id, decision, note }),
  );
  const said = decision === null ? '' : context.text.sheet.decision(decision);
  return { exitCode: 0, json: { question }, lines: [`${question.name ?? ''} ${said}`.trim()] };
}

/** The number in what was typed or scanned; what holds none is asked for as it is, and not found. */
function numberOf(typed: string): string {
  const found = findSheetNumber(typed);
  return found === null || found === 'wrong' ? typed : found;
}

import { basename, resolve } from 'node:path';
import type { CaseItem } from '../../../shared/contract/cases.ts';
import type { Core } from '../../core/core.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { resultOf } from '../resultOf.ts';
import { type CaseListOptions, type CaseMoveOptions, caseQueryOf } from './cases.ts';

/** Opens a case of a type for each student of a list. 1 when a row was left, or one was open already. */
export async function openListedCases(
  context: CommandContext,
  type: string,
  file: string,
  { assign = null }: { assign?: string | null },
): Promise<CommandAnswer> {
  const { words, text, signal } = context;
  const done = await withStore(context, async (core) => {
    const { file: offered } = await core.offerPath(resolve(file));
    return resultOf(
      context,
      core.client.caseWork.openListed({ type, file: offered, assignee: assign }, { signal }),
    );
  });
  const { batch, rows, opened, already, rejected, ignored, otherSheets } = done;
  return {
    exitCode: already > 0 || rejected.length > 0 ? 1 : 0,
    json: done,
    lines: [
      words.cases.openedListed(basename(file), rows, opened, batch),
      ...(already > 0 ? [words.cases.already(already)] : []),
      ...rejected.map(({ row, fault, value }) => words.cases.rowLeft(row, text.cases.rowFault(fault), value)),
      ...(ignored.length > 0 ? [words.cases.ignoredColumns(ignored)] : []),
      ...(otherSheets.length > 0 ? [words.cases.otherSheets(otherSheets)] : []),
    ],
  };
}

interface Moved {
  batch: string | null;
  count: number;
}

/** Takes the same step with all cases of a list: all of them, or none and why. */
export async function moveAllCases(
  context: CommandContext,
  move: string,
  {
    dryRun,
    person = null,
    note,
    reference,
    exception,
    ...list
  }: Omit<CaseListOptions, 'limit'> &
    Omit<CaseMoveOptions, 'person'> & { person?: string | null; dryRun: boolean },
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const { batch, count } = await withStore(context, async (core): Promise<Moved> => {
    const items = await casesOf(core, caseQueryOf(list));
    if (dryRun || items.length === 0) return { batch: null, count: items.length };
    const action = { do: 'move' as const, move, person, note, reference, exception };
    const cases = items.map(({ id, version }) => ({ case: id, seen: version }));
    const done = await resultOf(context, core.client.caseWork.act({ cases, action }, { signal }));
    return { ...done, count: items.length };
  });
  return {
    exitCode: 0,
    json: { batch, count },
    lines: [
      batch === null ? words.cases.wouldMove(count) : words.cases.moved(count),
      ...(batch === null ? [] : [words.cases.batch(batch)]),
    ],
  };
}

/** The most that the core gives at once. */
const PAGE = 500;

async function casesOf(
  core: Core,
  query: NonNullable<Parameters<Core['client']['cases']['list']>[0]>['query'],
): Promise<CaseItem[]> {
  const found: CaseItem[] = [];
  for (;;) {
    const { items } = await core.client.cases.list({ query, offset: found.length, limit: PAGE });
    found.push(...items);
    if (items.length < PAGE) return found;
  }
}

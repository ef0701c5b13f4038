import type { DeadlineItem } from '../../../shared/contract/campaigns.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findCampaign } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';

export interface DeadlineOptions {
  college?: string;
  class?: string;
  on?: string;
  clear: boolean;
}

/** Gives a college or a class a day of its own, or takes it away; else lists the days of colleges, or of one's classes. */
export async function campaignDeadline(
  context: CommandContext,
  idOrName: string,
  { college, class: className, on, clear }: DeadlineOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const sets = on !== undefined || clear;
  if (on !== undefined && clear) throw new AppError('USAGE', { detail: words.wrong.onAndClear });
  if (on !== undefined && !isDay(on)) throw new AppError('USAGE', { detail: words.wrong.date(on) });
  if ((sets || className !== undefined) && college === undefined)
    throw new AppError('USAGE', { detail: words.wrong.noCollege });
  return withStore(context, async (core) => {
    const { campaigns } = core.client;
    const { id } = await findCampaign(core, idOrName);
    const ofColleges = await campaigns.deadlines({ campaign: id });
    if (college !== undefined && !ofColleges.items.some(({ collegeName }) => collegeName === college))
      throw new AppError('NOT_FOUND', { what: 'college' });
    const listed = college === undefined ? null : await campaigns.deadlines({ campaign: id, college });
    if (className !== undefined && !listed!.items.some((item) => item.className === className))
      throw new AppError('NOT_FOUND', { what: 'class' });
    if (!sets) {
      const { campaign, items } = listed ?? ofColleges;
      const shown = className === undefined ? items : items.filter((item) => item.className === className);
      return { exitCode: 0, json: { campaign, items: shown }, lines: printDeadlines(context, shown) };
    }
    const rule = { collegeName: college!, className: className ?? null, deadline: on ?? null };
    const { batch, changed } = await campaigns.setDeadlines({ campaign: id, rules: [rule] });
    const after = await campaigns.deadlines({
      campaign: id,
      college: className === undefined ? null : college!,
    });
    const items = after.items.filter(
      (item) => item.collegeName === college && item.className === rule.className,
    );
    return { exitCode: 0, json: { batch, changed, items }, lines: printDeadlines(context, items) };
  });
}

function printDeadlines({ words }: CommandContext, items: readonly DeadlineItem[]): string[] {
  if (items.length === 0) return [words.none];
  const { columns } = words;
  return alignTable(
    [columns.group, columns.deadline, columns.from, columns.total, columns.missing, columns.overdue],
    items.map((item) => [
      printable([item.collegeName, item.className ?? ''].filter((part) => part !== '').join(' / ') || '—'),
      item.deadline,
      words.deadlineFrom[item.from],
      String(item.expected),
      String(item.missing),
      String(item.overdue),
    ]),
  );
}

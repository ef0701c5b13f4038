import type { Milestone } from '../../../shared/contract/timetable.ts';
import { daysLeft } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import { milestoneState, nextDay } from '../../../shared/domain/milestones.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findCampaign } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';

export interface TimetableOptions {
  draft: boolean;
  item?: string;
  from?: string;
  to?: string;
  remove: boolean;
}

/** Lists a campaign's timetable, drafts it from the year's calendar, or makes, changes or takes out one step. */
export async function campaignTimetable(
  context: CommandContext,
  idOrName: string,
  { draft, item, from, to, remove }: TimetableOptions,
): Promise<CommandAnswer> {
  const { words, text } = context;
  const says = from !== undefined || to !== undefined || remove;
  if ((says && item === undefined) || (draft && item !== undefined))
    throw new AppError('USAGE', { detail: words.campaign.itemAlone });
  const first = readDay(context, from);
  const last = readDay(context, to);
  return withStore(context, async (core) => {
    const { timetable } = core.client;
    const { id: campaign } = await findCampaign(core, idOrName);
    const before = await timetable.of({ campaign });
    let saved: { batch: string | null; changed: number } | null = null;
    if (draft) saved = await timetable.draft({ campaign, language: text.language });
    if (item !== undefined) {
      const known = before.items.find(({ id, name }) => id === item || name === item);
      if (remove && !known) throw new AppError('NOT_FOUND', { what: 'milestone' });
      const step = {
        id: known?.id ?? null,
        name: known?.name ?? item,
        from: first === undefined ? (known?.from ?? null) : first,
        to: last === undefined ? (known?.to ?? null) : last,
      };
      const milestones = known && remove ? [{ id: known.id, remove: true as const }] : [step];
      saved = await timetable.set({ campaign, milestones });
    }
    const { items, today, offered, campaign: about } = saved ? await timetable.of({ campaign }) : before;
    return {
      exitCode: 0,
      json: { ...saved, campaign: about, today, items, offered },
      lines: [
        ...(saved ? [words.campaign.changed(saved.changed)] : []),
        ...printTimetable(context, items, today),
      ],
    };
  });
}

/** Undefined: not spoken of; null: none any more. */
function readDay({ words }: CommandContext, text: string | undefined): string | null | undefined {
  if (text === undefined || text === 'none') return text && null;
  if (!isDay(text)) throw new AppError('USAGE', { detail: words.wrong.date(text) });
  return text;
}

function printTimetable(
  { words, text }: CommandContext,
  items: readonly Milestone[],
  today: string,
): string[] {
  if (items.length === 0) return [words.none];
  const { timetableColumns: columns } = words.campaign;
  const left = (item: Milestone) => {
    const state = milestoneState(item, today);
    if (state === 'undated') return words.campaign.undated;
    const day = nextDay(item, today);
    if (day === null) return words.campaign.over;
    const { days, workingDays } = daysLeft(day, Date.parse(today));
    return words.campaign.daysLeft(days, workingDays);
  };
  return alignTable(
    [columns.item, columns.from, columns.to, columns.left, columns.usual],
    items.map((item) => [
      printable(item.name),
      item.from ?? '',
      item.to ?? '',
      left(item),
      item.usual?.[text.language] ?? '',
    ]),
  );
}

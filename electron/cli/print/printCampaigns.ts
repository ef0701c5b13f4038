import type { Campaign, ProgressRow } from '../../../shared/contract/campaigns.ts';
import type { CampaignPart } from '../../../shared/domain/campaignEdits.ts';
import { type Forecast, roundPace } from '../../../shared/domain/campaignForecast.ts';
import type { CommandContext } from '../commandContext.ts';
import { alignTable } from './alignTable.ts';
import { printable } from './printable.ts';
import { printProgress } from './printProgress.ts';

type Speaking = Pick<CommandContext, 'words' | 'text'>;

export function printCampaigns({ words, text }: Speaking, campaigns: readonly Campaign[]): string[] {
  if (campaigns.length === 0) return [words.none];
  const { columns } = words;
  return alignTable(
    [columns.id, columns.name, columns.type, columns.deadline, columns.state],
    campaigns.map((campaign) => [
      campaign.id,
      campaign.name,
      text.campaignType(campaign.type),
      campaign.deadline,
      campaign.closedAt === null ? words.open : words.closed,
    ]),
  );
}

export function printCampaign(speaking: Speaking, campaign: Campaign, total: ProgressRow): string[] {
  const { words, text } = speaking;
  const population = Object.entries(campaign.population).map(
    ([field, values]) => `${text.label(field)} = ${values.map(printable).join(' / ')}`,
  );
  return [
    ...printCampaigns(speaking, [campaign]),
    `${text.lockRule(campaign.lockRule)}`,
    `${words.population}${words.colon}${population.join('; ') || words.wholeSchool}`,
    ...printProgress(speaking, { campaign: null, total, rows: [] }),
  ];
}

/** What of a campaign can no longer be edited; nothing where all can. */
export function printEditable(words: Speaking['words'], locked: readonly CampaignPart[]): string[] {
  return locked.length === 0 ? [] : [words.campaign.locked(locked.map((part) => words.campaign.part[part]))];
}

/** How many are missing and where last week's pace leads; nothing where nobody is missing. */
export function printForecast(
  { words }: Pick<Speaking, 'words'>,
  missing: number,
  forecast: Forecast,
): string[] {
  if (forecast.kind === 'done') return [];
  const { pace, doneOn, atDeadline, needed } = forecast;
  return [
    words.forecast({
      missing,
      pace: roundPace(pace),
      doneOn,
      atDeadline,
      needed: needed && roundPace(needed),
    }),
  ];
}

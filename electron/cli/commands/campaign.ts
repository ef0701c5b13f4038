import { basename } from 'node:path';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { CampaignType, LockRule } from '../../../shared/domain/verificationStatus.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findCampaign } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { printCampaign, printCampaigns, printEditable, printForecast } from '../print/printCampaigns.ts';
import { readCovered, readPopulation } from '../readWhere.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface CreateCampaignOptions {
  type: CampaignType;
  name: string;
  deadline: string;
  lock: LockRule;
  where: string[];
  /** The fields to check; undefined: what is usual for the type. */
  check?: string;
  photo?: boolean;
  /** Begins its timetable from the year's calendar. */
  draft: boolean;
}

export async function createCampaign(
  context: CommandContext,
  options: CreateCampaignOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  const { type, name, deadline, lock } = options;
  if (!isDay(deadline)) throw new AppError('USAGE', { detail: words.wrong.date(deadline) });
  const population = readPopulation(words, options.where) as Campaign['population'];
  const coveredFields = readCovered(words, options.check);
  const coversPhoto = options.photo;
  return withStore(context, async ({ client }) => {
    const { language } = context.text;
    const milestones = options.draft
      ? (await client.timetable.usual({ type, deadline, language })).items
      : [];
    const rules = { type, name, deadline, lockRule: lock, population, coveredFields, coversPhoto };
    const { batch, ...campaign } = await client.campaigns.create({ ...rules, milestones });
    return {
      exitCode: 0,
      json: { campaign, batch },
      lines: [words.campaignCreated(campaign.name, campaign.id)],
    };
  });
}

export async function listCampaigns(context: CommandContext): Promise<CommandAnswer> {
  const campaigns = await withStore(context, (core) => core.client.campaigns.list());
  return { exitCode: 0, json: { campaigns }, lines: printCampaigns(context, campaigns) };
}

export async function showCampaign(context: CommandContext, idOrName: string): Promise<CommandAnswer> {
  const { words } = context;
  return withStore(context, async (core) => {
    const campaign = await findCampaign(core, idOrName);
    const overview = await core.client.campaigns.overview({ campaign: campaign.id });
    const { daysLeft, workingDaysLeft, total } = overview;
    const { expected, verified, days, deadlines, forecast } = await core.client.campaigns.trend({
      campaign: campaign.id,
    });
    const joinedLater = (await core.client.campaigns.joinedLater({ id: campaign.id })).total;
    const editable = await core.client.campaigns.editable({ id: campaign.id });
    return {
      exitCode: 0,
      json: {
        campaign,
        daysLeft,
        workingDaysLeft,
        total: total.total,
        overdue: total.overdue,
        joinedLater,
        editable,
        trend: { expected, verified, deadlines, days, forecast },
      },
      lines: [
        ...printCampaign(context, campaign, total),
        ...printEditable(words, editable.locked),
        ...(joinedLater > 0 ? [words.joinedLater(joinedLater)] : []),
        ...(campaign.closedAt === null ? printForecast(context, expected - verified, forecast) : []),
      ],
    };
  });
}

export interface CloseOptions {
  reopen: boolean;
  /** Why it is opened again. */
  reason?: string;
}

export async function closeCampaign(
  context: CommandContext,
  idOrName: string,
  { reopen, reason }: CloseOptions,
): Promise<CommandAnswer> {
  if (reopen !== (reason !== undefined) || reason?.trim() === '')
    throw new AppError('USAGE', { detail: context.words.wrong.reopenReason });
  const campaign = await withStore(context, async (core) => {
    const { id } = await findCampaign(core, idOrName);
    if (reason === undefined) return core.client.campaigns.close({ id });
    return core.client.campaigns.reopen({ id, reason });
  });
  return { exitCode: 0, json: { campaign }, lines: printCampaigns(context, [campaign]) };
}

export interface ArchiveOptions {
  unmasked: boolean;
  out: string;
}

export async function archiveCampaign(
  context: CommandContext,
  idOrName: string,
  { unmasked, out }: ArchiveOptions,
): Promise<CommandAnswer> {
  const { path } = outFile(context, out, ['zip']);
  const made = await withStore(context, async (core) => {
    const { id } = await findCampaign(core, idOrName);
    const stream = core.client.campaigns.archive({ id, unmasked }, { signal: context.signal });
    const result = await resultOf(context, stream);
    await saveDownload(core, result.download, path);
    return result;
  });
  const { files, leftOut } = made;
  return {
    exitCode: 0,
    json: { out: path, files, leftOut },
    lines: [context.words.archived(files, basename(path)), ...leftOut.map(context.words.leftOutOfArchive)],
  };
}

import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { CampaignType, LockRule } from '../../../shared/domain/verificationStatus.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findCampaign } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { printCampaigns } from '../print/printCampaigns.ts';
import { readCovered, readPopulation } from '../readWhere.ts';

export interface EditCampaignOptions {
  name?: string;
  deadline?: string;
  type?: CampaignType;
  lock?: LockRule;
  where: string[];
  wholeSchool: boolean;
  check?: string;
  photo?: boolean;
}

/** Edits rules of a campaign, as far as its lock rule lets them be; what is not named stays. */
export async function editCampaign(
  context: CommandContext,
  idOrName: string,
  { name, deadline, type, lock, where, wholeSchool, check, photo }: EditCampaignOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  if (deadline !== undefined && !isDay(deadline))
    throw new AppError('USAGE', { detail: words.wrong.date(deadline) });
  if (wholeSchool && where.length > 0) throw new AppError('USAGE', { detail: words.campaign.whereAndWhole });
  const population = readPopulation(words, where) as Campaign['population'];
  const edit = {
    ...{ name, deadline, type, lockRule: lock, coveredFields: readCovered(words, check), coversPhoto: photo },
    population: wholeSchool || where.length > 0 ? population : undefined,
  };
  if (Object.values(edit).every((value) => value === undefined))
    throw new AppError('USAGE', { detail: words.campaign.nothingToEdit });
  const edited = await withStore(context, async (core) => {
    const { id } = await findCampaign(core, idOrName);
    return core.client.campaigns.update({ id, ...edit });
  });
  return {
    exitCode: 0,
    json: edited,
    lines: [
      words.campaign.edited(edited.changed.map((part) => words.campaign.part[part])),
      ...printCampaigns(context, [edited.campaign]),
    ],
  };
}

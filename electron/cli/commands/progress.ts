import type { ProgressRow } from '../../../shared/contract/campaigns.ts';
import type { Status } from '../../../shared/domain/verificationStatus.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignId } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { printProgress } from '../print/printProgress.ts';

export interface ProgressOptions {
  by: 'college' | 'major' | 'class' | 'counsellor';
  campaign?: string;
}

export async function progress(context: CommandContext, options: ProgressOptions): Promise<CommandAnswer> {
  const { by } = options;
  const answer = await withStore(context, async (core) => {
    const campaign = await campaignId(core, options.campaign);
    return core.client.campaigns.progress({ campaign, by });
  });
  return {
    exitCode: 0,
    json: {
      campaign: answer.campaign,
      by,
      at: new Date(answer.at).toISOString(),
      total: named(answer.total),
      rows: answer.rows.map(named),
    },
    lines: printProgress(context, answer),
  };
}

const zh = createText('zh');

/** Statuses go by the words of the field, as everywhere on the command line. */
function named({ group, total, statuses, overdue, due }: ProgressRow): object {
  const counts = Object.entries(statuses).map(([status, count]) => [zh.status(status as Status), count]);
  return { group, total, statuses: Object.fromEntries(counts), overdue, due };
}

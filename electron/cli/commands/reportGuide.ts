import { basename } from 'node:path';
import { GUIDE_FORMATS } from '../../../shared/contract/guides.ts';
import type { GuidePart } from '../../../shared/domain/guideText.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { campaignOrCurrent } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { resultOf } from '../resultOf.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface GuideOptions {
  campaign?: string;
  /** Which guides, in this order; none: that of the kind of campaign, and what to do when something goes wrong. */
  guide: GuidePart[];
  /** Language of the guides. */
  guideLang: 'zh' | 'en';
  out: string;
}

/** Guides for students, as the office has them, into a PDF, Markdown or a text for a chat. */
export async function reportGuide(
  context: CommandContext,
  { campaign: named, guide, guideLang: lang, out }: GuideOptions,
): Promise<CommandAnswer> {
  const { words, signal } = context;
  const { path, format } = outFile(context, out, GUIDE_FORMATS);
  const made = await withStore(context, async (core) => {
    const campaign = await campaignOrCurrent(core, named);
    const type = (await core.client.campaigns.list()).find(({ id }) => id === campaign)?.type;
    const steps: GuidePart =
      type === undefined || type === 'graduation-photo' ? 'graduation-photo' : 'record';
    const parts = guide.length > 0 ? guide : [steps, 'troubles' as const];
    const result = await resultOf(
      context,
      core.client.guides.create({ lang, campaign, parts, format }, { signal }),
    );
    await saveDownload(core, result.download, path);
    return { ...result, parts };
  });
  const { sheets, pages, cannotPrint, parts } = made;
  const lines = [words.reportMade(sheets, basename(path))];
  const json = { kind: 'guide', guides: parts, out: path, format, sheets, pages, cannotPrint };
  return { exitCode: 0, json, lines };
}

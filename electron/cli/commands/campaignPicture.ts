import { basename } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import type { PictureKind } from '../../../shared/domain/pictureKinds.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { findCampaign } from '../findCampaign.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';
import { outFile, saveDownload } from '../saveDownload.ts';

export interface PictureOptions {
  kind: PictureKind;
  college?: string;
  days: number;
  out: string;
}

/** Lines of what a picture says: a school has thousands of classes. */
const MOST_LINES = 40;

/** Saves a picture of a campaign, and says what it shows. */
export async function campaignPicture(
  context: CommandContext,
  idOrName: string,
  { kind, college, days, out }: PictureOptions,
): Promise<CommandAnswer> {
  const { path, format } = outFile(context, out, ['svg', 'png']);
  const table = await withStore(context, async (core) => {
    const { campaigns } = core.client;
    const { id } = await findCampaign(core, idOrName);
    if (college !== undefined) {
      const { items } = await campaigns.deadlines({ campaign: id });
      if (!items.some(({ collegeName }) => collegeName === college))
        throw new AppError('NOT_FOUND', { what: 'college' });
    }
    const { language } = context.text;
    const asked = { campaign: id, picture: kind, college: college ?? null, days, format, language };
    const made = await campaigns.picture(asked);
    await saveDownload(core, made.download, path);
    return made.table;
  });
  const shown = table.rows.slice(0, MOST_LINES);
  return {
    exitCode: 0,
    json: { out: path, ...table },
    lines: [
      ...alignTable(
        table.head,
        shown.map((row) => row.map(printable)),
      ),
      ...(shown.length < table.rows.length ? ['…'] : []),
      context.words.pictureMade(basename(path)),
    ],
  };
}

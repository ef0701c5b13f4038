import { resolve } from 'node:path';
import { REPORT_OUTCOMES } from '../../../shared/domain/mailReturn.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { printable } from '../print/printable.ts';
import { resultOf } from '../resultOf.ts';

/**
 * Reads messages that tell of mails that came back, and records them. 1 where something of it needs a person: a mail
 * came back, a message cannot be read, or it is not clear which mail it is about.
 */
export async function readReturns(
  context: CommandContext,
  paths: readonly string[],
  dryRun: boolean,
): Promise<CommandAnswer> {
  const { words, text, signal } = context;
  const { read, recorded } = await withStore(context, async (core) => {
    const files: string[] = [];
    for (const path of paths) files.push((await core.offerPath(resolve(path))).file);
    const read = await resultOf(context, core.client.mail.readReturns({ files }, { signal }));
    const isRecorded = !dryRun && (read.counts.returned ?? 0) > 0;
    const recorded = isRecorded ? await core.client.mail.recordReturns({ plan: read.plan }) : null;
    return { read, recorded };
  });
  const { counts, total, items } = read;
  const columns = words.mail.messageColumns;
  const rows = items.map(({ file, place, outcome, cause, mail, address, reply }) => [
    printable(place === 0 ? file : `${file} #${place}`),
    text.mail.report(outcome),
    cause === null ? '' : text.mail.problem(`returned-${cause}`).message,
    printable(mail === null ? address : `${mail.recipient} <${address}>`),
    printable(reply),
  ]);
  return {
    exitCode: (['returned', 'several', 'unreadable'] as const).some((one) => (counts[one] ?? 0) > 0) ? 1 : 0,
    json: {
      total,
      counts,
      items: items.map(({ at, ...item }) => ({
        ...item,
        at: at === null ? null : new Date(at).toISOString(),
      })),
      recorded,
    },
    lines: [
      words.mail.readMessages(total),
      ...alignTable([columns.file, columns.outcome, columns.cause, columns.recipient, columns.reply], rows),
      REPORT_OUTCOMES.filter((one) => (counts[one] ?? 0) > 0)
        .map((one) => `${text.mail.report(one)} ${counts[one]}`)
        .join(', '),
      ...(recorded
        ? [words.mail.recorded(recorded.mails, recorded.addresses, recorded.students, recorded.batch)]
        : dryRun
          ? []
          : [words.mail.nothingReturned]),
    ],
  };
}

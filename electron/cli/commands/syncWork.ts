import type { RefusedWork, SentWork } from '../../../shared/contract/sync.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';

/** Of each kind. */
const LISTED = 200;

/** What waits and what was refused, each with the number by which the hub knows it too. Exit code 1: something was refused that nobody has looked at. */
export function listSyncWork(context: CommandContext): Promise<CommandAnswer> {
  const { sync: said } = context.words;
  return withStore(context, async ({ client }) => {
    const page = { offset: 0, limit: LISTED };
    const [waiting, refused] = await Promise.all([client.sync.waiting(page), client.sync.refused(page)]);
    const more = (total: number) => (total > LISTED ? [said.more(total - LISTED)] : []);
    const lines = [
      ...(waiting.total === 0 ? [] : [said.waitingTitle(waiting.total)]),
      ...waiting.items.map((item) => lineOf(item, context)),
      ...more(waiting.total),
      ...(refused.total === 0 ? [] : [said.refusedTitle(refused.total)]),
      ...refused.items.map((item) => `${lineOf(item, context)}${context.text.work.refusedWhy(item.why)}`),
      ...more(refused.total),
    ];
    return {
      exitCode: refused.items.some(({ seen }) => !seen) ? 1 : 0,
      json: { waiting: listed(waiting), refused: listed(refused) },
      lines: lines.length === 0 ? [said.nothingSent] : lines,
    };
  });
}

function lineOf({ trace, mid, name, actor, at, rows }: SentWork, { words, text }: CommandContext): string {
  return words.sync.work({
    trace: trace ?? String(mid),
    did: text.work.did(name),
    actor,
    at: at === null ? null : formatTime(at),
    rows,
  });
}

function listed<Item extends SentWork | RefusedWork>({
  items,
  total,
}: {
  items: Item[];
  total: number;
}): object {
  return {
    total,
    items: items.map(({ at, ...item }) => ({ ...item, at: at === null ? null : new Date(at).toISOString() })),
  };
}

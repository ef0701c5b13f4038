import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { isDay } from '../../../shared/domain/isDay.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { alignTable } from '../print/alignTable.ts';
import { formatTime } from '../print/formatTime.ts';

export interface CounterListOptions {
  /** YYYY-MM-DD, in Beijing; absent: from the first on. */
  since?: string;
  limit: number;
}

const BEIJING_OFFSET = '+08:00';

/** Who checked their record at the counter, newest first, those taken back included. The signature is never among it. */
export async function listCounter(
  context: CommandContext,
  { since, limit }: CounterListOptions,
): Promise<CommandAnswer> {
  const { words } = context;
  if (since !== undefined && !isDay(since)) throw new AppError('USAGE', { detail: words.wrong.date(since) });
  const from = since === undefined ? null : Date.parse(`${since}T00:00:00${BEIJING_OFFSET}`);
  const { total, items } = await withStore(context, (core) =>
    core.client.counter.visits({ since: from, limit }),
  );
  const rows = items.map((visit) => [
    formatTime(visit.at),
    visit.student.studentNo ?? '',
    visit.student.name ?? '',
    visit.student.className ?? '',
    words.counter.verdict[visit.verdict],
    words.counter.signed[visit.signed],
    visit.undone ? words.counter.undone : visit.stale ? words.counter.stale : '',
  ]);
  return {
    exitCode: 0,
    json: {
      total,
      items: items.map(({ at, startedAt, ...visit }) => ({
        ...visit,
        at: new Date(at).toISOString(),
        startedAt: new Date(startedAt).toISOString(),
        day: beijingDay(at),
      })),
    },
    lines: [...(rows.length > 0 ? alignTable(words.counter.head, rows) : []), words.counter.total(total)],
  };
}

import { AppError } from '../../../shared/domain/errors.ts';
import { parseWorkTrace, workTrace } from '../../../shared/domain/workTrace.ts';
import { refusedWhy } from '../../core/sync/refusedWhy.ts';
import type { TracedWork } from '../../hub/tracedWork.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import type { HubOptions } from '../hubPlaceOf.ts';
import { formatTime } from '../print/formatTime.ts';
import { withHub } from './hub.ts';

/** Of those that are kept. */
const LISTED = 200;

/** What became of one thing that was done at a computer. Exit code 1: it is not here, waits for the rest, or was refused. */
export async function traceHubWork(
  context: CommandContext,
  options: HubOptions,
  typed: string,
): Promise<CommandAnswer> {
  const { traceWork } = await import('../../hub/tracedWork.ts');
  const { words } = context;
  const trace = parseWorkTrace(typed);
  if (trace === null) throw new AppError('USAGE', { detail: words.hub.noTrace(typed) });
  const traced = await withHub(context, options, ({ db }) => traceWork(db, trace));
  const shown = workTrace(trace.letters, trace.mid)!;
  if (traced.found === 'no-device')
    return {
      exitCode: 1,
      json: { trace: shown, ...traced },
      lines: [words.hub.traceOfNobody(trace.letters)],
    };
  if (traced.found === 'never') {
    const { device, lastMid } = traced;
    return {
      exitCode: 1,
      json: { trace: shown, ...traced },
      lines: [
        words.hub.neverCame({ trace: shown, name: device.name, last: workTrace(trace.letters, lastMid)! }),
      ],
    };
  }
  const { work } = traced;
  return {
    exitCode: work.state === 'waits' || work.state === 'rejected' || work.isKept ? 1 : 0,
    json: { trace: shown, found: 'work', work: jsonOf(work) },
    lines: [lineOf(work, context)],
  };
}

/** What was refused and is kept, newest first. Exit code 1: there is something. */
export async function listKeptWork(context: CommandContext, options: HubOptions): Promise<CommandAnswer> {
  const { listKept } = await import('../../hub/tracedWork.ts');
  const { hub: said } = context.words;
  const { items, total } = await withHub(context, options, ({ db }) =>
    listKept(db, { offset: 0, limit: LISTED }),
  );
  return {
    exitCode: total > 0 ? 1 : 0,
    // What was typed, and of whom, is for the page, which masks it.
    json: { total, items: items.map(jsonOf) },
    lines:
      total === 0
        ? [said.keepsNothing]
        : [
            said.keeps(total),
            ...items.map((work) => lineOf(work, context)),
            ...(total > LISTED ? [context.words.sync.more(total - LISTED)] : []),
          ],
  };
}

function lineOf(
  { device, mid, name, at, rows, state, why, seq }: TracedWork,
  { words, text }: CommandContext,
): string {
  return words.hub.traced({
    ...{ trace: workTrace(device.letters, mid) ?? String(mid), device: device.name, rows, seq, state },
    did: text.work.did(name),
    at: formatTime(at),
    why: why === null ? null : text.work.refusedWhy(refusedWhy(why)),
  });
}

function jsonOf<Work extends TracedWork>({ at, ...work }: Work): object {
  return {
    ...{ trace: workTrace(work.device.letters, work.mid), at: new Date(at).toISOString() },
    ...work,
  };
}

import type { Core, CoreOptions, Log } from '../../electron/core/core.ts';
import { createCore } from '../../electron/core/createCore.ts';
import { hostMeans } from '../../electron/core/encryption/hostMeans.ts';
import { readyStore } from '../../electron/core/encryption/readyStore.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';

/** A log that fails the test when the program reports a fault of its own. */
export const strictLog: Log = {
  info: () => undefined,
  error: (event, error) => {
    throw new Error(`The program reported a fault: ${event}`, { cause: error });
  },
};

/** A real core on a real data folder, with a clock that may be set. */
export async function openCore(
  dataDir: string,
  clock = systemClock,
  more: Partial<CoreOptions> = {},
): Promise<Core> {
  const { key } = await readyStore(dataDir, hostMeans(null), {
    clock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return createCore({ dataDir, key, clock, ids: uuidIds, log: strictLog, actor: '测试员', ...more });
}

/** The result at the end of a stream of progress. */
export async function resultOf<Result>(
  stream: AsyncIterable<{ type: 'progress' } | { type: 'done'; result: Result }>,
): Promise<Result> {
  for await (const event of stream) if (event.type === 'done') return event.result;
  throw new Error('The stream ended without a result');
}

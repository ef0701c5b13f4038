import type { ProgressEvent } from '../../shared/contract/progress.ts';

type Told = Omit<ProgressEvent, 'type'>;
/** A window needs no more than this many reports a second. */
const REPORT_EVERY_MS = 80;

/**
 * Long work as the contract's stream: some `progress`, then `done`. When whoever reads the stream stops, or
 * the call is aborted, the work's signal is aborted, and the stream ends once the work has stopped.
 */
export async function* progressStream<Result>(
  work: (onProgress: (event: Told) => void, signal: AbortSignal) => Promise<Result>,
  outer: AbortSignal | undefined,
): AsyncGenerator<ProgressEvent | { type: 'done'; result: Result }> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  let latest: Told | null = null;
  let wake: () => void = () => undefined;
  const running = { done: false };
  const promise = work((event) => {
    latest = event;
    wake();
  }, controller.signal).finally(() => {
    running.done = true;
    wake();
  });
  // Its failure is told by the await below; until then it is nobody's unhandled rejection.
  promise.catch(() => undefined);
  let lastReport = 0;
  try {
    while (!running.done) {
      if (latest === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const event: Told = latest;
      latest = null;
      const now = performance.now();
      if (now - lastReport < REPORT_EVERY_MS) continue;
      lastReport = now;
      yield { type: 'progress', ...event };
    }
    yield { type: 'done', result: await promise };
  } finally {
    outer?.removeEventListener('abort', abort);
    if (!running.done) {
      abort();
      await promise.catch(() => undefined);
    }
  }
}

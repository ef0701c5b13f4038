import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { isCancelled } from '../ui/errorParts.ts';
import { useTasks } from './tasks.ts';

/** What a `progressOr(…)` procedure answers with. */
export type TaskEvents<Result> = AsyncIterable<ProgressEvent | { type: 'done'; result: Result }>;

export type TaskEnd<Result> =
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; error: unknown }
  | { kind: 'cancelled' };

let nextId = 1;

/**
 * Runs long work, listed in the status line until it ends: also when the page that started it is left. Never throws;
 * says how it ended. Aborting the signal cancels it. `undoes`: it takes something back.
 */
export async function runTask<Result>(
  title: string,
  controller: AbortController,
  run: (signal: AbortSignal) => Promise<TaskEvents<Result>>,
  { onProgress, undoes = false }: { onProgress?: (progress: ProgressEvent) => void; undoes?: boolean } = {},
): Promise<TaskEnd<Result>> {
  const { signal } = controller;
  const id = nextId;
  nextId += 1;
  const { add, report, remove } = useTasks.getState();
  signal.addEventListener('abort', () => report(id, { cancelling: true }));
  add({ id, title, progress: null, cancelling: false, undoes, cancel: () => controller.abort() });
  try {
    for await (const event of await run(signal)) {
      // A result that came is a result, even when it was asked too late to stop.
      if (event.type === 'done') return { kind: 'done', result: event.result };
      if (signal.aborted) break;
      report(id, { progress: event });
      onProgress?.(event);
    }
    return { kind: 'cancelled' };
  } catch (error) {
    return signal.aborted || isCancelled(error) ? { kind: 'cancelled' } : { kind: 'failed', error };
  } finally {
    remove(id);
  }
}

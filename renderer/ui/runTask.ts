import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { useTasks } from '../state/tasks.ts';
import { isCancelled } from './errorParts.ts';
import type { TaskEvents } from './useTask.ts';

export type TaskEnd<Result> =
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; error: unknown }
  | { kind: 'cancelled' };

/**
 * Runs long work that belongs to no single page: it is listed in the status line until it ends. Never throws;
 * says how it ended. Aborting the signal cancels it.
 */
export async function runTask<Result>(
  title: string,
  controller: AbortController,
  run: (signal: AbortSignal) => Promise<TaskEvents<Result>>,
  onProgress: (progress: ProgressEvent) => void,
): Promise<TaskEnd<Result>> {
  const { signal } = controller;
  const id = taskId();
  const { add, report, remove } = useTasks.getState();
  const cancel = () => controller.abort();
  signal.addEventListener('abort', () => report(id, { cancelling: true }));
  add({ id, title, progress: null, cancelling: false, cancel });
  try {
    for await (const event of await run(signal)) {
      // A result that came is a result, even when it was asked too late to stop.
      if (event.type === 'done') return { kind: 'done', result: event.result };
      if (signal.aborted) break;
      report(id, { progress: event });
      onProgress(event);
    }
    return { kind: 'cancelled' };
  } catch (error) {
    return signal.aborted || isCancelled(error) ? { kind: 'cancelled' } : { kind: 'failed', error };
  } finally {
    remove(id);
  }
}

let lastId = 0;

/** Counts down, so that no number is ever one of those that useTask counts up. */
function taskId(): number {
  lastId -= 1;
  return lastId;
}

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { useTasks } from '../state/tasks.ts';
import { isCancelled } from './errorParts.ts';

export type TaskState<Result> =
  | { kind: 'idle' }
  | { kind: 'running'; title: string; progress: ProgressEvent | null; cancelling: boolean }
  | { kind: 'done'; result: Result }
  | { kind: 'failed'; error: unknown }
  | { kind: 'cancelled' };

/** What a `progressOr(…)` procedure answers with. */
export type TaskEvents<Result> = AsyncIterable<ProgressEvent | { type: 'done'; result: Result }>;

export interface Task<Result> {
  state: TaskState<Result>;
  /**
   * Runs it, e.g. `start(title, (signal) => core.imports.plan({ session }, { signal }))`. Answers with the
   * result, or null when it failed or was cancelled (the state says which). Never throws.
   */
  start(title: string, run: (signal: AbortSignal) => Promise<TaskEvents<Result>>): Promise<Result | null>;
  cancel(): void;
  reset(): void;
}

let nextId = 1;

/**
 * Long work with progress and cancel. It is also listed in the status line, and goes on (and can be cancelled
 * from there) when the page that started it is left.
 */
export function useTask<Result>(): Task<Result> {
  const [state, setState] = useState<TaskState<Result>>({ kind: 'idle' });
  const mounted = useRef(true);
  const cancelRef = useRef<() => void>(() => {});

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const start = useCallback(
    async (title: string, run: (signal: AbortSignal) => Promise<TaskEvents<Result>>) => {
      const id = nextId;
      nextId += 1;
      const controller = new AbortController();
      const tasks = useTasks.getState();
      const show = (next: TaskState<Result>) => {
        if (mounted.current) setState(next);
      };
      let progress: ProgressEvent | null = null;
      const cancel = () => {
        if (controller.signal.aborted) return;
        controller.abort();
        tasks.report(id, { cancelling: true });
        show({ kind: 'running', title, progress, cancelling: true });
      };
      cancelRef.current = cancel;
      tasks.add({ id, title, progress: null, cancelling: false, cancel });
      show({ kind: 'running', title, progress: null, cancelling: false });
      try {
        for await (const event of await run(controller.signal)) {
          if (event.type === 'done') {
            show({ kind: 'done', result: event.result });
            return event.result;
          }
          if (controller.signal.aborted) break;
          progress = event;
          tasks.report(id, { progress });
          show({ kind: 'running', title, progress, cancelling: false });
        }
        show({ kind: 'cancelled' });
        return null;
      } catch (error) {
        if (controller.signal.aborted || isCancelled(error)) show({ kind: 'cancelled' });
        else show({ kind: 'failed', error });
        return null;
      } finally {
        tasks.remove(id);
      }
    },
    [],
  );

  const cancel = useCallback(() => cancelRef.current(), []);
  const reset = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, start, cancel, reset };
}

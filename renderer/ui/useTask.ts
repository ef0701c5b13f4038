import { useCallback, useEffect, useRef, useState } from 'react';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { runTask, type TaskEnd, type TaskEvents } from '../state/runTask.ts';

export type TaskState<Result> =
  | { kind: 'idle' }
  | { kind: 'running'; title: string; progress: ProgressEvent | null; cancelling: boolean }
  | TaskEnd<Result>;

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
      const show = (next: TaskState<Result>) => {
        if (mounted.current) setState(next);
      };
      const controller = new AbortController();
      let progress: ProgressEvent | null = null;
      const tell = () => show({ kind: 'running', title, progress, cancelling: controller.signal.aborted });
      const cancelIt = () => {
        controller.abort();
        tell();
      };
      cancelRef.current = cancelIt;
      tell();
      const end = await runTask(title, controller, run, {
        onProgress: (event) => {
          progress = event;
          tell();
        },
      });
      // A late press of its button has nothing to cancel any more.
      if (cancelRef.current === cancelIt) cancelRef.current = () => undefined;
      show(end);
      return end.kind === 'done' ? end.result : null;
    },
    [],
  );

  const cancel = useCallback(() => cancelRef.current(), []);
  const reset = useCallback(() => setState({ kind: 'idle' }), []);
  return { state, start, cancel, reset };
}

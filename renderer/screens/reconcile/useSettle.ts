import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';

export interface Settling {
  /** One thing after the other: what is pressed meanwhile is not taken, since the list is about to move. */
  busy: boolean;
  error: unknown;
  /** Writes something, says it with the way back, and has everything read anew before the next. */
  settle(write: () => Promise<{ batch: string; said: string }>): Promise<boolean>;
  /** Takes back the newest of what was settled on this page, then the one before. */
  undoLast(): Promise<void>;
}

export function useSettle(): Settling {
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const dismiss = useUndo((state) => state.dismiss);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const working = useRef(false);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const batches = useRef<string[]>([]);

  const alone = (work: () => Promise<void>): Promise<boolean> => {
    if (working.current) return Promise.resolve(false);
    working.current = true;
    const run = attempt(work);
    running.current = run;
    return run;
  };
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await work();
      await queryClient.invalidateQueries();
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      working.current = false;
      setBusy(false);
    }
  };
  const takeBack = async (batch: string) => {
    batches.current = batches.current.filter((one) => one !== batch);
    return undoBatch(batch);
  };
  return {
    busy,
    error,
    settle: (write) =>
      alone(async () => {
        const { batch, said } = await write();
        batches.current.push(batch);
        show(said, async () => {
          const kept = await takeBack(batch);
          await queryClient.invalidateQueries();
          return kept;
        });
      }),
    undoLast: async () => {
      // What is still being written is what is to be taken back.
      await running.current;
      const batch = batches.current.at(-1);
      if (batch === undefined) return;
      await alone(async () => {
        dismiss();
        const kept = await takeBack(batch);
        if (kept !== null) show(kept);
      });
    },
  };
}

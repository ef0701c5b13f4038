import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndo } from '../../state/undo.ts';
import { undoBatch, undoNow } from '../../state/undoBatch.ts';

/** What was written and how to say it; null: nothing was, and it was said already why. */
type Written = { batch: string; said: string } | null;

export interface Settling {
  /** Something is being written, or waits for its turn. */
  busy: boolean;
  error: unknown;
  /**
   * Writes something in its turn, after everything that was asked for before, and says it with the way back. Resolves
   * when the list shows it: whether anything was written.
   */
  settle(write: () => Promise<Written>): Promise<boolean>;
  /** Takes back the newest of what was settled on this page, then the one before. Waits its turn too. */
  undoLast(): Promise<void>;
  /** Takes back a batch of before. */
  undo(batch: string, done: string): Promise<void>;
  /** The version of the comparison that was seen, as decisions from here have moved it on since. */
  versionNow(seen: number): number;
  movedOn(from: number, to: number): void;
}

/** One thing after the other, in the order of the keys: none is lost while another is being written. */
export function useSettle(): Settling {
  const { t } = useTranslation('general');
  const queryClient = useQueryClient();
  const show = useUndo((state) => state.show);
  const dismiss = useUndo((state) => state.dismiss);
  const [waiting, setWaiting] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const batches = useRef<string[]>([]);
  const versions = useRef(new Map<number, number>());

  const inTurn = async (work: () => Promise<boolean>): Promise<boolean> => {
    setWaiting((count) => count + 1);
    const turn = async (before: Promise<unknown>, isLast: () => boolean) => {
      await before;
      setError(null);
      try {
        return await work();
      } catch (failure) {
        setError(failure);
        return false;
      } finally {
        // Where more is waiting the list is read once, after all of it.
        if (isLast()) await queryClient.invalidateQueries();
        setWaiting((count) => count - 1);
      }
    };
    const mine: Promise<boolean> = turn(line.current, () => line.current === mine);
    line.current = mine;
    const done = await mine;
    for (let last: unknown = null; last !== line.current; ) {
      last = line.current;
      await last;
    }
    return done;
  };
  const takeBack = async (batch: string) => {
    const kept = await undoBatch(batch);
    batches.current = batches.current.filter((one) => one !== batch);
    return kept;
  };
  /** From the bar, which waits for no turn: the lists are read again here. */
  const offered = (batch: string) => async () => {
    const kept = await takeBack(batch);
    await queryClient.invalidateQueries();
    return kept;
  };
  return {
    busy: waiting > 0,
    error,
    settle: (write) =>
      inTurn(async () => {
        const written = await write();
        if (written === null) return false;
        const { batch, said } = written;
        batches.current.push(batch);
        show(said, offered(batch));
        return true;
      }),
    undoLast: async () => {
      await inTurn(async () => {
        const batch = batches.current.at(-1);
        if (batch === undefined) return false;
        dismiss();
        return undoNow(() => takeBack(batch), t('undo.done'), offered(batch));
      });
    },
    undo: async (batch, done) => {
      await inTurn(() => undoNow(() => takeBack(batch), done, offered(batch)));
    },
    versionNow: (seen) => {
      let now = seen;
      for (let next = versions.current.get(now); next !== undefined; next = versions.current.get(now))
        now = next;
      return now;
    },
    movedOn: (from, to) => {
      if (from !== to) versions.current.set(from, to);
    },
  };
}

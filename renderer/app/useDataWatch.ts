import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { core, orpc } from '../rpc/core.ts';
import { useWindowLock } from '../state/windowLock.ts';

/** Wait before the stream is opened again, ms: doubling, so that a core that restarts is not pestered. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Listens for commits, whoever made them, and asks again for everything shown when there was one.
 * `changedAt`: when this window last learned of a change (epoch ms), null until then.
 */
export function useDataWatch(): { changedAt: number | null; connected: boolean } {
  const queryClient = useQueryClient();
  const [changedAt, setChangedAt] = useState<number | null>(null);
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const controller = new AbortController();
    let known: number | null = null;
    let wait = FIRST_WAIT_MS;

    const listen = async () => {
      while (!controller.signal.aborted) {
        try {
          for await (const { dataVersion } of await core.admin.watch(undefined, {
            signal: controller.signal,
          })) {
            wait = FIRST_WAIT_MS;
            setConnected(true);
            if (known !== null && dataVersion !== known) {
              setChangedAt(Date.now());
              const isLocked = useWindowLock.getState().locked;
              void queryClient.invalidateQueries(isLocked ? { queryKey: orpc.people.me.queryKey() } : {});
            }
            known = dataVersion;
          }
        } catch {
          // Whatever ended the stream, the answer is the same: say so and open it again.
          if (!controller.signal.aborted) setConnected(false);
        }
        if (controller.signal.aborted) return;
        await pause(wait, controller.signal);
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    };
    void listen();
    return () => controller.abort();
  }, [queryClient]);

  return { changedAt, connected };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    });
  });
}

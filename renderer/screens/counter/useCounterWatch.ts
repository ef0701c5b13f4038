import { useEffect, useState } from 'react';
import type { CounterState } from '../../../shared/contract/counter.ts';
import { core } from '../../rpc/core.ts';

const RETRY_MS = 1_000;

/** How the counter stands, as it changes; null: not known (yet). */
export function useCounterWatch(): CounterState | null {
  const [state, setState] = useState<CounterState | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer = 0;
    const listen = async () => {
      try {
        for await (const next of await core.counter.watch(undefined, { signal })) setState(next);
      } catch {
        // The status line tells of a core that is gone; here there is then nothing to show.
        if (!signal.aborted) setState(null);
      }
      if (!signal.aborted) timer = window.setTimeout(() => void listen(), RETRY_MS);
    };
    void listen();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, []);
  return state;
}

import { useEffect, useState } from 'react';
import type { ShownRecord } from '../../shared/contract/counterWindow.ts';
import { counterCore } from '../rpc/counterCore.ts';
import { errorParts } from '../ui/errorParts.ts';

export type WindowScreen =
  | { at: 'waiting'; school: string }
  | { at: 'record'; record: ShownRecord }
  /** The window was shut. */
  | { at: 'closed' }
  /** The program is not there. */
  | { at: 'lost' };

const RETRY_MS = 1_000;

/** What the core says is to be shown now. When it can't be asked any more nothing of a student stays on the page. */
export function useCounterScreen(): WindowScreen {
  const [screen, setScreen] = useState<WindowScreen>({ at: 'waiting', school: '' });

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer = 0;
    let holding: string | null = null;
    let failures = 0;

    const listen = async () => {
      try {
        for await (const next of await counterCore.watch({ holding }, { signal })) {
          failures = 0;
          holding = next.at === 'record' ? next.record.visit : null;
          setScreen(next);
        }
      } catch (error) {
        if (signal.aborted) return;
        if (errorParts(error)?.code === 'COUNTER_REFUSED') {
          setScreen({ at: 'closed' });
          // A window of the desktop program goes; a browser may leave its tab, which then says why.
          window.close();
          return;
        }
        failures++;
        if (failures > 1) {
          holding = null;
          setScreen({ at: 'lost' });
        }
      }
      if (!signal.aborted) timer = window.setTimeout(() => void listen(), failures === 0 ? 0 : RETRY_MS);
    };
    void listen();
    return () => {
      controller.abort();
      window.clearTimeout(timer);
    };
  }, []);

  return screen;
}

import { useEffect } from 'react';
import type { Me } from '../../shared/contract/people.ts';
import { core } from '../rpc/core.ts';
import { keepMe } from '../state/useMe.ts';

const MINUTE_MS = 60_000;
/** The core is told of use no more often than this: it locks by what it was told last, and so does the window. */
const TELL_EVERY_MS = 10_000;
const USES = ['keydown', 'pointerdown', 'wheel'] as const;

/** Tells the core that the window is in use, and locks it once nobody uses it. */
export function useIdleLock(me: Me | null): void {
  const isOpen = me?.person != null && me.held === null;
  const minutes = me?.lockAfter ?? 0;
  useEffect(() => {
    if (!isOpen || minutes === 0) return;
    let told = Date.now();
    let timer = 0;
    // Whatever fails is told by the next question of the window.
    const lock = () => void core.people.lock().then(keepMe, () => undefined);
    const wait = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(lock, minutes * MINUTE_MS);
    };
    const use = () => {
      if (Date.now() - told < TELL_EVERY_MS) return;
      told = Date.now();
      void core.people.touch().catch(() => undefined);
      wait();
    };
    wait();
    for (const name of USES) window.addEventListener(name, use, { capture: true, passive: true });
    return () => {
      window.clearTimeout(timer);
      for (const name of USES) window.removeEventListener(name, use, { capture: true });
    };
  }, [isOpen, minutes]);
}

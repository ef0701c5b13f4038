import { randomInt } from 'node:crypto';
import type { SyncTimes } from './keeperNeeds.ts';

const STEPS = 2 ** 32;

/** Of the computer. A wait keeps no program open. */
export const systemTimes: SyncTimes = {
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
  random: () => randomInt(STEPS) / STEPS,
};

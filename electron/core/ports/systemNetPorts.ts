import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { NetPorts } from '../../sync/net/netPorts.ts';

export const systemNetPorts: NetPorts = {
  now: () => Date.now(),
  random: () => randomBytes(16).toString('hex'),
  async delay(ms, signal) {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};

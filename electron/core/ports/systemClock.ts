import type { Clock } from '../core.ts';

export const systemClock: Clock = { now: () => Date.now() };

import type { OutcomeKind } from '../sync/protocol/syncedMutation.ts';

/** Milliseconds, of the last thousand. */
export interface Spread {
  count: number;
  p50: number;
  p99: number;
  most: number;
}

/** What one process of a hub has done since it began (`since`, epoch ms), as it stood at `at`. Nothing of anybody. */
export interface ProcessCounts {
  since: number;
  at: number;
  pushes: Spread;
  /** From being asked until the log was its own to write (lockPartition). */
  lockWaits: Spread;
  /** What became of mutations; waiting: for the rest of their commit. */
  mutations: Partial<Record<OutcomeKind | 'waiting', number>>;
  /** How often devices were told to begin anew, by reason. */
  resets: Record<string, number>;
  images: number;
  /** How often somebody came under the name of another. */
  clones: number;
}

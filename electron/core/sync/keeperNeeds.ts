import type { WriteDb } from '../../db/database.ts';
import type { DataKey } from '../../security/dataKey.ts';
import type { LocalFiles } from '../../sync/client/SyncFiles.ts';
import type { ErasureOnWire } from '../../sync/protocol/erasures.ts';
import type { Log } from '../core.ts';
import type { Turns } from '../Turns.ts';

/** Waits, and chance between 0 and 1. */
export interface SyncTimes {
  wait(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
}

/** What keeps an open store with its hub is given (SyncKeeper). */
export interface KeeperNeeds {
  db: WriteDb;
  /** Where the store is, and what opens it: what comes in bulk is taken by a thread of its own. */
  dataDir: string;
  key: DataKey | null;
  clock: { now(): number };
  log: Log;
  writes: Turns;
  blobs: LocalFiles;
  times: SyncTimes;
  /** Takes students out of the store, as an erasure that was done at another desk. */
  erase(numbers: number[], erasure: ErasureOnWire): Promise<void>;
  /** A round did not reach the hub; one did: of desks that exchange through a folder as well. */
  unreached(signal: AbortSignal): Promise<void>;
  reached(): Promise<void>;
  /** The windows are told that something is to be shown anew. */
  changed(): void;
  /** Students left whom the log does not name any more: what was read of it before is to be read anew. */
  purged(): void;
}

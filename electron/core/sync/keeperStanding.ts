import type { AppError } from '../../../shared/domain/errors.ts';
import type { Step } from '../../sync/client/SyncClient.ts';
import { refusalOf } from '../../sync/net/hubTrouble.ts';
import type { BulkProgress } from './BulkSync.ts';
import type { HubPlace, HubStanding } from './HubDoor.ts';

export type StoppedWhy = Exclude<Extract<Step, { kind: 'stopped' }>['why'], 'two-hubs'>;

/** A hub that does not even open a session says so with an error; null: another one. */
export function stoppedBy(error: unknown): StoppedWhy | null {
  const code = refusalOf(error);
  if (code === 'device-revoked') return 'revoked';
  return code === 'device-unknown' ? 'unknown-device' : null;
}

export interface KeeperState {
  place: HubPlace | null;
  phase: 'none' | 'asking' | 'working' | 'synced' | 'offline' | 'stopped';
  why: StoppedWhy | null;
  trouble: AppError | null;
  lastOkAt: number | null;
  standing: HubStanding | null;
  /** How far the hub’s clock is ahead, ms, where that is worth saying. */
  skewMs: number | null;
  /** Since when nothing goes on although the hub answers, epoch ms. */
  stuckSince: number | null;
  /** Of a step that takes long; null: there is none. */
  progress: BulkProgress | null;
}

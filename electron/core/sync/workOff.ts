import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { WriteDb } from '../../db/database.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { applyDelta, changesOf, MissedEntry } from '../../sync/client/applyDelta.ts';
import { applyImage, type ImageToTake } from '../../sync/client/applyImage.ts';
import { rowsOfFile } from '../../sync/client/imageRows.ts';
import { joinHub } from '../../sync/client/joinHub.ts';
import { purgeRounds } from '../../sync/client/purgeLeft.ts';
import { DamagedImage } from '../../sync/protocol/imageFrames.ts';
import type { Delta } from '../../sync/protocol/pulled.ts';

/** What a desk does in bulk for its hub, beside the thread that answers people. */
export type SyncTask =
  /** Begins anew with an image that was fetched to `path`. */
  | { kind: 'image'; taking: ImageToTake; path: string }
  /** Takes a pull of very many changes. */
  | { kind: 'delta'; delta: Delta }
  | { kind: 'join'; device: string }
  /** Takes what left off the disk, but for files. */
  | { kind: 'purge'; at: number };
export type SyncJob = SyncTask & { dataDir: string; key: DataKey | null };
/** `missed`: what came does not follow on what is here, and nothing was taken. */
export type SyncJobResult = Awaited<ReturnType<typeof purgeRounds>> | 'missed' | null;

export interface Heeding {
  /** May throw: then nothing of the step was done. */
  heed(stage: ProgressEvent['stage'], done: number, total: number | null): void;
}

/** Errors: SYNC_REFUSED (an image that does not open), STORE_DAMAGED and its like. */
export function workOff(db: WriteDb, task: SyncTask, { heed }: Heeding): SyncJobResult {
  switch (task.kind) {
    case 'image': {
      const { taking, path } = task;
      const { file } = taking.image;
      const source = rowsOfFile(path, file!);
      try {
        applyImage(db, taking, source, (done) => heed('save', done, source.rows));
      } catch (error) {
        if (error instanceof DamagedImage)
          throw new AppError('SYNC_REFUSED', { case: 'hash' }, { cause: error });
        throw error;
      }
      return null;
    }
    case 'delta': {
      const { delta } = task;
      const total = changesOf(delta);
      try {
        applyDelta(db, delta, (done) => heed('save', done, total));
      } catch (error) {
        if (error instanceof MissedEntry) return 'missed';
        throw error;
      }
      return null;
    }
    case 'join':
      joinHub(db, task.device, (done) => heed('read', done, null));
      return null;
    case 'purge':
      return purgeRounds(db, task.at, (rows) => heed('write', rows, null));
  }
}

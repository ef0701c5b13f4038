import { isAbsolute } from 'node:path';
import type { UpdateStatus } from '../../../shared/contract/updates.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { readUpdateState, saveUpdateState } from '../../update/keptUpdates.ts';
import { findRelease, RELEASE_KEYS, takeUpdate } from '../../update/updates.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function updatesRouter(procedures: Procedures, services: Services) {
  const { dataDir } = services;
  const needs = { dataDir, running: PROGRAM_VERSION, keys: RELEASE_KEYS };

  const status = async (): Promise<UpdateStatus> => {
    const { folder, ready, previous } = readUpdateState(dataDir);
    const known = {
      running: PROGRAM_VERSION,
      folder,
      ready: ready?.version ?? null,
      previous: previous?.version ?? null,
    };
    if (folder === '') return { ...known, latest: null, problem: null };
    try {
      const { latest, standing, notes } = await findRelease(folder, needs);
      return { ...known, latest: { version: latest, standing, notes }, problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ...known, latest: null, problem: { code: error.code, params: error.params } };
    }
  };

  return {
    status: procedures.updates.status.handler(status),
    saveFolder: procedures.updates.saveFolder.handler(({ input: { folder } }) => {
      if (folder !== '' && !isAbsolute(folder)) throw new AppError('UPDATE_REFUSED', { case: 'folder' });
      saveUpdateState(dataDir, { ...readUpdateState(dataDir), folder });
      return status();
    }),
    take: procedures.updates.take.handler(({ signal }) =>
      stream(
        progressStream(async (onProgress, signal) => {
          const { folder } = readUpdateState(dataDir);
          await takeUpdate(folder, needs, {
            onProgress: (done, total) => onProgress({ stage: 'read', done, total }),
            signal,
          });
          return status();
        }, signal),
        services,
      ),
    ),
  };
}

import { AppError } from '../../../shared/domain/errors.ts';
import { connect } from '../../db/openDatabase.ts';
import { previewRestore } from '../backup/previewRestore.ts';
import { askForRestore, forgetPrepared, preparedStore, prepareRestore } from '../backup/restoreBackup.ts';
import { isScoped } from '../scoped.ts';
import type { Services } from '../services.ts';
import { type Procedures, streamOf } from './answer.ts';

export function backupsRouter(procedures: Procedures, services: Services) {
  const { backups, dataDir, key, db } = services;
  const seenState = () => {
    const { state } = backups;
    const isTold = !isScoped() || state.lastGood === null;
    return isTold ? state : { ...state, lastGood: { ...state.lastGood!, students: null } };
  };
  return {
    state: procedures.backups.state.handler(seenState),
    list: procedures.backups.list.handler(() => backups.list()),
    savePlan: procedures.backups.savePlan.handler(({ input }) => backups.savePlan(input)),
    make: procedures.backups.make.handler(({ signal }) =>
      streamOf(services, signal, (running) => backups.make('manual', running)),
    ),
    prepareRestore: procedures.backups.prepareRestore.handler(({ input, signal }) =>
      streamOf(services, signal, async (running) => {
        // A path of the list, and no other: a window names nothing else on this computer.
        const chosen = (await backups.list()).find(({ path }) => path === input.path);
        if (!chosen) throw new AppError('NOT_FOUND', { what: 'backup' });
        await prepareRestore(dataDir, key, chosen.path, running);
        const then = connect(preparedStore(dataDir)!, key);
        try {
          return { at: chosen.at, reason: chosen.reason, ...previewRestore(db, then) };
        } finally {
          then.raw.close();
        }
      }),
    ),
    restore: procedures.backups.restore.handler(async () => {
      await askForRestore(dataDir, key, { by: services.auditActor, at: services.clock.now() });
      // After this answer has left.
      setImmediate(() => services.reopen());
      return {};
    }),
    forgetPrepared: procedures.backups.forgetPrepared.handler(() => {
      forgetPrepared(dataDir);
      return {};
    }),
  };
}

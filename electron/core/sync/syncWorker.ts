import { join } from 'node:path';
import { connect, STORE_FILE } from '../../db/openDatabase.ts';
import { answerThread } from '../workThread.ts';
import { type SyncJob, type SyncJobResult, workOff } from './workOff.ts';

/**
 * A thread of its own for what a hub sends in bulk, with its own connection to the store that the core has open: whoever
 * looks something up meanwhile is answered. It is started in the turn of a writer.
 */
await answerThread<SyncJob, SyncJobResult>(async ({ dataDir, key, ...task }, { signal, onProgress }) => {
  const db = connect(join(dataDir, STORE_FILE), key);
  // Pages of a million rows are written once rather than whenever there is no room for them.
  db.raw.pragma('cache_size = -262144');
  db.raw.pragma('wal_autocheckpoint = 0');
  try {
    return workOff(db, task, {
      heed(stage, done, total) {
        signal.throwIfAborted();
        onProgress({ stage, done, total });
      },
    });
  } finally {
    // The commit is safe without it; done here it keeps nobody else waiting.
    db.raw.pragma('wal_checkpoint(PASSIVE)');
    db.raw.close();
  }
});

/**
 * A process that works in a data folder until it is killed. It loads everything first, says so, and waits to be told
 * what to do; what it has committed it says at once, so that whoever kills it knows what must be there.
 */

import { join } from 'node:path';
import { restoreBackup } from '../../electron/core/backup/restoreBackup.ts';
import { writeBackup } from '../../electron/core/backup/writeBackup.ts';
import type { Core } from '../../electron/core/core.ts';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { migrate } from '../../electron/db/migrate.ts';
import { migrations } from '../../electron/db/migrations/index.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { resultOf } from '../harness/openCore.ts';
import { runImport, undoImport } from '../harness/runImport.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { type Acknowledged, extraSteps, type Job } from './faultJobs.ts';
import { openFaultCore } from './openFaultCore.ts';

const say = (message: { kind: 'ready' } | { kind: 'done' } | { kind: 'kept'; what: Acknowledged }) =>
  process.send!(message);
const kept = (what: Acknowledged): void => {
  say({ kind: 'kept', what });
};
const running = { signal: new AbortController().signal, onProgress: () => undefined };

process.once('message', (job: Job) => {
  void work(job).then(
    () => say({ kind: 'done' }),
    (error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      process.exit(1);
    },
  );
});
say({ kind: 'ready' });

async function work(job: Job): Promise<void> {
  switch (job.kind) {
    case 'migrate': {
      const db = connect(join(job.dataDir, STORE_FILE), STORE_KEY);
      migrate(db, {
        isNew: false,
        backupDir: join(job.dataDir, 'backups'),
        steps: [...migrations, ...extraSteps(migrations.length)],
      });
      kept({ kind: 'schema', version: migrations.length + extraSteps(migrations.length).length });
      db.raw.close();
      return;
    }
    case 'zip': {
      await writeBackup(job.dataDir, STORE_KEY, job.file, { clock: systemClock, ...running });
      return kept({ kind: 'file', path: job.file });
    }
    case 'restore': {
      await restoreBackup(job.dataDir, STORE_KEY, job.file, { clock: systemClock, ...running });
      return kept({ kind: 'restored' });
    }
    default: {
      const core = await openFaultCore(job.dataDir);
      await workInCore(core, job);
      await core.close();
    }
  }
}

async function workInCore(core: Core, job: Job): Promise<void> {
  switch (job.kind) {
    case 'import': {
      const { batch } = await runImport(core, job.file, { kind: 'roster', source: 'sis' });
      return kept({ kind: 'batch', id: batch.batch });
    }
    case 'photos': {
      const { batch } = await runImport(core, job.folder, { kind: 'photos', role: 'graduation' });
      return kept({ kind: 'batch', id: batch.batch });
    }
    case 'undo': {
      const batches = await core.client.imports.batches();
      const last = batches.find(({ undone, kind }) => undone === null && kind === 'roster');
      if (!last) return;
      await undoImport(core, last.batch);
      return kept({ kind: 'undone', id: last.batch });
    }
    case 'cases': {
      const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 200 });
      for (const { id } of items) {
        const { batch } = await core.client.cases.open({ type: 'photo-missing', students: [id] });
        if (batch !== null) kept({ kind: 'batch', id: batch });
      }
      return;
    }
    case 'backup': {
      const made = await resultOf(await core.client.backups.make());
      return kept({ kind: 'kept-backup', path: (made as { path: string }).path });
    }
  }
}

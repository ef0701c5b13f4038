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

const running = { signal: new AbortController().signal, onProgress: () => undefined };

/** Does a job in this process; `kept` hears of each thing as soon as it is committed. A core is closed however it ends. */
export async function doJob(job: Job, kept: (what: Acknowledged) => void): Promise<void> {
  switch (job.kind) {
    case 'migrate': {
      const db = connect(join(job.dataDir, STORE_FILE), STORE_KEY);
      try {
        migrate(db, {
          isNew: false,
          backupDir: join(job.dataDir, 'backups'),
          steps: [...migrations, ...extraSteps(migrations.length)],
        });
        kept({ kind: 'schema', version: migrations.length + extraSteps(migrations.length).length });
      } finally {
        db.raw.close();
      }
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
      try {
        await workInCore(core, job, kept);
      } finally {
        await core.close();
      }
    }
  }
}

async function workInCore(core: Core, job: Job, kept: (what: Acknowledged) => void): Promise<void> {
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

import type { ProgressEvent } from '../../shared/contract/progress.ts';
import { CaseRefusal, refusedError } from '../../shared/domain/cases/caseRefusal.ts';
import type { PlannedChange } from '../import/writePlanned.ts';
import { actingSession } from './Session.ts';
import type { Services } from './services.ts';

/** Up to so many rows are written at once: a few hundred milliseconds. More go to a thread of their own. */
const AT_ONCE = 500;

export interface Running {
  signal: AbortSignal;
  onProgress(event: Omit<ProgressEvent, 'type'>): void;
}

/**
 * Writes what was put together as one batch: all of it or nothing. To be called in a turn of `writes`.
 * `isLong`: whatever the count, it takes its time. Errors: CANCELLED, those of the mutations (what the rules of cases refuse as CASE_REFUSED).
 */
export async function writeBatch(
  services: Services,
  { batch, at, changes }: { batch: string; at: number; changes: PlannedChange[] },
  { signal, onProgress }: Running,
  isLong = false,
): Promise<void> {
  const { db, actor, device, imports } = services;
  const rows = changes.reduce((sum, change) => sum + change.rows, 0);
  if (rows <= AT_ONCE && !isLong) {
    try {
      db.transaction(() => {
        for (const { name, args } of changes) services.commit(name, args, batch);
      });
    } catch (error) {
      throw error instanceof CaseRefusal ? refusedError(error) : error;
    }
    return;
  }
  actingSession()?.made(batch);
  const context = { batch, at, actor, device, by: services.auditActor };
  await imports.withThread((thread) => thread.call('write', { changes, ...context }, { signal, onProgress }));
  services.committed();
}

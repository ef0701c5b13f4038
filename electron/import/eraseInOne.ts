import { type EraseContext, type Erased, eraseStudents } from '../changes/erase/eraseStudents.ts';
import type { WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { inOneTransaction } from './session/commitSpreadsheet.ts';
import type { Running } from './session/importSession.ts';

export interface EraseRequest extends EraseContext {
  numbers: number[];
}

/**
 * Erases students in one transaction, with progress: all of them or none. What is freed is overwritten, in the store
 * and in its write-ahead log. Errors: CANCELLED.
 */
export async function eraseInOne(
  db: WriteDb,
  { numbers, ...context }: EraseRequest,
  { signal, progress }: Running,
): Promise<Erased> {
  let erased: Erased | null = null;
  await inOneTransaction(db, async () => {
    const steps = eraseStudents(db, numbers, context);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        erased = step.value;
        return;
      }
      progress('save', step.value, null);
      await giveWay(signal);
    }
  });
  db.raw.pragma('wal_checkpoint(TRUNCATE)');
  return erased!;
}

import type { RestorePreview } from '../../../shared/contract/backups.ts';
import type { ReadDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { countStudents } from '../../db/tables/studentTable.ts';

/** Batches that are named; there may be more. */
const NAMED_BATCHES = 50;

/** What a restore would take away and bring back, from the store as it is and the one that would take its place. */
export function previewRestore(now: ReadDb, then: ReadDb): Omit<RestorePreview, 'at' | 'reason'> {
  const head = logHead(then);
  const isEarlier = head > 0 && entryText(now, head) === entryText(then, head);
  return {
    now: held(now),
    back: held(then),
    isEarlier,
    changesSince: isEarlier ? logHead(now) - head : 0,
    batchesSince: isEarlier
      ? now
          .read<RestorePreview['batchesSince'][number]>(
            'SELECT id, kind, file, at FROM batch WHERE n > ? ORDER BY n DESC LIMIT ?',
          )
          .all(newestBatch(then), NAMED_BATCHES)
      : [],
  };
}

function held(db: ReadDb): { students: number; photos: number } {
  return { students: countStudents(db), photos: blobHashes(db).length };
}

/** The same entry under the same number: the one log goes on where the other ended. */
function entryText(db: ReadDb, seq: number): string {
  return JSON.stringify(
    db
      .read(
        'SELECT c.entity, c.entity_id, c.kind, m.name, m.at, m.device FROM change c JOIN mutation m ON m.mid = c.mutation WHERE c.seq = ?',
      )
      .get(seq) ?? null,
  );
}

function newestBatch(db: ReadDb): number {
  return db.read<{ n: number | null }>('SELECT max(n) AS n FROM batch').get()?.n ?? 0;
}

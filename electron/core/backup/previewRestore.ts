import type { RestorePreview } from '../../../shared/contract/backups.ts';
import type { ReadDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { logHead } from '../../db/tables/logHead.ts';
import { countStudents } from '../../db/tables/studentTable.ts';

/** Batches that are named; there may be more. */
const NAMED_BATCHES = 50;

/** What a restore would take away and bring back, from the store as it is and the one that would take its place. */
export function previewRestore(now: ReadDb, then: ReadDb): Omit<RestorePreview, 'at' | 'reason'> {
  const since = changesAfter(now, then);
  return {
    now: held(now),
    back: held(then),
    isEarlier: since !== null,
    changesSince: since?.changes ?? 0,
    batchesSince: since?.batches ?? [],
  };
}

/** What came after a backup in the store that it was made of; null: it is none of an earlier state of this store. */
export function changesAfter(
  now: ReadDb,
  then: ReadDb,
): { changes: number; batches: RestorePreview['batchesSince'] } | null {
  const head = logHead(then);
  if (head === 0 || entryText(now, head) !== entryText(then, head)) return null;
  return {
    changes: logHead(now) - head,
    batches: now
      .read<RestorePreview['batchesSince'][number]>(
        'SELECT id, kind, file, at FROM batch WHERE n > ? ORDER BY n DESC LIMIT ?',
      )
      .all(newestBatch(then), NAMED_BATCHES),
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

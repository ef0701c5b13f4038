import { AppError } from '../../shared/domain/errors.ts';
import type { ReadDb } from '../db/database.ts';
import type { ComparedBatch } from './ComparedBatches.ts';

const SELECT = `SELECT b.n, b.id, b.file, b.at, b.source, s.runs
  FROM batch b LEFT JOIN batch_students s ON s.batch = b.id
  WHERE b.kind = 'roster' AND b.undone_at IS NULL`;

/**
 * The two rosters that are meant. `batch` null: the newest; `other` null: the one before it of the same source, or
 * null where there is none. `names`: whether a roster names anybody of whom whoever asks may know; what does not is not
 * there. Errors: NOT_FOUND.
 */
export function findBatches(
  db: ReadDb,
  batch: string | null,
  other: string | null,
  names: (runs: string) => boolean = () => true,
): { now: ComparedBatch; before: ComparedBatch | null } {
  const isThere = ({ runs }: ComparedBatch) => runs === null || names(runs);
  const now =
    batch === null
      ? first(db.read<ComparedBatch>(`${SELECT} ORDER BY b.n DESC`).iterate(), isThere)
      : db.read<ComparedBatch>(`${SELECT} AND b.id = ?`).all(batch).find(isThere);
  if (!now) throw new AppError('NOT_FOUND', { what: batch === null ? 'roster' : 'comparable' });
  const before =
    other === null
      ? (first(
          db
            .read<ComparedBatch>(`${SELECT} AND b.source = ? AND b.n < ? ORDER BY b.n DESC`)
            .iterate(now.source, now.n),
          isThere,
        ) ?? null)
      : db
          .read<ComparedBatch>(`${SELECT} AND b.source = ? AND b.id = ?`)
          .all(now.source, other)
          .find(isThere);
  if (before === undefined) throw new AppError('NOT_FOUND', { what: 'comparable' });
  for (const one of [now, before]) {
    if (one && one.runs === null) throw new AppError('NOT_FOUND', { what: 'named' });
  }
  // Of two that are named, the later one is what is new.
  return before && before.n > now.n ? { now: before, before: now } : { now, before };
}

/** No more is read than is needed: each roster names all of its students. */
function first<T>(rows: Iterable<T>, is: (row: T) => boolean): T | undefined {
  for (const row of rows) if (is(row)) return row;
  return undefined;
}

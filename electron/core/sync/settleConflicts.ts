import { AppError } from '../../../shared/domain/errors.ts';
import { handBatchRow } from '../../changes/batchRow.ts';
import type { ResolveConflictArgs } from '../../changes/mutations/resolveConflict.ts';
import type { PlannedChange } from '../../import/writePlanned.ts';
import type { Services } from '../services.ts';
import { type Running, writeBatch } from '../writeBatch.ts';
import { chosenConflicts } from './listConflicts.ts';

interface Asked {
  conflicts: readonly string[];
  group: string | null;
  take: ResolveConflictArgs['take'];
  values: Record<string, string> | null;
}

/**
 * Settles conflicts of the asker’s as one batch, each by a mutation of its own: one that was settled elsewhere meanwhile
 * is refused by itself. To be called in a turn of `writes`. Errors: NOT_FOUND, USAGE (typed, of several), CONFLICT_REFUSED.
 */
export async function settleConflicts(
  services: Services,
  { conflicts, group, take, values }: Asked,
  running: Running,
): Promise<{ batch: string | null; settled: number }> {
  const { db, clock, ids, actor } = services;
  const chosen = chosenConflicts(db, { conflicts, group });
  if (chosen.length === 0 && conflicts.length === 1) throw new AppError('NOT_FOUND', { what: 'conflict' });
  if (chosen.length === 0) return { batch: null, settled: 0 };
  if (take === 'typed' && (values === null || chosen.length > 1)) throw new AppError('USAGE');
  const [batch, at] = [ids.next(), clock.now()];
  const changes: PlannedChange[] = chosen.map((conflict) => ({
    ...{ name: 'conflict.resolve', args: { conflict, take, values, at, actor }, rows: 1 },
  }));
  const about = { id: batch, kind: 'conflicts' as const, campaign: null, students: chosen.length };
  changes.push({ name: 'row.save', args: handBatchRow({ ...about, at, actor }), rows: 1 });
  await writeBatch(services, { batch, at, changes }, running);
  return { batch, settled: chosen.length };
}

import { handBatchRow } from '../changes/batchRow.ts';
import type { PlannedChange } from '../import/writePlanned.ts';
import type { PlannedDecisions } from '../reconcile/planDecisions.ts';
import type { Services } from './services.ts';
import { type Running, writeBatch } from './writeBatch.ts';

/** Rows in one mutation. */
const CHUNK = 1_000;

/**
 * Writes decisions, and what staff say from now on, as one batch: all of it or nothing. To be called in a turn of
 * `writes`. Answers with the batch. Errors: CANCELLED.
 */
export async function writeDecisions(
  services: Services,
  planned: PlannedDecisions,
  running: Running,
): Promise<string> {
  const { clock, ids, actor } = services;
  const batch = ids.next();
  const at = clock.now();
  const changes = plannedChanges(planned, { batch, at, actor });
  // What a word means shows with everybody of whom it is said, who may be the whole school.
  await writeBatch(services, { batch, at, changes }, running, planned.dictionary.length > 0);
  return batch;
}

function plannedChanges(
  { decide, words, dictionary, decided }: PlannedDecisions,
  { batch, at, actor }: { batch: string; at: number; actor: string },
): PlannedChange[] {
  const changes: PlannedChange[] = [];
  for (const decisions of chunksOf(decide)) {
    changes.push({ name: 'reconcile.decide', args: { decisions }, rows: decisions.length });
  }
  const spoken = [...words].map(([student, values]) => ({ student, values }));
  for (const chunk of chunksOf(spoken)) {
    changes.push({ name: 'reconcile.acceptWords', args: { words: chunk }, rows: chunk.length });
  }
  if (dictionary.length > 0) {
    const args = { words: dictionary, how: 'comparison' as const, at, actor };
    changes.push({ name: 'words.save', args, rows: dictionary.length });
  }
  const row = { id: batch, kind: 'reconcile' as const, campaign: null, students: decided, at, actor };
  changes.push({ name: 'row.save', args: handBatchRow(row), rows: 1 });
  return changes;
}

function* chunksOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let at = 0; at < rows.length; at += CHUNK) yield rows.slice(at, at + CHUNK);
}

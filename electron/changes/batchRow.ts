import type { OutcomeCounts } from '../../shared/domain/findings.ts';
import type { BatchKind, HandKind } from '../../shared/domain/importKinds.ts';
import type { MutationArgs } from './mutations/mutations.ts';

/** A batch as it is first written: what was done in one go, and can be taken back in one go. */
export interface NewBatch {
  id: string;
  kind: BatchKind;
  source: string;
  file: string;
  format: string;
  encoding: string | null;
  sheet: string | null;
  headerRow: number | null;
  campaign: string | null;
  counts: OutcomeCounts;
  at: number;
  actor: string;
}

/** The mutation that writes it. */
export function batchRow({ id, counts, ...batch }: NewBatch): MutationArgs<'row.save'> {
  return { entity: 'batch', id, before: null, after: { ...batch, counts: JSON.stringify(counts) } };
}

/** The mutation that writes a batch of what staff did by hand to so many students: there is no file to tell of. */
export function handBatchRow(
  batch: Pick<NewBatch, 'id' | 'campaign' | 'at' | 'actor'> & { kind: HandKind; students: number },
): MutationArgs<'row.save'> {
  const { students, ...about } = batch;
  return batchRow({
    ...about,
    source: 'staff',
    file: '',
    format: '',
    encoding: null,
    sheet: null,
    headerRow: null,
    counts: updatedCounts(students),
  });
}

/** The counts of work that was not a file: everything it touched, it changed. */
export function updatedCounts(rows: number): OutcomeCounts {
  return { rows, created: 0, updated: rows, unchanged: 0, ambiguous: 0, rejected: 0, dropped: 0 };
}

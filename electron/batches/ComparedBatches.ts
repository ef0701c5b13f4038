import type { BatchPart } from '../../shared/domain/batchParts.ts';
import type { FileSource, StudentField } from '../../shared/domain/studentFields.ts';

/** A roster that was imported, as far as comparing needs to know it. */
export interface ComparedBatch {
  /** Order of import. */
  n: number;
  id: string;
  file: string;
  at: number;
  source: FileSource;
  /** As studentRuns.ts writes them; null: imported by a version that did not note them. */
  runs: string | null;
}

/** What became of a field between the two; null is empty. */
export type FieldChange = [from: string | null, to: string | null];

/** Two rosters of one source, compared by student number. */
export interface ComparedBatches {
  now: ComparedBatch;
  before: ComparedBatch | null;
  students: { before: number; now: number };
  parts: Record<BatchPart, number[]>;
  /** Of those added: whom the source had named before. */
  returned: ReadonlySet<number>;
  changes: ReadonlyMap<number, ReadonlyMap<StudentField, FieldChange>>;
}

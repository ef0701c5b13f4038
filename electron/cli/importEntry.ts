import type { ImportWords, RowOutcome } from '../../shared/contract/imports.ts';
import type { FacesLooked } from '../../shared/contract/photos.ts';
import type { OutcomeCounts } from '../../shared/domain/findings.ts';
import type { FindingList } from './FindingList.ts';
import type { JsonList } from './JsonList.ts';

/** What is told of one file (docs/spec/command-line.md). */
export interface ImportEntry {
  /** Null where nothing was saved. */
  batch: string | null;
  file: string;
  /** The folder or archive in which it lay. */
  from: string | null;
  format: string | null;
  encoding: string | null;
  /** The sheet, or '*' where several were taken in one go. */
  sheet: string | null;
  /** The sheets that were taken; empty for files without sheets. */
  sheets: string[];
  headerRow: number | null;
  mapping: Record<string, string>;
  unmapped: string[];
  counts?: OutcomeCounts & { unmatched?: number; missing?: number };
  unmatched?: number;
  /** Of photos, with --faces. */
  faces?: FacesLooked;
  missing?: number;
  error?: { code: string; message: string; hint: string };
  findings: FindingList;
  outcomes?: JsonList<RowOutcome>;
  /** Words in two forms, and what the dictionary made of others or learned. */
  words?: ImportWords;
  dryRun?: true;
  seconds: number;
}

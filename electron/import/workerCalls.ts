import type {
  ImportWords,
  PlannedRow,
  PlanSummary,
  RowOutcome,
  ImportSession as SessionView,
  Suggestion,
  UndoResult,
} from '../../shared/contract/imports.ts';
import type { ProgressEvent } from '../../shared/contract/progress.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import type { SealedFile } from '../archive/sealedFile.ts';
import type { NewBatch } from '../changes/batchRow.ts';
import type { Erased } from '../changes/erase/eraseStudents.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { EraseRequest } from './eraseInOne.ts';
import type { SaveWordsRequest } from './saveWords.ts';
import type {
  BulkRequest,
  Choices,
  CommitContext,
  OpenRequest,
  RowsRequest,
  SuggestionsRequest,
  WordsRequest,
} from './session/importSession.ts';
import type { PlannedChange } from './writePlanned.ts';

/** What the core asks of an import worker. */
export interface WorkerCalls {
  open: { args: OpenRequest; result: SessionView };
  choose: { args: Choices; result: SessionView };
  plan: { args: null; result: PlanSummary };
  rows: { args: RowsRequest; result: { total: number; items: PlannedRow[] } };
  findings: { args: BulkRequest & { unmasked: boolean }; result: { total: number; items: Finding[] } };
  suggestions: { args: SuggestionsRequest; result: { total: number; items: Suggestion[] } };
  words: { args: WordsRequest; result: ImportWords };
  outcomes: { args: BulkRequest; result: { total: number; items: RowOutcome[] } };
  exportFindings: { args: { place: SealedFile; lang: 'zh' | 'en' }; result: null };
  commit: { args: CommitContext; result: NewBatch };
  undo: { args: CommitContext & { undoes: string }; result: UndoResult };
  saveWords: { args: SaveWordsRequest; result: { batch: string | null; changed: number } };
  /** Mutations that were planned elsewhere, all or none. */
  write: { args: CommitContext & { changes: PlannedChange[] }; result: null };
  erase: { args: EraseRequest; result: Erased };
  close: { args: null; result: null };
}
export type CallName = keyof WorkerCalls;

export type ToWorker =
  | { kind: 'call'; id: number; name: CallName; args: unknown }
  | { kind: 'cancel'; id: number };

export type FromWorker =
  | ({ kind: 'progress'; id: number } & Omit<ProgressEvent, 'type'>)
  | { kind: 'done'; id: number; result: unknown }
  | { kind: 'failed'; id: number; code: string; params: Record<string, string | number> }
  /** A fault of the program: what happened goes to the log, without personal data. */
  | { kind: 'fault'; id: number; message: string; stack: string };

export interface WorkerSetup {
  dataDir: string;
  key: DataKey | null;
}

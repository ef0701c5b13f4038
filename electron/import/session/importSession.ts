import type { Writable } from 'node:stream';
import type {
  ImportWords,
  PlannedRow,
  PlanSummary,
  RowOutcome,
  ImportSession as SessionView,
  Suggestion,
} from '../../../shared/contract/imports.ts';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import type { Finding, FindingCode, Outcome } from '../../../shared/domain/findings.ts';
import type { ImportKind } from '../../../shared/domain/importKinds.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import type { SuggestionKind } from '../../../shared/domain/suggestions.ts';
import type { TaughtField } from '../../../shared/domain/wordMeanings.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import type { AuditActor } from '../../audit/appendAudit.ts';
import type { NewBatch } from '../../changes/batchRow.ts';
import type { HeadingMap } from '../suggestMapping.ts';

/** A file that an import reads: where it is, and what the person calls it. */
export interface GivenFile {
  path: FilePlace;
  name: string;
  /** Of a .dbf that came out of an archive: its memo files. */
  memos?: readonly { path: FilePlace; name: string }[] | undefined;
}

export interface OpenRequest {
  session: string;
  files: GivenFile[];
  kind: ImportKind;
  source: FileSource;
  role: 'admission' | 'graduation';
  /** Of photos: look for faces while they are read. */
  faces?: boolean | undefined;
  campaign: string | null;
  /** Of a file that wants one. A session opens its file with it and does not keep it. */
  password?: string | undefined;
}

/** What the person sets; what is absent stays as it is. */
export interface Choices {
  sheet?: string | undefined;
  /** Several sheets in one go; '*': all visible ones in which students are found. */
  sheets?: '*' | string[] | undefined;
  sheetNameAs?: 'className' | null | undefined;
  headerRow?: number | undefined;
  encoding?: string | undefined;
  source?: FileSource | undefined;
  role?: 'admission' | 'graduation' | undefined;
  faces?: boolean | undefined;
  campaign?: string | null | undefined;
  mapping?: { column: number; field: string | null }[] | undefined;
  /** Which suggestions to take wherever they are offered in the file. */
  take?: Partial<Record<SuggestionKind | 'blankFlags', boolean | undefined>> | undefined;
  /** The rows for which it is the other way round. */
  exceptions?:
    | Partial<Record<SuggestionKind, { row: number; sheet: string | null }[] | undefined>>
    | undefined;
  /** The whole mapping by heading (--map); SHEET_NAME stands for the name of the sheet. */
  map?: HeadingMap | undefined;
}

export interface RowsRequest {
  offset: number;
  limit: number;
  outcomes: Outcome[];
  code: FindingCode | null;
}

export interface SuggestionsRequest {
  kind: SuggestionKind;
  offset: number;
  limit: number;
  unmasked: boolean;
}

export interface WordsRequest {
  take?: { field: TaughtField; written: string; meant: string | null }[] | undefined;
  takeAll?: boolean | undefined;
}

export interface BulkRequest {
  offset: number;
  limit: number;
}

/** What runs long says how far it is, and stops when told to. */
export interface Running {
  progress(stage: ProgressEvent['stage'], done: number, total: number | null): void;
  signal: AbortSignal;
}

export interface CommitContext {
  batch: string;
  device: string;
  actor: string;
  at: number;
  /** As the audit names them. */
  by?: AuditActor;
}

/** One import from its file to its commit. The plan that `plan` made is what `commit` writes. */
export interface ImportSession {
  open(running: Running): Promise<SessionView>;
  choose(choices: Choices, running: Running): Promise<SessionView>;
  plan(running: Running): Promise<PlanSummary>;
  rows(request: RowsRequest): { total: number; items: PlannedRow[] };
  findings(request: BulkRequest & { unmasked: boolean }): { total: number; items: Finding[] };
  suggestions(request: SuggestionsRequest): { total: number; items: Suggestion[] };
  words(request: WordsRequest): ImportWords;
  outcomes(request: BulkRequest): { total: number; items: RowOutcome[] };
  exportFindings(sink: Writable, lang: 'zh' | 'en', running: Running): Promise<void>;
  commit(context: CommitContext, running: Running): Promise<NewBatch>;
  close(): Promise<void>;
}

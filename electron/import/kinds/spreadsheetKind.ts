import type { Finding } from '../../../shared/domain/findings.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import type { ReadVerdict } from '../../../shared/domain/verdictWords.ts';
import type { ChangeContext } from '../../changes/writeChange.ts';
import type { WriteDb } from '../../db/database.ts';
import type { ParsedRow } from '../createRowReader.ts';
import type { ImportPlan, PlannedRow } from '../reconcile/plannedRow.ts';
import type { TakenSuggestions } from '../reconcile/takenSuggestions.ts';
import type { Mapping } from '../suggestMapping.ts';
import type { ZeroColumn } from '../validate/zeroWatch.ts';

/** What a file of a kind is planned from. */
export interface PlanningNeeds {
  db: WriteDb;
  source: FileSource;
  /** The campaign that a person chose; null: the newest open one. */
  campaign: string | null;
  taken: TakenSuggestions;
  mapping: Mapping;
  /** What the words of a list say of a verification; null: nobody knows. */
  verdictOf: (words: string) => ReadVerdict | null;
  nextId: () => string;
}

/** Plans the rows of a file one after the other. */
export interface RowPlanner {
  readonly rows: ImportPlan['rows'];
  /** Before the rows of each sheet: the texts that stand above them. */
  beginSheet?(above: readonly string[], name: string | null): void;
  add(parsed: ParsedRow): PlannedRow;
  /**
   * Settles what only the whole file can tell. `distrusted`: the heading of a column full of rounded numbers.
   * `zeros`: columns some of whose numbers lack zeros in front.
   */
  end(distrusted: string | null, zeros: readonly ZeroColumn[]): PlanEnd;
}

export interface PlanEnd {
  /** How many whom this source named before, the file does not name. */
  missingFromFile: number;
  /** How often each field changes, of students that are already known. */
  changedFields: Map<string, number>;
  /** The campaign that the file is of, where it says so itself. */
  campaign?: string;
  /** Written last, within the commit. */
  finish?(context: ChangeContext & { batch: string }): void;
  /** Known students whom the file names, however surely; only where batches of the kind can be compared. */
  named?: Iterable<number>;
  /** What is said of the file as a whole. */
  findings?: Finding[];
}

export interface WriteSettings {
  source: FileSource;
  campaign: string | null;
  nextId: () => string;
}

/** A value that a row would change; masked where it is shown. */
export interface RowChange {
  field: string;
  from: string | null;
  to: string | null;
}

/** One kind of spreadsheet: how its rows are planned, shown and written. */
export interface SpreadsheetKindOf {
  planner(needs: PlanningNeeds): RowPlanner;
  /** What a row whose outcome is created or updated would change. */
  changes(db: WriteDb, row: PlannedRow, source: FileSource): RowChange[];
  /** Writes some rows whose outcome is created or updated, each call as one or more mutations of the batch. */
  write(
    db: WriteDb,
    rows: PlannedRow[],
    chunk: number,
    settings: WriteSettings,
    context: ChangeContext,
  ): void;
}

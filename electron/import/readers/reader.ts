import type { ErrorCode } from '../../../shared/domain/errors.ts';

/**
 * What every reader of spreadsheets gives, whatever the format. A text cell is a bare string exactly as it
 * stands in the file (nothing trimmed); anything that was not text says what it was, because a number in an
 * identity column may already have lost its digits. An empty cell is null.
 */
export type Cell = string | null | TypedCell;

export type TypedCell =
  /** `text` is the shortest decimal form without exponent when the number is a safe integer ("20230101"), otherwise what the file shows ("1.10105E+17"). */
  | { kind: 'number'; text: string; number: number }
  /** A number whose number format is a date. `text` is YYYY-MM-DD, with " HH:MM:SS" behind it when there is a time. */
  | { kind: 'date'; text: string }
  | { kind: 'boolean'; text: 'TRUE' | 'FALSE' }
  /** `text` is the error as shown, e.g. "#REF!". */
  | { kind: 'error'; text: string }
  /** A formula for which the file holds no result. */
  | { kind: 'formula-without-result'; text: '' };

export interface SheetRow {
  /** The row number that a person sees in Excel (or the line of a CSV), 1-based. */
  number: number;
  /** By column, 0-based; may be shorter than the sheet is wide. */
  cells: Cell[];
  hidden?: true;
}

export interface SheetInfo {
  name: string;
  hidden: boolean;
}

/** `xml` is Excel 2003's XML, `fods` an OpenDocument sheet in one XML file. */
export type FileFormat =
  | 'xlsx'
  | 'csv'
  | 'zip'
  | 'xls'
  | 'xlsb'
  | 'ods'
  | 'fods'
  | 'xml'
  | 'dbf'
  | 'html'
  | 'unknown';
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

export type PassedOver = 'deleted' | 'memo';

export interface ReadOptions {
  /** Name of the sheet; null means the only or first one. */
  sheet: string | null;
  /** Stop after so many rows that are not wholly empty. */
  limit?: number;
  signal?: AbortSignal;
  /** Told, by the last row, of columns that the file hides: 0-based, both included. */
  onHiddenColumns?: (from: number, to: number) => void;
  /** Told, behind the last row, how many records were deleted in the file, or memo texts lie in a file that is not there. */
  onPassedOver?: (what: PassedOver, count: number) => void;
  /** Told at the end of a page that begins a table, or itself, and does not end it: rows may be missing. */
  onCutShort?: () => void;
  /** 0…1, by bytes read. */
  onProgress?: (done: number) => void;
}

export interface OpenedSpreadsheet {
  format: FileFormat;
  encoding: Encoding | null;
  /** In the order of the workbook; empty for separated text, which is read with `sheet: null`. */
  sheets: SheetInfo[];
  /**
   * Rows that are not wholly empty, in order, in batches of a few hundred; memory does not grow with the file.
   * An empty sheet gives none; throws FILE_NO_ROWS when no other sheet of the file has any either.
   */
  rows(options: ReadOptions): AsyncIterable<SheetRow[]>;
  close(): Promise<void>;
}

/** Reader errors are AppErrors with one of these codes. */
export type ReaderErrorCode = Extract<ErrorCode, `FILE_${string}` | 'SHEET_NOT_FOUND' | 'CANCELLED'>;

export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : cell.text;
}

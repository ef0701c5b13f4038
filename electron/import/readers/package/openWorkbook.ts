import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';
import type { ZipEntry } from '../../../archive/openZip.ts';
import type { OpenedSpreadsheet, ReadOptions, SheetInfo, SheetRow } from '../reader.ts';
import { SharedStrings } from '../xlsx/sharedStrings.ts';
import type { WorkbookSheet } from '../xlsx/workbookParts.ts';
import { type OpenedPackage, openPackage } from './openPackage.ts';

/** What cells need of the rest of the workbook. */
export interface WorkbookContext {
  strings: SharedStrings;
  /** By cell format, as cellFormat() tells. */
  cellFormats: Uint8Array;
  date1904: boolean;
}

export type SheetReader = (
  pieces: AsyncIterable<Buffer>,
  context: WorkbookContext,
  limit: number,
  onHiddenColumns?: ReadOptions['onHiddenColumns'],
) => AsyncGenerator<SheetRow[], void, undefined>;

/** How the parts of a workbook are written: as XML (.xlsx) or as records (.xlsb). The package around them is the same. */
export interface WorkbookParts {
  format: 'xlsx' | 'xlsb';
  /** Where the workbook is when no relationship says it. */
  workbookPart: string;
  readWorkbook(
    opened: OpenedPackage,
    entry: ZipEntry,
  ): Promise<{ sheets: readonly WorkbookSheet[]; date1904: boolean }>;
  readStyles(opened: OpenedPackage, entry: ZipEntry): Promise<Uint8Array>;
  /** How much longer its texts may be as UTF-8. */
  stringGrowth: number;
  readStrings(pieces: AsyncIterable<Buffer>, strings: SharedStrings): Promise<void>;
  sheetBatches: SheetReader;
}

interface Sheet extends SheetInfo {
  entry: ZipEntry;
}

/** Opens a workbook in a package. Owns `source` once it has returned. */
export async function openWorkbook(
  source: ByteSource,
  kind: WorkbookParts,
  signal?: AbortSignal,
): Promise<OpenedSpreadsheet> {
  const opened = await openPackage(source, signal);
  try {
    return await openParts(source, opened, kind);
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function openParts(
  source: ByteSource,
  opened: OpenedPackage,
  kind: WorkbookParts,
): Promise<OpenedSpreadsheet> {
  const { zip } = opened;
  const main = (await opened.relationshipsOf('')).find(({ type }) => type === 'officeDocument');
  const workbookPart =
    main !== undefined && opened.part(main.part) !== undefined ? main.part : kind.workbookPart;
  const workbookEntry = opened.part(workbookPart);
  if (!workbookEntry) throw new AppError('FILE_DAMAGED', { what: 'workbook' });
  const workbook = await kind.readWorkbook(opened, workbookEntry);
  const relationships = await opened.relationshipsOf(workbookPart);

  const sheets: Sheet[] = [];
  for (const { name, hidden, relationship: id } of workbook.sheets) {
    const relationship = relationships.find((candidate) => candidate.id === id);
    // Chart and dialog sheets have no rows.
    if (relationship && relationship.type !== 'worksheet') continue;
    const entry = relationship && opened.part(relationship.part);
    if (!entry) throw new AppError('FILE_DAMAGED', { what: 'sheet', sheet: name });
    sheets.push({ name, hidden, entry });
  }
  if (sheets.length === 0) throw new AppError('FILE_NO_ROWS');

  const partOfType = (type: string) => {
    const relationship = relationships.find((candidate) => candidate.type === type);
    return relationship && opened.part(relationship.part);
  };
  const stylesEntry = partOfType('styles');
  const cellFormats = stylesEntry ? await kind.readStyles(opened, stylesEntry) : new Uint8Array(0);
  const stringsEntry = partOfType('sharedStrings');
  let strings: SharedStrings | null = null;

  async function context(options: ReadOptions, onRead: (bytes: number) => void): Promise<WorkbookContext> {
    if (strings === null) {
      const loading = new SharedStrings((stringsEntry?.size ?? 0) * kind.stringGrowth);
      if (stringsEntry) {
        await kind.readStrings(zip.chunks(stringsEntry, { signal: options.signal, onRead }), loading);
      }
      loading.seal();
      strings = loading;
    }
    return { strings, cellFormats, date1904: workbook.date1904 };
  }

  async function othersHaveRows(
    empty: Sheet,
    rows: WorkbookContext,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    for (const { entry } of sheets.filter((sheet) => sheet !== empty)) {
      for await (const _ of kind.sheetBatches(zip.chunks(entry, { signal }), rows, 1)) return true;
    }
    return false;
  }

  return {
    format: kind.format,
    encoding: null,
    sheets: sheets.map(({ name, hidden }) => ({ name, hidden })),
    async *rows(options) {
      const sheet =
        options.sheet === null ? sheets[0] : sheets.find((candidate) => candidate.name === options.sheet);
      if (!sheet) throw new AppError('SHEET_NOT_FOUND', { sheet: options.sheet ?? '' });
      const stringBytes = strings === null ? (stringsEntry?.compressedSize ?? 0) : 0;
      const allBytes = Math.max(1, stringBytes + sheet.entry.compressedSize);
      const told = options.onProgress;
      const rows = await context(options, (bytes) => told?.(bytes / allBytes));
      const pieces = zip.chunks(sheet.entry, {
        signal: options.signal,
        onRead: (bytes) => told?.((stringBytes + bytes) / allBytes),
      });
      let empty = true;
      const limit = options.limit ?? Number.POSITIVE_INFINITY;
      for await (const batch of kind.sheetBatches(pieces, rows, limit, options.onHiddenColumns)) {
        empty = false;
        yield batch;
      }
      if (empty && !(await othersHaveRows(sheet, rows, options.signal))) {
        throw new AppError('FILE_NO_ROWS', { sheet: sheet.name });
      }
    },
    async close() {
      zip.close();
      strings = null;
      await source.close();
    },
  };
}

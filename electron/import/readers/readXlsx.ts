import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { openZip, type ZipEntry, type ZipReader } from '../../archive/openZip.ts';
import type { OpenedSpreadsheet, ReadOptions, SheetInfo, SheetRow } from './reader.ts';
import { SharedStrings, sharedStringsHandler } from './xlsx/sharedStrings.ts';
import { SheetRows, type WorkbookContext } from './xlsx/sheetRows.ts';
import { stylesHandler } from './xlsx/styles.ts';
import { utf8Pieces } from './xlsx/utf8Pieces.ts';
import {
  partKey,
  type Relationship,
  relationshipsHandler,
  relationshipsPart,
  workbookHandler,
} from './xlsx/workbookParts.ts';
import { type XmlHandler, XmlScanner } from './xlsx/xmlScanner.ts';

/**
 * Limits against files made to exhaust a machine. A worksheet's XML packs about 1:10, one full of repeated
 * empty cells 1:60; deflate's own limit is about 1:1,000, which only such files come near. Small parts may
 * have any ratio, as they can do no harm.
 */
export const MAX_RATIO = 250;
const RATIO_MATTERS_FROM_BYTES = 8 * 1024 * 1024;
/** All parts together, inflated: the fullest sheet (1,048,576 rows × 25 columns) has about 1.5 GB. */
export const MAX_INFLATED_BYTES = 16 * 1024 ** 3;
/** Workbook, relationships and styles are read whole before the first row; real ones stay below 20 MB. */
const MAX_SMALL_PART_BYTES = 256 * 1024 * 1024;
const BATCH_ROWS = 256;
/**
 * So much XML is turned into rows before they are handed on. The smallest row with a value takes 20 bytes, so a
 * batch stays below a thousand rows; rows with nothing but a value in column XFD, 16,384 cells each, stay below 100 MB.
 */
const SCAN_BYTES = 16 * 1024;

interface Sheet extends SheetInfo {
  entry: ZipEntry;
}

/** Opens an .xlsx or .xlsm workbook (Transitional or Strict). Owns `source` once it has returned. */
export async function readXlsx(source: ByteSource, signal?: AbortSignal): Promise<OpenedSpreadsheet> {
  const zip = await openZip(source);
  try {
    return await openWorkbook(source, zip, signal);
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function openWorkbook(
  source: ByteSource,
  zip: ZipReader,
  signal?: AbortSignal,
): Promise<OpenedSpreadsheet> {
  const parts = new Map(zip.entries.map((entry) => [partKey(entry.name), entry]));
  refuseBombs(zip.entries);
  const scanSmall = async (entry: ZipEntry, handler: XmlHandler) => {
    if (entry.size > MAX_SMALL_PART_BYTES) {
      throw new AppError('FILE_TOO_LARGE', { what: 'part', limit: MAX_SMALL_PART_BYTES });
    }
    await scanPart(zip, entry, handler, signal);
  };
  const relationshipsOf = async (part: string): Promise<Relationship[]> => {
    const entry = parts.get(relationshipsPart(part));
    if (!entry) return [];
    const { handler, relationships } = relationshipsHandler(part);
    await scanSmall(entry, handler);
    return relationships;
  };

  const main = (await relationshipsOf('')).find((relationship) => relationship.type === 'officeDocument');
  const workbookPart = main?.part ?? 'xl/workbook.xml';
  const workbookEntry = parts.get(workbookPart);
  if (!workbookEntry) throw new AppError('FILE_DAMAGED', { what: 'workbook' });
  const workbook = workbookHandler();
  await scanSmall(workbookEntry, workbook.handler);
  const relationships = await relationshipsOf(workbookPart);

  const sheets: Sheet[] = [];
  for (const { name, hidden, relationship: id } of workbook.sheets) {
    const relationship = relationships.find((candidate) => candidate.id === id);
    // Chart and dialog sheets have no rows.
    if (relationship && relationship.type !== 'worksheet') continue;
    const entry = relationship && parts.get(relationship.part);
    if (!entry) throw new AppError('FILE_DAMAGED', { what: 'sheet', sheet: name });
    sheets.push({ name, hidden, entry });
  }
  if (sheets.length === 0) throw new AppError('FILE_NO_ROWS');

  const partOfType = (type: string) => {
    const relationship = relationships.find((candidate) => candidate.type === type);
    return relationship && parts.get(relationship.part);
  };
  const stylesEntry = partOfType('styles');
  const styles = stylesHandler();
  if (stylesEntry) await scanSmall(stylesEntry, styles.handler);
  const dateStyles = styles.dateStyles();
  const stringsEntry = partOfType('sharedStrings');
  let strings: SharedStrings | null = null;

  async function context(options: ReadOptions, onRead: (bytes: number) => void): Promise<WorkbookContext> {
    if (strings === null) {
      const loading = new SharedStrings(stringsEntry?.size ?? 0);
      if (stringsEntry) {
        await scanPart(zip, stringsEntry, sharedStringsHandler(loading), options.signal, onRead);
      }
      loading.seal();
      strings = loading;
    }
    return { strings, dateStyles, date1904: workbook.date1904() };
  }

  async function othersHaveRows(
    empty: Sheet,
    rows: WorkbookContext,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    for (const { entry } of sheets.filter((sheet) => sheet !== empty)) {
      for await (const _ of sheetBatches(zip.chunks(entry, { signal }), rows, 1)) return true;
    }
    return false;
  }

  return {
    format: 'xlsx',
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
      for await (const batch of sheetBatches(pieces, rows, limit, options.onHiddenColumns)) {
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

/** The rows of a worksheet; none when it is empty. */
async function* sheetBatches(
  pieces: AsyncIterable<Buffer>,
  context: WorkbookContext,
  limit: number,
  onHiddenColumns?: ReadOptions['onHiddenColumns'],
): AsyncGenerator<SheetRow[], void, undefined> {
  const rows = new SheetRows(context, onHiddenColumns);
  const scanner = new XmlScanner(rows);
  let given = 0;
  for await (const piece of utf8Pieces(pieces)) {
    for (let start = 0; start < piece.length; start += SCAN_BYTES) {
      scanner.write(piece.subarray(start, start + SCAN_BYTES));
      if (rows.rows < BATCH_ROWS && given + rows.rows < limit) continue;
      const batch = rows.take().slice(0, limit - given);
      given += batch.length;
      yield batch;
      if (given >= limit) return;
    }
  }
  scanner.end();
  const rest = rows.take().slice(0, limit - given);
  if (rest.length > 0) yield rest;
}

async function scanPart(
  zip: ZipReader,
  entry: ZipEntry,
  handler: XmlHandler,
  signal?: AbortSignal,
  onRead?: (bytes: number) => void,
): Promise<void> {
  const scanner = new XmlScanner(handler);
  for await (const piece of utf8Pieces(zip.chunks(entry, { signal, ...(onRead && { onRead }) }))) {
    scanner.write(piece);
  }
  scanner.end();
}

/** By what the list of entries declares; a stream that gives more than declared is stopped. */
function refuseBombs(entries: readonly ZipEntry[]): void {
  let inflated = 0;
  for (const entry of entries) {
    inflated += entry.size;
    if (entry.size > RATIO_MATTERS_FROM_BYTES && entry.size > entry.compressedSize * MAX_RATIO) {
      throw new AppError('FILE_UNSAFE', { what: 'ratio', limit: MAX_RATIO });
    }
  }
  if (inflated > MAX_INFLATED_BYTES) {
    throw new AppError('FILE_TOO_LARGE', { what: 'inflated', limit: MAX_INFLATED_BYTES });
  }
}

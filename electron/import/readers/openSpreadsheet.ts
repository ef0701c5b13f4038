import { AppError } from '../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import { openEncrypted } from '../decryption/openEncrypted.ts';
import { unknownEncryption } from '../decryption/unknownEncryption.ts';
import { type SniffedFile, sniffBytes } from '../sniffFile.ts';
import { readCsv } from './readCsv.ts';
import { readDbf } from './readDbf.ts';
import type { Encoding, OpenedSpreadsheet } from './reader.ts';
import { readHtml } from './readHtml.ts';
import { readFods, readOds } from './readOds.ts';
import { readSheetMl } from './readSheetMl.ts';
import { readXls } from './readXls.ts';
import { readXlsb } from './readXlsb.ts';
import { readXlsx } from './readXlsx.ts';

export interface OpenOptions {
  /** Of separated text and web pages; null or absent to find out. */
  encoding?: Encoding | null;
  /** For a file that has one; nothing keeps it once the file is open. */
  password?: string | null | undefined;
  signal?: AbortSignal | undefined;
  /** Of a .dbf, the memo files that came with it, unless they lie beside it under its name. */
  memos?: readonly { path: FilePlace; name: string }[] | undefined;
}

/**
 * Opens a spreadsheet for reading, by content and never by name: a file on disk, or the bytes of one inside an
 * archive. Close it when done. Throws AppError with a ReaderErrorCode: FILE_FORMAT_UNSUPPORTED names the
 * `format`, FILE_UNKNOWN what it is (`what`, see UnknownKind). FILE_ENCRYPTED: it wants a password; FILE_PASSWORD_WRONG: another one.
 */
export async function openSpreadsheet(
  file: FilePlace | Uint8Array,
  options: OpenOptions = {},
): Promise<OpenedSpreadsheet> {
  const source = await openByteSource(file);
  try {
    const sniffed = await sniffBytes(source);
    if (options.signal?.aborted) throw new AppError('CANCELLED');
    return await openAs(sniffed, source, options, typeof file === 'string' ? file : null);
  } catch (error) {
    await source.close();
    throw error;
  }
}

function openAs(
  sniffed: SniffedFile,
  source: ByteSource,
  options: OpenOptions,
  path: string | null = null,
): Promise<OpenedSpreadsheet> {
  if (sniffed.format === 'unknown') throw new AppError('FILE_UNKNOWN', { what: sniffed.what });
  if (sniffed.encrypted) return openDecrypted(sniffed.format, source, options);
  switch (sniffed.format) {
    case 'xlsx':
      return readXlsx(source, options.signal);
    case 'xlsb':
      return readXlsb(source, options.signal);
    case 'ods':
      return readOds(source, options.signal);
    case 'fods':
      return readFods(source, options.signal);
    case 'xml':
      return readSheetMl(source, options.encoding ?? null, options.signal);
    case 'xls':
      return readXls(source, options.signal);
    case 'dbf':
      return readDbf(source, options.encoding ?? null, { table: path, given: options.memos ?? [] });
    case 'html':
      return readHtml(source, options.encoding ?? null, options.signal);
    case 'csv':
      return readCsv(source, options.encoding ?? null, options.signal);
    default:
      throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: sniffed.format });
  }
}

async function openDecrypted(
  format: string,
  source: ByteSource,
  options: OpenOptions,
): Promise<OpenedSpreadsheet> {
  const decrypted = await openEncrypted(source, format, options.password ?? null, options.signal);
  const sniffed = await sniffBytes(decrypted);
  if (sniffed.format !== 'unknown' && sniffed.encrypted) throw unknownEncryption(format);
  return openAs(sniffed, decrypted, options);
}

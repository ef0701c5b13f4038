import { Readable, type TransformOptions } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { AppError } from '../../shared/domain/errors.ts';
import type { ByteSource } from './byteSource.ts';
import { decodeEntryNames, type NameEncoding } from './decodeEntryNames.ts';
import { type EntryCipher, type EntryEncryption, entryEncryption } from './entryEncryption.ts';

/**
 * More entries than any real file: a photo for each student of the largest university is below 100,000, and a
 * workbook with a picture in every row stays below that too. Each entry costs some 500 bytes of memory.
 */
export const MAX_ZIP_ENTRIES = 200_000;
/** One read of the disk, and what one step of inflating gives: large enough that the steps cost nothing. */
const READ_BYTES = 128 * 1024;
const INFLATE_BYTES = 256 * 1024;
/** Compressed, of an entry that is inflated at once. */
const SMALL_BYTES = 32 * 1024;
/** The list at the end of a zip is read entry by entry; this window turns thousands of small reads into few. */
const WINDOW_BYTES = 256 * 1024;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  /** Decoded, otherwise as it stands in the archive: not a safe path. */
  name: string;
  size: number;
  compressedSize: number;
  crc32: number;
  method: number;
  encrypted: boolean;
  symbolicLink: boolean;
  /** Where its local header starts, in bytes from the start of the archive. */
  offset: number;
  raw: Entry;
}

export interface ZipOptions {
  maxEntries?: number;
  /** For the entries that are encrypted. */
  password?: string | null;
}

export interface ChunkOptions {
  signal?: AbortSignal | undefined;
  /** Told after each read with the number of compressed bytes read. */
  onRead?: (bytes: number) => void;
}

export interface ZipReader {
  readonly entries: readonly ZipEntry[];
  readonly nameEncoding: NameEncoding;
  /**
   * The content, inflated, in pieces of some 256 KB. Never gives more than the declared size; throws
   * FILE_UNSAFE when there is more, FILE_DAMAGED when size or checksum turn out wrong, FILE_ENCRYPTED (no password was
   * given), FILE_PASSWORD_WRONG, FILE_ENCRYPTION_UNKNOWN, FILE_FORMAT_UNSUPPORTED, CANCELLED.
   */
  chunks(entry: ZipEntry, options?: ChunkOptions): AsyncGenerator<Buffer, void, undefined>;
  /** Throws FILE_PASSWORD_WRONG when the password does not fit one of these encrypted entries. */
  tryPassword(entries: readonly ZipEntry[]): Promise<void>;
  close(): void;
}

/** Reads the list of a zip's entries. The caller keeps and closes the source. Errors: FILE_DAMAGED, FILE_ENCRYPTION_UNKNOWN (the list itself), FILE_TOO_LARGE. */
export async function openZip(
  source: ByteSource,
  { maxEntries = MAX_ZIP_ENTRIES, password = null }: ZipOptions = {},
): Promise<ZipReader> {
  let zip: ZipFile;
  const found: Entry[] = [];
  try {
    zip = await fromRandomAccessReaderPromise(new WindowedReader(source), source.size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    });
    if (zip.entryCount > maxEntries) {
      throw new AppError('FILE_TOO_LARGE', { what: 'entries', limit: maxEntries });
    }
    for await (const entry of zip.eachEntry()) found.push(entry);
  } catch (error) {
    throw zipError(error);
  }
  const { names, encoding } = decodeEntryNames(
    found.map((entry) => ({
      bytes: entry.fileNameRaw,
      utf8Flag: (entry.generalPurposeBitFlag & 0x800) !== 0,
      extraFields: entry.extraFields,
    })),
  );
  return {
    entries: found.map((entry, index) => entryFacts(entry, names[index] ?? '')),
    nameEncoding: encoding,
    chunks: (entry, options = {}) => inflatedChunks(zip, source, entry, password, options),
    async tryPassword(entries) {
      for (const entry of entries) await openEncrypted(zip, source, entry, password);
    },
    close: () => zip.close(),
  };
}

function entryFacts(raw: Entry, name: string): ZipEntry {
  const madeOnUnix = raw.versionMadeBy >>> 8 === 3 || raw.versionMadeBy >>> 8 === 19;
  return {
    name,
    size: raw.uncompressedSize,
    compressedSize: raw.compressedSize,
    crc32: raw.crc32,
    method: raw.compressionMethod,
    encrypted: raw.isEncrypted(),
    symbolicLink: madeOnUnix && ((raw.externalFileAttributes >>> 16) & 0o170000) === 0o120000,
    offset: raw.relativeOffsetOfLocalHeader,
    raw,
  };
}

async function* inflatedChunks(
  zip: ZipFile,
  source: ByteSource,
  entry: ZipEntry,
  password: string | null,
  { signal, onRead }: ChunkOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const opened = entry.encrypted ? await openEncrypted(zip, source, entry, password) : null;
  const method = opened ? opened.encryption.method : entry.method;
  if (method !== STORED && method !== DEFLATED) {
    throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: `zip method ${method}` });
  }
  let size = 0;
  let checksum = 0;
  try {
    const stored = opened
      ? decryptedPieces(source, opened, onRead)
      : storedPieces(source, await contentStart(zip, entry), entry.compressedSize, onRead);
    for await (const chunk of method === STORED ? stored : inflated(stored, entry)) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      size += chunk.length;
      if (size > entry.size) throw new AppError('FILE_UNSAFE', { what: 'ratio' });
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (size !== entry.size || (checksum !== entry.crc32 && (opened?.encryption.hasChecksum ?? true)))
      throw new AppError('FILE_DAMAGED', { what: 'checksum' });
  } catch (error) {
    const known = zipError(error);
    // One wrong password in 256 passes the check of the traditional encryption, and what comes out is nothing.
    const wasWrong = opened?.encryption.tailBytes === 0 && /DAMAGED|UNSAFE/.test(known.code);
    throw wasWrong ? new AppError('FILE_PASSWORD_WRONG', { what: 'zip' }, { cause: error }) : known;
  }
}

async function contentStart(zip: ZipFile, entry: ZipEntry): Promise<number> {
  return (await zip.readLocalFileHeaderPromise(entry.raw, { minimal: true })).fileDataStart;
}

interface OpenedEntry {
  encryption: EntryEncryption;
  cipher: EntryCipher;
  /** Where the encrypted content is. */
  start: number;
  bytes: number;
}

async function openEncrypted(
  zip: ZipFile,
  source: ByteSource,
  entry: ZipEntry,
  password: string | null,
): Promise<OpenedEntry> {
  const encryption = entryEncryption(entry.raw);
  if (password === null) throw new AppError('FILE_ENCRYPTED', { what: 'zip' });
  try {
    const { headBytes, tailBytes } = encryption;
    const start = await contentStart(zip, entry);
    const head = await source.read(start, headBytes);
    const bytes = entry.compressedSize - headBytes - tailBytes;
    if (head.length < headBytes || bytes < 0) throw new AppError('FILE_DAMAGED');
    const cipher = encryption.open(head, password);
    if (!cipher) throw new AppError('FILE_PASSWORD_WRONG', { what: 'zip' });
    return { encryption, cipher, start: start + headBytes, bytes };
  } catch (error) {
    throw zipError(error);
  }
}

async function* decryptedPieces(
  source: ByteSource,
  { encryption, cipher, start, bytes }: OpenedEntry,
  onRead?: (bytes: number) => void,
) {
  // A copy: what is in memory is decrypted again when it is read again.
  for await (const piece of storedPieces(source, start, bytes, onRead))
    yield cipher.apply(Buffer.from(piece));
  cipher.end(await source.read(start + bytes, encryption.tailBytes));
}

async function* storedPieces(
  source: ByteSource,
  start: number,
  length: number,
  onRead?: (bytes: number) => void,
) {
  for (let done = 0; done < length; ) {
    const piece = await source.read(start + done, Math.min(READ_BYTES, length - done));
    if (piece.length === 0) throw new Error('the file ends inside an entry');
    done += piece.length;
    onRead?.(done);
    yield piece;
  }
}

/** Small entries at once: a stream costs more than they do, and a workbook may have ten thousand sheets. */
function inflated(pieces: AsyncIterable<Buffer>, { size, compressedSize }: ZipEntry): AsyncIterable<Buffer> {
  return compressedSize <= SMALL_BYTES && size <= INFLATE_BYTES
    ? inflateAtOnce(pieces, size)
    : inflate(pieces);
}

async function* inflateAtOnce(pieces: AsyncIterable<Buffer>, size: number) {
  const stored: Buffer[] = [];
  for await (const piece of pieces) stored.push(piece);
  try {
    yield inflateRawSync(Buffer.concat(stored), { maxOutputLength: size + 1 });
  } catch (error) {
    const tooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooMuch ? new AppError('FILE_UNSAFE', { what: 'ratio' }, { cause: error }) : error;
  }
}

/** Inflates on zlib's own thread, a few pieces ahead of the consumer and no more. */
async function* inflate(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const input = Readable.from(pieces, { objectMode: true, highWaterMark: 2 });
  const settings: ZlibOptions & TransformOptions = { chunkSize: INFLATE_BYTES, highWaterMark: INFLATE_BYTES };
  const inflater = createInflateRaw(settings);
  input.on('error', (error) => inflater.destroy(error));
  input.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } finally {
    input.destroy();
    inflater.destroy();
  }
}

function zipError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : '';
  if (message.includes('strong encryption')) {
    return new AppError('FILE_ENCRYPTION_UNKNOWN', { what: 'zip' }, { cause: error });
  }
  return new AppError('FILE_DAMAGED', {}, { cause: error });
}

/** Serves yauzl's small reads from a window of the source. */
class WindowedReader extends RandomAccessReader {
  #source: ByteSource;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#copy(buffer, offset, length, position).then(
      (bytesRead) => callback(null, bytesRead),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #copy(buffer: Buffer, offset: number, length: number, position: number): Promise<number> {
    const windowEnd = this.#windowStart + this.#window.length;
    if (position < this.#windowStart || position + length > windowEnd) {
      this.#window = await this.#source.read(position, Math.max(length, WINDOW_BYTES));
      this.#windowStart = position;
    }
    const start = position - this.#windowStart;
    return this.#window.copy(buffer, offset, start, start + length);
  }
}

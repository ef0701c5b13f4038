import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError } from '../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import { openZip, type ZipEntry, type ZipReader } from '../../archive/openZip.ts';
import { type PackedEntry, packedZip } from '../../archive/packedZip.ts';
import { MAX_RATIO } from '../readers/package/openPackage.ts';
import { decryptOdfEntry } from './decryptOdfEntry.ts';
import { type OdfLock, odfLocks } from './odfManifest.ts';
import { unknownEncryption } from './unknownEncryption.ts';

/** Packed: a million students take some 80 MB. */
const MAX_LOCKED_BYTES = 256 * 1024 * 1024;
/** What a zip without extensions can tell the size of. */
const MAX_PART_BYTES = 0xffff_ffff;
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const RATIO_MATTERS_FROM_BYTES = 8 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
/** Since LibreOffice 24.2 the whole package is one entry of another. */
const WHOLE_PACKAGE = 'encrypted-package';
/** All that a reader asks for; each is encrypted by itself. */
const PARTS = ['content.xml', 'styles.xml'];

/** `null`: the password is wrong. */
type OpenOds = (password: string, signal?: AbortSignal) => Promise<ByteSource | null>;

/**
 * The way into an encrypted OpenDocument spreadsheet for whoever has its password: to a package in memory that is
 * packed but not encrypted. Both throw FILE_ENCRYPTION_UNKNOWN, FILE_DAMAGED, FILE_UNSAFE, FILE_TOO_LARGE, and the
 * second CANCELLED. `source` stays open.
 */
export async function openEncryptedOds(source: ByteSource): Promise<OpenOds> {
  const zip = await openZip(source);
  const entryOf = (name: string) => zip.entries.find((entry) => entry.name === name);
  const manifest = entryOf('META-INF/manifest.xml');
  // A zip program locked its entries one by one: that is nothing that an office program knows.
  if (!manifest || manifest.encrypted) throw unknownEncryption('zip');
  const locks = odfLocks((await contentOf(zip, manifest, MAX_MANIFEST_BYTES)).toString('utf8'));
  return async (password, signal) => {
    const whole = entryOf(WHOLE_PACKAGE);
    const wholeLock = locks.get(WHOLE_PACKAGE);
    if (whole && wholeLock) {
      const bytes = await contentOf(zip, whole, MAX_LOCKED_BYTES, signal);
      const opened = await decryptOdfEntry(wholeLock, bytes, password, signal);
      return opened && openByteSource(await unpacked(opened, signal));
    }
    const parts: PackedEntry[] = [];
    for (const name of PARTS) {
      const entry = entryOf(name);
      const part = entry && (await packedPart(zip, entry, locks.get(name), password, signal));
      if (part === null) return null;
      if (part) parts.push(part);
    }
    const mimetype = Buffer.from('application/vnd.oasis.opendocument.spreadsheet');
    return openByteSource(packedZip([stored('mimetype', mimetype), ...parts]));
  };
}

async function packedPart(
  zip: ZipReader,
  entry: ZipEntry,
  lock: OdfLock | undefined,
  password: string,
  signal: AbortSignal | undefined,
): Promise<PackedEntry | null> {
  const content = await contentOf(zip, entry, MAX_LOCKED_BYTES, signal);
  if (!lock) return stored(entry.name, content);
  const bytes = await decryptOdfEntry(lock, content, password, signal);
  if (bytes === null) return null;
  let size = 0;
  let checksum = 0;
  try {
    for await (const piece of inflated(bytes, signal)) {
      size += piece.length;
      checksum = crc32(piece, checksum);
    }
  } catch (error) {
    // Where nothing was checked before, what comes out tells whether the password was right.
    if (isDamage(error) && !lock.checksum) return null;
    throw error;
  }
  if (size > MAX_PART_BYTES) throw tooLarge();
  return { name: entry.name, method: DEFLATED, bytes, size, checksum };
}

function stored(name: string, bytes: Buffer): PackedEntry {
  return { name, method: STORED, bytes, size: bytes.length, checksum: crc32(bytes) };
}

/** A package is deflated before it is encrypted, or was found to be packed already. */
async function unpacked(bytes: Buffer, signal: AbortSignal | undefined): Promise<Buffer> {
  if (bytes.toString('latin1', 0, 4) === 'PK\x03\x04') return bytes;
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of inflated(bytes, signal)) {
    size += piece.length;
    if (size > MAX_LOCKED_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function contentOf(
  zip: ZipReader,
  entry: ZipEntry,
  most: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  if (entry.size > most) throw tooLarge();
  const pieces: Buffer[] = [];
  for await (const piece of zip.chunks(entry, { signal })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* inflated(bytes: Buffer, signal: AbortSignal | undefined) {
  let size = 0;
  try {
    for await (const piece of Readable.from([bytes]).compose(createInflateRaw())) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      size += (piece as Buffer).length;
      if (size > RATIO_MATTERS_FROM_BYTES && size > bytes.length * MAX_RATIO)
        throw new AppError('FILE_UNSAFE', { what: 'ratio', limit: MAX_RATIO });
      yield piece as Buffer;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_DAMAGED', { what: 'encryption' }, { cause: error });
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof AppError && error.code === 'FILE_DAMAGED';
}

function tooLarge(): AppError {
  return new AppError('FILE_TOO_LARGE', { what: 'part', limit: MAX_LOCKED_BYTES });
}

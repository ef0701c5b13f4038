import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';
import { openZip, type ZipEntry, type ZipReader } from '../../../archive/openZip.ts';
import { utf8Pieces } from '../xlsx/utf8Pieces.ts';
import {
  partKey,
  type Relationship,
  relationshipsHandler,
  relationshipsPart,
} from '../xlsx/workbookParts.ts';
import { type XmlHandler, XmlScanner } from '../xlsx/xmlScanner.ts';

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

/** A zip whose parts are found by name (OPC, ECMA-376 part 2; OpenDocument is packed alike, without relationships). */
export interface OpenedPackage {
  zip: ZipReader;
  /** By a part's name, whatever its case and slashes. */
  part(name: string): ZipEntry | undefined;
  /** Relationships of a part; of the package itself: ''. None where the part has no list of them. */
  relationshipsOf(part: string): Promise<Relationship[]>;
  /** A part that has to be known before the first row; FILE_TOO_LARGE where no real one is so large. */
  smallPart(entry: ZipEntry): AsyncGenerator<Buffer, void, undefined>;
  scanSmall(entry: ZipEntry, handler: XmlHandler): Promise<void>;
  close(): void;
}

/** Throws what openZip throws, and FILE_UNSAFE, FILE_TOO_LARGE for archives made to exhaust a machine. */
export async function openPackage(source: ByteSource, signal?: AbortSignal): Promise<OpenedPackage> {
  const zip = await openZip(source);
  try {
    refuseBombs(zip.entries);
  } catch (error) {
    zip.close();
    throw error;
  }
  const parts = new Map(zip.entries.map((entry) => [partKey(entry.name), entry]));
  const opened: OpenedPackage = {
    zip,
    part: (name) => parts.get(partKey(name)),
    async relationshipsOf(part) {
      const entry = parts.get(relationshipsPart(part));
      if (!entry) return [];
      const { handler, relationships } = relationshipsHandler(part);
      await opened.scanSmall(entry, handler);
      return relationships;
    },
    smallPart(entry) {
      if (entry.size > MAX_SMALL_PART_BYTES) {
        throw new AppError('FILE_TOO_LARGE', { what: 'part', limit: MAX_SMALL_PART_BYTES });
      }
      return zip.chunks(entry, { signal });
    },
    scanSmall: (entry, handler) => scanXml(opened.smallPart(entry), handler),
    close: () => zip.close(),
  };
  return opened;
}

/** A whole part; throws FILE_DAMAGED when its XML does not end. */
export async function scanXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  const scanner = new XmlScanner(handler);
  for await (const piece of utf8Pieces(pieces)) scanner.write(piece);
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

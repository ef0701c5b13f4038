import { AppError } from '../../shared/domain/errors.ts';
import { openByteSource } from './byteSource.ts';
import { entryPath } from './entryPath.ts';
import {
  type ArchiveCollection,
  type CollectedFile,
  type FileState,
  isSystemFile,
} from './fileCollection.ts';
import type { FilePlace } from './filePlace.ts';
import { openZip, type ZipEntry } from './openZip.ts';

/** A table of text packs about 1:20 and a photo hardly at all; deflate's own limit is about 1:1,000. */
export const MAX_ENTRY_RATIO = 200;
/** A small file may be as empty as it likes. */
const RATIO_MATTERS_FROM_BYTES = 4 * 1024 * 1024;
/** All entries together: 100,000 photos of half a megabyte. */
export const MAX_ARCHIVE_BYTES = 64 * 1024 ** 3;
/** So many encrypted entries tell whether a password is right: the traditional encryption takes one wrong one in 256. */
const TRIED_ENTRIES = 8;
/** Length of a local header without its name and extra fields. */
const LOCAL_HEADER_BYTES = 30;

/**
 * Opens a zip (a file, or the bytes of a zip within a zip) and says of every entry whether it can be taken.
 * Nothing is ever written to disk. Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_DAMAGED, FILE_TOO_LARGE,
 * FILE_ENCRYPTION_UNKNOWN, FILE_PASSWORD_WRONG.
 *
 * @param password for entries that are encrypted; null: they can't be taken
 */
export async function openArchive(
  file: FilePlace | Uint8Array,
  password: string | null = null,
): Promise<ArchiveCollection> {
  const source = await openByteSource(file);
  try {
    const zip = await openZip(source, { password });
    const locked = zip.entries.filter((entry) => entry.encrypted && entry.size > 0);
    if (password !== null) await zip.tryPassword(locked.slice(0, TRIED_ENTRIES));
    const overlapping = findOverlaps(zip.entries);
    const entries: ZipEntry[] = [];
    const files: CollectedFile[] = [];
    const skipped = { folders: 0, systemFiles: 0, links: 0 };
    let inflated = 0;
    for (const entry of zip.entries) {
      const { path, unsafe } = entryPath(entry.name);
      if (unsafe === null && /[/\\]$/.test(entry.name)) {
        skipped.folders++;
      } else if (unsafe === null && isSystemFile(path)) {
        skipped.systemFiles++;
      } else {
        inflated += entry.size;
        const state: FileState =
          unsafe !== null
            ? { kind: 'unsafe', reason: unsafe }
            : stateOf(entry, overlapping.has(entry), password !== null);
        files.push({
          index: files.length,
          path: unsafe === null ? path : entry.name,
          size: entry.size,
          state,
        });
        entries.push(entry);
      }
    }
    if (inflated > MAX_ARCHIVE_BYTES) {
      throw new AppError('FILE_TOO_LARGE', { what: 'inflated', limit: MAX_ARCHIVE_BYTES });
    }
    async function* chunks(file: CollectedFile, maxBytes: number, signal?: AbortSignal) {
      const entry = entries[file.index];
      if (!entry || file.state.kind === 'unsafe' || file.state.kind === 'bomb')
        throw new AppError('FILE_UNSAFE');
      if (entry.size > maxBytes) throw new AppError('FILE_TOO_LARGE', { what: 'entry', limit: maxBytes });
      yield* zip.chunks(entry, { signal });
    }
    return {
      kind: 'zip',
      nameEncoding: zip.nameEncoding,
      files,
      skipped,
      async read(file, maxBytes, signal) {
        const pieces: Buffer[] = [];
        for await (const piece of chunks(file, maxBytes, signal)) pieces.push(piece);
        return Buffer.concat(pieces);
      },
      chunks,
      async close() {
        zip.close();
        await source.close();
      },
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}

function stateOf(entry: ZipEntry, overlaps: boolean, hasPassword: boolean): FileState {
  if (entry.symbolicLink) return { kind: 'unsafe', reason: 'link' };
  if (entry.encrypted && !hasPassword) return { kind: 'encrypted' };
  if (overlaps) return { kind: 'bomb', reason: 'overlap' };
  if (entry.size > RATIO_MATTERS_FROM_BYTES && entry.size > entry.compressedSize * MAX_ENTRY_RATIO) {
    return { kind: 'bomb', reason: 'ratio' };
  }
  return { kind: 'ok' };
}

/** Entries that begin within the bytes of another: how a few megabytes are made to count a thousand times. */
function findOverlaps(entries: readonly ZipEntry[]): Set<ZipEntry> {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  const overlapping = new Set<ZipEntry>();
  let end = 0;
  for (const entry of inOrder) {
    if (entry.offset < end) overlapping.add(entry);
    end = Math.max(end, entry.offset + LOCAL_HEADER_BYTES + entry.compressedSize);
  }
  return overlapping;
}

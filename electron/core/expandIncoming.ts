import { rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/domain/errors.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import { isMemoName, isTableName, memoKey } from '../../shared/domain/memoFiles.ts';
import {
  type ArchiveCollection,
  type CollectedFile,
  type FileCollection,
  fileFinding,
  wantsPassword,
} from '../archive/fileCollection.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { openArchive } from '../archive/openArchive.ts';
import { type SealedFile, sealingStream } from '../archive/sealedFile.ts';
import { walkFolder } from '../archive/walkFolder.ts';
import { type SniffedFile, sniffFile } from '../import/sniffFile.ts';

/** A spreadsheet inside a zip is taken out whole; a larger one has to be unpacked by the person. */
const MAX_EXPANDED_BYTES = 1024 ** 3;
/** What one zip may put on the disk, all zips within it counted. */
const MAX_TOTAL_BYTES = 8 * 1024 ** 3;
/** A zip, and zips in it: what lies deeper was not packed for an import. */
const MAX_ZIP_DEPTH = 2;
/** Lists in one folder or zip, those in zips within it counted: a list for each class of the largest university, and more. */
const MAX_LISTS = 5_000;
/** A file that is named like a spreadsheet or an archive and is none is told as unreadable; any other that is none is only named. */
const READABLE_NAME = /\.(xls[xmb]?|xlt[xm]?|ett?|f?ods|dbf|csv|tsv|txt|html?|mht(ml)?|zip|rar|7z)$/i;
/** Not even looked into: a zip of photos holds a hundred thousand. */
const PICTURE_NAME = /\.(jpe?g|png|bmp|gif|webp|tiff?)$/i;

export interface IncomingFile {
  path: FilePlace;
  name: string;
  /** Ours to remove when no session needs it any more. */
  isOurs: boolean;
  /** Of a .dbf: the memo files that came with it. Ours if it is. */
  memos?: readonly { path: FilePlace; name: string }[];
}

export interface Expanded {
  files: { file: string; name: string }[];
  findings: Finding[];
  failed: { name: string; error: { code: string; params: Record<string, string | number> } }[];
  /** Files that are no spreadsheets, and what they are as far as is known. */
  leftOut: { name: string; what: string }[];
}

/** Where the files that are found are kept. */
export interface FileShelf {
  /** A place in the data folder for a new file. */
  place(): { id: string; path: SealedFile };
  keep(id: string, file: IncomingFile): void;
}

/**
 * The spreadsheets in a folder or zip, also in the zips within it, each as an incoming file of its own; what can't
 * be taken is told. A file that is neither stands for itself. Throws FILE_NOT_FOUND, FILE_ENCRYPTED (a zip that wants
 * a password), FILE_PASSWORD_WRONG, FILE_NO_ROWS (nothing in it at all), CANCELLED, and what opening a damaged zip throws.
 */
export async function expandIncoming(
  id: string,
  given: IncomingFile,
  shelf: FileShelf,
  password: string | null,
  signal?: AbortSignal,
): Promise<Expanded> {
  const expanded: Expanded = { files: [], findings: [], failed: [], leftOut: [] };
  let taken = 0;
  let lists = 0;
  const folder = await folderOf(given);
  if (folder !== null) {
    await expandCollection(await walkFolder(folder, signal), folder, '', 0);
  } else {
    const sniffed = await sniffFile(given.path);
    if (sniffed.format !== 'zip') return { ...expanded, files: [{ file: id, name: given.name }] };
    const archive = await openUnlocked(given.path, given.name);
    await expandCollection(archive, null, '', 1);
  }
  const { files, findings, failed, leftOut } = expanded;
  if (files.length + findings.length + failed.length + leftOut.length === 0) {
    throw new AppError('FILE_NO_ROWS', { file: given.name });
  }
  return expanded;

  /** What is open in a zip waits for the password of what is locked, so that no half of it passes for the whole. */
  async function openUnlocked(path: FilePlace, file: string): Promise<ArchiveCollection> {
    const archive = await openArchive(path, password);
    if (!wantsPassword(archive)) return archive;
    await archive.close();
    throw new AppError('FILE_ENCRYPTED', { what: 'zip', file });
  }

  async function expandCollection(
    collection: FileCollection | ArchiveCollection,
    root: string | null,
    inside: string,
    zips: number,
  ): Promise<void> {
    try {
      lists += collection.files.filter(({ path }) => !PICTURE_NAME.test(path)).length;
      if (lists > MAX_LISTS) throw new AppError('FILE_TOO_LARGE', { what: 'entries', limit: MAX_LISTS });
      const memosOf = memosByTable(collection.files);
      for (const entry of collection.files) {
        const name = `${inside}${entry.path}`;
        const finding = fileFinding(entry);
        // Taken with its table.
        if (!finding && isMemoName(name) && memosOf.has(memoKey(entry.path))) continue;
        if (finding) expanded.findings.push({ ...finding, value: name });
        else if (PICTURE_NAME.test(name)) expanded.leftOut.push({ name, what: 'image' });
        else await expandEntry(collection, root, entry, name, zips, memosOf.get(memoKey(entry.path)) ?? []);
      }
    } finally {
      await collection.close();
    }
  }

  /** One damaged entry must not keep back the others. */
  async function expandEntry(
    collection: FileCollection | ArchiveCollection,
    root: string | null,
    entry: CollectedFile,
    name: string,
    zips: number,
    memoEntries: readonly CollectedFile[],
  ): Promise<void> {
    const archive = 'chunks' in collection ? collection : null;
    const { id: entryId, path: place } = shelf.place();
    const path = root === null ? place : join(root, entry.path);
    const isOurs = root === null;
    let keeps = false;
    try {
      if (archive) await takeOut(archive, entry, place);
      const isNamedSo = READABLE_NAME.test(name);
      const sniffed = await sniffOrNull(path);
      // A packed file of a kind that can't be looked into may hold lists: it is told when it is opened.
      if (!isNamedSo && (sniffed === null || (sniffed.format === 'unknown' && sniffed.what !== 'archive'))) {
        expanded.leftOut.push({ name, what: sniffed?.format === 'unknown' ? sniffed.what : 'binary' });
      } else if (sniffed?.format === 'zip') {
        if (zips === MAX_ZIP_DEPTH) throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: 'zip' });
        await expandCollection(await openUnlocked(path, name), null, `${name}/`, zips + 1);
      } else {
        keeps = true;
        const memos =
          sniffed?.format === 'dbf'
            ? await placeMemos(archive, root, memoEntries, name.slice(0, name.length - entry.path.length))
            : [];
        shelf.keep(entryId, { path, name, isOurs, memos });
        expanded.files.push({ file: entryId, name });
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
      expanded.failed.push({ name, error: { code: error.code, params: error.params } });
    } finally {
      if (isOurs && !keeps) rmSync(place.path, { force: true });
    }
  }

  /** Where the memo files of a table are. One that can't be taken out is told; its table is taken without it. */
  async function placeMemos(
    archive: ArchiveCollection | null,
    root: string | null,
    entries: readonly CollectedFile[],
    inside: string,
  ): Promise<{ path: FilePlace; name: string }[]> {
    if (!archive) return entries.map(({ path }) => ({ path: join(root!, path), name: path }));
    const placed: { path: FilePlace; name: string }[] = [];
    for (const entry of entries) {
      const { path } = shelf.place();
      try {
        await takeOut(archive, entry, path);
        placed.push({ path, name: entry.path });
      } catch (error) {
        rmSync(path.path, { force: true });
        if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
        const { code, params } = error;
        expanded.failed.push({ name: `${inside}${entry.path}`, error: { code, params } });
      }
    }
    return placed;
  }

  async function takeOut(
    collection: ArchiveCollection,
    entry: CollectedFile,
    place: SealedFile,
  ): Promise<void> {
    taken += entry.size;
    if (taken > MAX_TOTAL_BYTES) {
      throw new AppError('FILE_TOO_LARGE', { what: 'inflated', limit: MAX_TOTAL_BYTES });
    }
    const pieces = collection.chunks(entry, MAX_EXPANDED_BYTES, signal);
    await pipeline(Readable.from(pieces), sealingStream(place));
  }
}

/** The memo files of each table that has any, by memoKey. */
function memosByTable(files: readonly CollectedFile[]): Map<string, CollectedFile[]> {
  const tables = new Map<string, CollectedFile[]>();
  for (const { path } of files) if (isTableName(path)) tables.set(memoKey(path), []);
  for (const file of files) {
    if (isMemoName(file.path) && file.state.kind === 'ok') tables.get(memoKey(file.path))?.push(file);
  }
  return tables;
}

/** The path of a folder that was given; null: it is a file. Throws FILE_NOT_FOUND. */
async function folderOf({ path, name }: IncomingFile): Promise<string | null> {
  if (typeof path !== 'string') return null;
  const info = await stat(path).catch(() => {
    throw new AppError('FILE_NOT_FOUND', { file: name });
  });
  return info.isDirectory() ? path : null;
}

/** Null for what can't be looked at; whoever opens it says why. */
async function sniffOrNull(path: FilePlace): Promise<SniffedFile | null> {
  try {
    return await sniffFile(path);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

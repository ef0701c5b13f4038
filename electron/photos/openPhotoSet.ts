import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { fileSystemError, openByteSource } from '../archive/byteSource.ts';
import { entryPath } from '../archive/entryPath.ts';
import {
  type CollectedFile,
  type FileCollection,
  isSystemFile,
  wantsPassword,
} from '../archive/fileCollection.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { openArchive } from '../archive/openArchive.ts';
import { headOf, sizeOf } from '../archive/piecesOf.ts';
import { walkFolder } from '../archive/walkFolder.ts';
import type { PhotoFinding } from './checkPhoto.ts';
import { hasPictureExtension } from './photoNameParts.ts';
import { sniffImage } from './sniffImage.ts';

/** No portrait has more; a scan of a whole page in colour may come near. */
export const MAX_PHOTO_BYTES = 32 * 1024 * 1024;
/** All zips within the zip together: they are held in memory, as nothing is ever unpacked to the disk. */
const MAX_INNER_ZIP_BYTES = 256 * 1024 * 1024;

/** `name` is the path to tell and to match by, `path` where the bytes are. */
export interface GivenFile {
  path: FilePlace;
  name: string;
}

export type PhotoSource =
  | { kind: 'folder'; path: string }
  | { kind: 'zip'; path: FilePlace }
  | { kind: 'files'; files: readonly GivenFile[] };

export type PhotoContent =
  | { kind: 'picture'; bytes: Buffer }
  /** Nothing that anyone takes for a photo: text, tables, what operating systems leave behind. */
  | { kind: 'dropped' }
  /** Meant as a photo, or made to do harm, and not taken. */
  | { kind: 'refused'; finding: PhotoFinding };

export interface PhotoFile {
  /** 1-based, over the whole set. */
  row: number;
  /** Within the set; null for what an operating system left behind, which is only counted. */
  path: string | null;
  /** The bytes are read when asked for and kept by nobody else, so memory is bounded by who asks. Throws CANCELLED. */
  content(signal?: AbortSignal): Promise<PhotoContent>;
}

export interface PhotoSet {
  format: 'zip' | 'folder' | 'files';
  /** Of the names in a zip that do not say it themselves. */
  nameEncoding: 'utf-8' | 'gb18030' | null;
  files: readonly PhotoFile[];
  close(): Promise<void>;
}

/**
 * What the person gave: one folder, one zip (by content), or any other files as they are. Throws FILE_NOT_FOUND,
 * FILE_FORMAT_UNSUPPORTED for archives that are not zips.
 */
export async function photoSourceOf(given: readonly GivenFile[]): Promise<PhotoSource> {
  const [only] = given;
  if (only === undefined || given.length > 1) return { kind: 'files', files: given };
  try {
    const { path } = only;
    if (typeof path === 'string' && (await stat(path)).isDirectory()) return { kind: 'folder', path };
  } catch (error) {
    throw fileSystemError(error);
  }
  const start = await headOf(only.path, 8);
  if (isZip(start)) return { kind: 'zip', path: only.path };
  const other = otherArchive(start);
  if (other !== null) throw new AppError('FILE_FORMAT_UNSUPPORTED', { format: other });
  return { kind: 'files', files: given };
}

/**
 * Lists a set of photos; zips in it are opened, one level deep (schools get one zip for each class). Throws
 * FILE_NOT_FOUND, FILE_UNREADABLE, FILE_DAMAGED, FILE_TOO_LARGE, FILE_NO_ROWS (nothing in it), FILE_ENCRYPTED (some
 * or all of it is), FILE_PASSWORD_WRONG.
 *
 * @param password of a zip that has one, and of zips in it; null for none
 */
export async function openPhotoSet(
  source: PhotoSource,
  signal?: AbortSignal,
  password: string | null = null,
): Promise<PhotoSet> {
  const outer = await openCollection(source, password, signal);
  const opened: FileCollection[] = [outer];
  const close = async () => {
    for (const collection of opened.splice(0)) await collection.close();
  };
  try {
    if (wantsPassword(outer)) throw new AppError('FILE_ENCRYPTED', { what: 'zip' });
    const files: PhotoFile[] = [];
    const add = (path: string | null, content: PhotoFile['content']) =>
      files.push({ row: files.length + 1, path, content });
    const addSkipped = ({ skipped }: FileCollection) => {
      for (let left = skipped.systemFiles + skipped.links; left > 0; left -= 1)
        add(null, async () => DROPPED);
    };
    let innerBytesLeft = MAX_INNER_ZIP_BYTES;
    for (const file of outer.files) {
      if (file.state.kind !== 'ok' || !/\.zip$/i.test(file.path)) {
        add(file.path, (abort) => contentOf(outer, file, abort));
        continue;
      }
      let inner: FileCollection;
      try {
        const place = placeOf(source, file);
        inner = await openArchive(place ?? (await outer.read(file, innerBytesLeft, signal)), password);
        if (place === null) innerBytesLeft -= file.size;
      } catch (error) {
        const content = refusal(error);
        add(file.path, async () => content);
        continue;
      }
      opened.push(inner);
      for (const entry of inner.files) {
        add(`${file.path}/${entry.path}`, (abort) => contentOf(inner, entry, abort));
      }
      addSkipped(inner);
    }
    addSkipped(outer);
    if (files.length === 0) throw new AppError('FILE_NO_ROWS');
    return { format: source.kind, nameEncoding: outer.nameEncoding, files, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const DROPPED: PhotoContent = { kind: 'dropped' };

async function openCollection(
  source: PhotoSource,
  password: string | null,
  signal?: AbortSignal,
): Promise<FileCollection> {
  if (source.kind === 'zip') return openArchive(source.path, password);
  if (source.kind === 'folder') return walkFolder(source.path, signal);
  return collectGiven(source.files);
}

/** Files that came one by one, each with its path in the folder that the person chose. */
async function collectGiven(given: readonly GivenFile[]): Promise<FileCollection> {
  const files: CollectedFile[] = [];
  const places: FilePlace[] = [];
  const skipped = { folders: 0, systemFiles: 0, links: 0 };
  for (const { path: place, name } of given) {
    const { path, unsafe } = entryPath(name);
    if (unsafe === null && isSystemFile(path)) {
      skipped.systemFiles += 1;
      continue;
    }
    const size = unsafe === null ? await sizeOf(place) : 0;
    const state = unsafe === null ? ({ kind: 'ok' } as const) : ({ kind: 'unsafe', reason: unsafe } as const);
    files.push({ index: files.length, path: unsafe === null ? path : name, size, state });
    places.push(place);
  }
  return {
    kind: 'folder',
    nameEncoding: null,
    files,
    skipped,
    async read(file, maxBytes, signal) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      const source = await openByteSource(places[file.index] ?? '');
      try {
        const { size } = source;
        if (size > maxBytes) throw new AppError('FILE_TOO_LARGE', { what: 'entry', limit: maxBytes });
        return await source.read(0, size);
      } finally {
        await source.close();
      }
    },
    async close() {},
  };
}

/** Where a file of the set lies on the disk; null within a zip. */
function placeOf(source: PhotoSource, file: CollectedFile): FilePlace | null {
  if (source.kind === 'folder') return join(source.path, file.path);
  if (source.kind === 'zip') return null;
  return source.files.find((given) => entryPath(given.name).path === file.path)?.path ?? null;
}

async function contentOf(
  collection: FileCollection,
  file: CollectedFile,
  signal: AbortSignal | undefined,
): Promise<PhotoContent> {
  if (file.state.kind === 'unsafe') return refused('ENTRY_UNSAFE', { case: file.state.reason });
  if (file.state.kind === 'encrypted') return refused('ENTRY_ENCRYPTED', {});
  if (file.state.kind === 'bomb') return refused('ARCHIVE_BOMB', { case: file.state.reason });
  const meantAsPhoto = hasPictureExtension(file.path);
  // A film or a disc image beside the photos is not read only to be dropped.
  if (!meantAsPhoto && file.size > MAX_PHOTO_BYTES) return DROPPED;
  let bytes: Buffer;
  try {
    bytes = await collection.read(file, MAX_PHOTO_BYTES, signal);
  } catch (error) {
    return refusal(error);
  }
  return meantAsPhoto || sniffImage(bytes) !== null ? { kind: 'picture', bytes } : DROPPED;
}

/** One file that cannot be read does not stop the others. Anything but the file's own fault is thrown on. */
function refusal(error: unknown): PhotoContent {
  if (!(error instanceof AppError)) throw error;
  switch (error.code) {
    case 'FILE_TOO_LARGE':
      return refused('PHOTO_BYTES', { case: 'too-large', most: MAX_PHOTO_BYTES / 1024 });
    case 'FILE_ENCRYPTED':
    case 'FILE_PASSWORD_WRONG':
    case 'FILE_ENCRYPTION_UNKNOWN':
      return refused('ENTRY_ENCRYPTED', {});
    case 'FILE_UNSAFE':
      return refused('ENTRY_UNSAFE', { case: 'link' });
    case 'FILE_DAMAGED':
    case 'FILE_FORMAT_UNSUPPORTED':
    case 'FILE_UNREADABLE':
    case 'FILE_NOT_FOUND':
    case 'FILE_UNKNOWN':
      return refused('PHOTO_DAMAGED', { case: 'unreadable', format: '' });
    default:
      throw error;
  }
}

function refused(code: PhotoFinding['code'], params: PhotoFinding['params']): PhotoContent {
  return { kind: 'refused', finding: { code, severity: 'block', suggestion: null, params } };
}

function isZip(start: Buffer): boolean {
  const signature = start.toString('latin1', 0, 4);
  return signature === 'PK\x03\x04' || signature === 'PK\x05\x06';
}

function otherArchive(start: Buffer): string | null {
  const signature = start.toString('latin1');
  if (signature.startsWith('Rar!')) return 'rar';
  if (signature.startsWith('7z\xbc\xaf')) return '7z';
  return null;
}

import type { Finding } from '../../shared/domain/findings.ts';
import type { NameEncoding } from './decodeEntryNames.ts';
import type { UnsafeReason } from './entryPath.ts';

export type FileState =
  | { kind: 'ok' }
  /** Its path leaves the folder, or it is a link to somewhere else. */
  | { kind: 'unsafe'; reason: UnsafeReason | 'link' }
  | { kind: 'encrypted' }
  /** Made to fill the machine: packed beyond what any photo or table can be, or sharing its bytes with another entry. */
  | { kind: 'bomb'; reason: 'ratio' | 'overlap' };

export interface CollectedFile {
  /** Place in `files`, 0-based. */
  index: number;
  /** Within the archive or folder, with "/" between the parts. For telling and matching: nothing is written under it. */
  path: string;
  /** Bytes, unpacked, as declared. */
  size: number;
  state: FileState;
}

/** The files of a zip or of a folder, in one shape. */
export interface FileCollection {
  kind: 'zip' | 'folder';
  /** How the names of a zip that do not say so themselves were read; null for a folder. */
  nameEncoding: NameEncoding | null;
  files: readonly CollectedFile[];
  /** Left out of `files`: folders, what operating systems and office programs leave behind, links that stay inside. */
  skipped: { folders: number; systemFiles: number; links: number };
  /**
   * The whole content, in memory, its checksum verified. Throws AppError: FILE_TOO_LARGE above `maxBytes`,
   * FILE_DAMAGED, FILE_UNSAFE (`state` is unsafe or bomb), FILE_ENCRYPTED, FILE_FORMAT_UNSUPPORTED (packed by a
   * method other than deflate), FILE_NOT_FOUND and FILE_UNREADABLE (a folder's file), CANCELLED.
   */
  read(file: CollectedFile, maxBytes: number, signal?: AbortSignal): Promise<Buffer>;
  close(): Promise<void>;
}

export interface ArchiveCollection extends FileCollection {
  kind: 'zip';
  /** What `read` gives, in pieces, for what is too large to be held; the same errors, while it is read. */
  chunks(file: CollectedFile, maxBytes: number, signal?: AbortSignal): AsyncIterable<Buffer>;
}

/** What to tell about a file that can't be taken; null when it is ok. */
export function fileFinding(file: CollectedFile): Finding | null {
  const codes = { unsafe: 'ENTRY_UNSAFE', encrypted: 'ENTRY_ENCRYPTED', bomb: 'ARCHIVE_BOMB' } as const;
  if (file.state.kind === 'ok') return null;
  return {
    code: codes[file.state.kind],
    severity: 'block',
    row: null,
    column: null,
    field: null,
    value: file.path,
    suggestion: null,
  };
}

/** Whether a password would open more of it: then nothing is taken before it was asked for. */
export function wantsPassword({ files }: FileCollection): boolean {
  return files.some(({ state, size }) => state.kind === 'encrypted' && size > 0);
}

/** Files that no person put there: Finder's and Explorer's own, resource forks, the lock files of open documents. */
export function isSystemFile(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  return (
    parts.includes('__macosx') ||
    ['.ds_store', 'thumbs.db', 'ehthumbs.db', 'desktop.ini'].includes(name) ||
    name.startsWith('._') ||
    name.startsWith('~$')
  );
}

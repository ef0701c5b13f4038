/**
 * The files that bundles are made of, as a port: a stick, a shared folder, or in tests a disk that fails between any two
 * of these. Errors are the file system’s own (`code`: ENOENT, ENOSPC, EEXIST …).
 */
export interface BundleFiles {
  /** A file that is not there yet, with its folder: written from its beginning to its end by nobody else. */
  create(path: string): Promise<WritableFile>;
  open(path: string): Promise<ReadableFile>;
  exists(path: string): Promise<boolean>;
  /** Also over what another program holds for a moment (virus scanners, Windows). */
  rename(from: string, to: string): Promise<void>;
  /** False when there was no such file. */
  remove(path: string): Promise<boolean>;
  /** Names of what lies in a folder, in order; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Makes renames in a folder outlast a power cut. */
  flushFolder(folder: string): Promise<void>;
}

export interface WritableFile {
  write(bytes: Uint8Array): Promise<void>;
  /** What was written outlasts a power cut. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface ReadableFile {
  size: number;
  /** Up to `length` bytes from `position`; shorter only at the end. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

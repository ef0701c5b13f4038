import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/domain/errors.ts';
import type { Finding } from '../../shared/domain/findings.ts';
import { type CollectedFile, type FileCollection, fileFinding } from '../archive/fileCollection.ts';
import { openArchive } from '../archive/openArchive.ts';
import { walkFolder } from '../archive/walkFolder.ts';
import { sniffFile } from '../import/sniffFile.ts';
import type { Ids } from './core.ts';

/** A spreadsheet inside a zip is taken out whole; a larger one has to be unpacked by the person. */
const MAX_EXPANDED_BYTES = 1024 ** 3;

export interface IncomingFile {
  path: string;
  name: string;
  /** Ours to remove when no session needs it any more. */
  isOurs: boolean;
}

interface Expanded {
  files: { file: string; name: string }[];
  findings: Finding[];
  failed: { name: string; error: { code: string; params: Record<string, string | number> } }[];
}

/** Files that were handed in for import, by the names that windows and command line know them by. */
export class Incoming {
  readonly #dir: string;
  readonly #ids: Ids;
  readonly #files = new Map<string, IncomingFile>();

  constructor(dataDir: string, ids: Ids) {
    this.#dir = join(dataDir, 'incoming');
    this.#ids = ids;
    this.clear();
    mkdirSync(this.#dir, { recursive: true });
  }

  async receive(name: string, body: AsyncIterable<Uint8Array>): Promise<string> {
    const file = this.#ids.next();
    const path = join(this.#dir, file);
    try {
      await pipeline(Readable.from(body), createWriteStream(path, { flags: 'wx' }));
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
    this.#files.set(file, { path, name, isOurs: true });
    return file;
  }

  offer(path: string): string {
    const file = this.#ids.next();
    this.#files.set(file, { path, name: basename(path), isOurs: false });
    return file;
  }

  find(file: string): IncomingFile {
    const found = this.#files.get(file);
    if (!found) throw new AppError('FILE_NOT_FOUND', { file });
    return found;
  }

  /** The spreadsheets in a folder or zip, each as an incoming file of its own; what can't be taken is told. */
  async expand(file: string): Promise<Expanded> {
    const given = this.find(file);
    const collection = await this.#openCollection(given);
    if (!collection) return { files: [{ file, name: given.name }], findings: [], failed: [] };
    try {
      const files: Expanded['files'] = [];
      const findings: Finding[] = [];
      const failed: Expanded['failed'] = [];
      for (const entry of collection.files) {
        const finding = fileFinding(entry);
        if (finding) {
          findings.push(finding);
          continue;
        }
        try {
          files.push({ file: await this.#takeOut(given, collection, entry), name: entry.path });
        } catch (error) {
          // One damaged entry must not keep back the others.
          if (!(error instanceof AppError)) throw error;
          failed.push({ name: entry.path, error: { code: error.code, params: error.params } });
        }
      }
      if (files.length === 0 && findings.length === 0 && failed.length === 0)
        throw new AppError('FILE_NO_ROWS', { file: given.name });
      return { files, findings, failed };
    } finally {
      await collection.close();
    }
  }

  async #openCollection(given: IncomingFile): Promise<FileCollection | null> {
    const info = await stat(given.path).catch(() => {
      throw new AppError('FILE_NOT_FOUND', { file: given.name });
    });
    if (info.isDirectory()) return walkFolder(given.path);
    const sniffed = await sniffFile(given.path);
    return sniffed.format === 'zip' && !sniffed.encrypted ? openArchive(given.path) : null;
  }

  async #takeOut(given: IncomingFile, collection: FileCollection, entry: CollectedFile): Promise<string> {
    const id = this.#ids.next();
    if (collection.kind === 'folder') {
      this.#files.set(id, { path: join(given.path, entry.path), name: entry.path, isOurs: false });
      return id;
    }
    const path = join(this.#dir, id);
    await writeFile(path, await collection.read(entry, MAX_EXPANDED_BYTES), { flag: 'wx' });
    this.#files.set(id, { path, name: entry.path, isOurs: true });
    return id;
  }

  release(files: readonly string[]): void {
    for (const file of files) {
      const found = this.#files.get(file);
      this.#files.delete(file);
      if (found?.isOurs) rmSync(found.path, { force: true });
    }
  }

  clear(): void {
    this.#files.clear();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/domain/errors.ts';
import { sealedFileAt, sealingStream } from '../archive/sealedFile.ts';
import type { Ids } from './core.ts';
import { type Expanded, expandIncoming, type FileShelf, type IncomingFile } from './expandIncoming.ts';
import { actingSession } from './Session.ts';

/**
 * Files that were handed in for import, by the names that windows and command line know them by. What was sent, or came
 * out of an archive, lies in the data folder sealed; what a person offered by its path is read where it lies.
 */
export class Incoming {
  readonly #dir: string;
  readonly #ids: Ids;
  readonly #files = new Map<string, IncomingFile & { session: string | null }>();

  constructor(dataDir: string, ids: Ids) {
    this.#dir = join(dataDir, 'incoming');
    this.#ids = ids;
    this.clear();
    mkdirSync(this.#dir, { recursive: true });
  }

  async receive(name: string, body: AsyncIterable<Uint8Array>): Promise<string> {
    const file = this.#ids.next();
    const path = sealedFileAt(join(this.#dir, file));
    try {
      await pipeline(Readable.from(body), sealingStream(path));
    } catch (error) {
      rmSync(path.path, { force: true });
      throw error;
    }
    this.#keep(file, { path, name, isOurs: true });
    return file;
  }

  offer(path: string): string {
    const file = this.#ids.next();
    this.#keep(file, { path, name: basename(path), isOurs: false });
    return file;
  }

  #keep(file: string, found: IncomingFile): void {
    this.#files.set(file, { ...found, session: sessionNow() });
  }

  /** Only what came by the session that asks. */
  find(file: string): IncomingFile {
    const found = this.#files.get(file);
    if (!found || found.session !== sessionNow()) throw new AppError('FILE_NOT_FOUND', { file });
    return found;
  }

  /** See expandIncoming. */
  expand(file: string, password: string | null, signal?: AbortSignal): Promise<Expanded> {
    const shelf: FileShelf = {
      place: () => {
        const id = this.#ids.next();
        return { id, path: sealedFileAt(join(this.#dir, id)) };
      },
      keep: (id, found) => this.#keep(id, found),
    };
    return expandIncoming(file, this.find(file), shelf, password, signal);
  }

  release(files: readonly string[]): void {
    for (const file of files) {
      const found = this.#files.get(file);
      this.#files.delete(file);
      if (!found?.isOurs) continue;
      for (const { path } of [found, ...(found.memos ?? [])])
        if (typeof path !== 'string') rmSync(path.path, { force: true });
    }
  }

  clear(): void {
    this.#files.clear();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

const sessionNow = (): string | null => actingSession()?.owner ?? null;

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { plainSize, type SealedFile, sealedFileAt, sealingStream } from '../archive/sealedFile.ts';
import type { Download, Ids } from './core.ts';
import { actingSession } from './Session.ts';

const MIME = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  tif: 'image/tiff',
  xjs: 'application/octet-stream',
} as const;
export type DownloadFormat = keyof typeof MIME;

interface Ready {
  name: string;
  format: DownloadFormat;
  place: SealedFile;
  /** Whose it is. */
  session: string | null;
}

/** A file that is being made. */
export interface Making {
  place: SealedFile;
  /** A stream that writes the file; to be asked for once. */
  sink(): Writable;
  /** All of the file, for what is small. */
  write(bytes: Uint8Array | string): Promise<void>;
  done(): string;
  abandon(): void;
}

/** Files made for a person to take away. They live in the data folder, sealed, until the core closes, no longer. */
export class Downloads {
  readonly #dir: string;
  readonly #ids: Ids;
  readonly #ready = new Map<string, Ready>();

  constructor(dataDir: string, ids: Ids) {
    this.#dir = join(dataDir, 'downloads');
    this.#ids = ids;
    this.clear();
    mkdirSync(this.#dir, { recursive: true });
  }

  /** Where to write a file; `done` offers it, once it is whole, under the returned name. */
  begin(name: string, format: DownloadFormat): Making {
    const id = this.#ids.next();
    const place = sealedFileAt(join(this.#dir, id));
    const session = actingSession()?.owner ?? null;
    return {
      place,
      sink: () => sealingStream(place),
      write: (bytes) => pipeline([Buffer.from(bytes as Uint8Array)], sealingStream(place)),
      done: () => {
        this.#ready.set(id, { name: `${name}.${format}`, format, place, session });
        return id;
      },
      abandon: () => rmSync(place.path, { force: true }),
    };
  }

  /** Only what the session that asks has made; what the program made by itself is nobody's. */
  find(id: string): Download | null {
    const ready = this.#ready.get(id);
    if (!ready || ready.session !== (actingSession()?.owner ?? null)) return null;
    const { name, format, place } = ready;
    return { name, mime: MIME[format], place, bytes: plainSize(statSync(place.path).size)! };
  }

  /** Takes back what was offered: it was only needed for something else. */
  forget(id: string): void {
    const ready = this.#ready.get(id);
    if (ready) rmSync(ready.place.path, { force: true });
    this.#ready.delete(id);
  }

  clear(): void {
    this.#ready.clear();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

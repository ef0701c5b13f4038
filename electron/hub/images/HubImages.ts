import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Readout } from '../../sync/net/hubHandlers.ts';
import type { NetPorts } from '../../sync/net/netPorts.ts';
import type { ImageFile } from '../../sync/protocol/pulled.ts';
import type { HubDb } from '../hubPorts.ts';
import { isImageGood, mayBeServed } from './isImageGood.ts';
import type { ImageOrder, WrittenImage } from './writeImage.ts';

export interface HubImagesParts {
  db: HubDb;
  ports: NetPorts;
  /** Of images alone: what lies there when a hub begins is of one that ended, and nobody has its keys. */
  folder: string;
  make(order: ImageOrder, signal: AbortSignal): Promise<WrittenImage>;
  /** See ROWS_AT_ONCE. */
  atOnce?: number;
}

/** An image that is there. */
export interface HubImage extends WrittenImage {
  id: string;
  key: string;
  grant: string;
  schema: number;
  path: string;
  /** When it was last asked for or read, epoch ms. */
  usedAt: number;
}

/** Rows of a grant that come in the answer itself: fewer are quicker told than fetched. */
const ROWS_AT_ONCE = 2_000;
/** What a question may take, below what a device waits for a byte. */
const WAIT_MS = 20_000;
/** An image in whose place there is a newer one, or that nobody wants: a slow download is left to end. */
const LEFT_MS = 30 * 60_000;
/** Bytes between two looks at whether the device may still have them. */
const LOOK_EVERY = 8 * 1024 * 1024;

/**
 * Images of grants, each made once for all devices that have the same grant, as long as it is good (isImageGood). Their
 * keys are in memory alone: an image ends with the hub’s process, or when it is forgotten, whatever is left of its file.
 */
export class HubImages {
  /** How many were made. */
  made = 0;
  /** Up to so many rows come in the answer. */
  readonly atOnce: number;
  readonly #parts: HubImagesParts;
  readonly #making = new Map<string, Promise<HubImage>>();
  readonly #ending = new AbortController();
  #images: HubImage[] = [];

  constructor(parts: HubImagesParts) {
    this.#parts = parts;
    this.atOnce = parts.atOnce ?? ROWS_AT_ONCE;
    rmSync(parts.folder, { recursive: true, force: true });
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  }

  /** Of a grant, as it is told in a version, at or behind an entry of the log; null: it is not ready yet, ask again. Errors: those of writeImage. */
  async of(grant: string, schema: number, least: number): Promise<HubImage | null> {
    const { db, ports } = this.#parts;
    await this.sweep();
    for (const image of this.#images) {
      if (image.grant !== grant || image.schema !== schema || !(await isImageGood(db, image, least)))
        continue;
      image.usedAt = ports.now();
      return image;
    }
    const waiting = new AbortController();
    const making = this.#making.get(`${schema} ${grant}`) ?? this.#make(grant, schema);
    const late = ports.delay(WAIT_MS, waiting.signal).then(() => null);
    try {
      return await Promise.race([making, late]);
    } finally {
      waiting.abort();
    }
  }

  /** For a device that still has the grant; null: no such image, or not for it. */
  async read(device: string, id: string): Promise<Readout | null> {
    const { db, ports } = this.#parts;
    const image = this.#images.find((one) => one.id === id);
    const may = async () => image !== undefined && (await mayBeServed(db, image, device));
    if (image === undefined || !(await may())) return null;
    image.usedAt = ports.now();
    return {
      size: image.bytes,
      read: (from, to) => watched(image.path, { from, to, may }),
    };
  }

  /** Takes away what is no longer good and not being fetched, and at once what holds rows that somebody was to lose. */
  async sweep(): Promise<void> {
    const { db, ports } = this.#parts;
    const kept: HubImage[] = [];
    const gone: HubImage[] = [];
    for (const image of this.#images) {
      const isFresh = await isImageGood(db, image, 0);
      const isWanted = ports.now() - image.usedAt < LEFT_MS;
      const stays = isWanted && (isFresh || (await mayBeServed(db, image, null)));
      (stays ? kept : gone).push(image);
    }
    this.#images = this.#images.filter((image) => !gone.includes(image));
    for (const { path } of gone) await removed(path);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#making.values());
    this.#images = [];
    await removed(this.#parts.folder);
  }

  #make(grant: string, schema: number): Promise<HubImage> {
    const { ports, folder, make } = this.#parts;
    const id = ports.random();
    const order = { grant, schema, key: ports.random() + ports.random(), file: join(folder, `${id}.img`) };
    this.made += 1;
    const making = make(order, this.#ending.signal).then(
      (written) => {
        const opens = { id, key: order.key, path: order.file };
        const image = { ...written, ...opens, grant, schema, usedAt: ports.now() };
        this.#images.unshift(image);
        return image;
      },
      async (error: unknown) => {
        await removed(order.file);
        throw error;
      },
    );
    const name = `${schema} ${grant}`;
    this.#making.set(name, making);
    const done = () => this.#making.delete(name);
    making.then(done, done);
    return making;
  }
}

export function asFile({ id, key, bytes, sha256, rows }: HubImage): ImageFile {
  return { id, key, bytes, sha256, rows };
}

/** A file that is still open elsewhere stays until the folder goes: nobody has its key any more. */
async function removed(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => undefined);
}

/** The bytes, as long as the device may have them: a revoked one does not get the rest. */
function watched(
  path: string,
  { from, to, may }: { from: number; to: number; may: () => Promise<boolean> },
): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = from; at <= to; at += LOOK_EVERY) {
      if (!(await may())) throw new Error('the grant changed');
      yield* createReadStream(path, { start: at, end: Math.min(to, at + LOOK_EVERY - 1) });
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}

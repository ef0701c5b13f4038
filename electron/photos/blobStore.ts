import { hash as digest } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import {
  errorCode,
  flushFolder,
  namesIn,
  readStoredFile,
  removeFile,
  UNFINISHED,
  writeStoredFile,
} from '../archive/storedFile.ts';
import type { DataKey } from '../security/dataKey.ts';
import { isSealed, sealOf } from '../security/seal.ts';
import { mapConcurrently } from './mapConcurrently.ts';

/** Writes under way at once: beyond this a disk's flushes gain nothing. */
const PARALLEL_WRITES = 16;
const HASH = /^[0-9a-f]{64}$/;

export interface StoredBlob {
  /** SHA-256 of the bytes, lower-case hex: the blob's only name. */
  hash: string;
  /** False when the very same bytes were there already. */
  isNew: boolean;
}

/** A run of puts whose folders are flushed once, at the end. */
export interface BlobBatch {
  put(bytes: Uint8Array): Promise<StoredBlob>;
  /** Nothing may refer to a blob of the batch before this has resolved: only then does it outlast a power cut. */
  seal(): Promise<void>;
}

export interface BlobStore {
  /** Resolves when the bytes outlast a power cut. */
  put(bytes: Uint8Array): Promise<StoredBlob>;
  /** In the order of `blobs`, which is drawn from no faster than the disk takes them. */
  putMany(blobs: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<StoredBlob[]>;
  openBatch(): BlobBatch;
  /** Null when there is no such blob. Throws AppError STORE_DAMAGED when the bytes are no longer those that were put. */
  read(hash: string): Promise<Buffer | null>;
  /** The same, and as checked, but as it lies on the disk: sealed, for a backup. */
  readStored(hash: string): Promise<Buffer | null>;
  has(hash: string): Promise<boolean>;
  /** False when there was no such blob. */
  remove(hash: string): Promise<boolean>;
  /**
   * Removes blobs that nothing refers to and what killed writes left behind. `referenced` must also be true for
   * the photos of imports that are being prepared; it is asked immediately before each removal.
   */
  sweep(referenced: (hash: string) => boolean): Promise<{ removed: number; unfinished: number }>;
}

/**
 * Content-addressed files: `<dataDir>/blobs/ab/<sha256>`, the two letters being the first of the hash. A file is
 * never changed once it has its name, and a row that names it is written after it, so a store that was killed at
 * any moment holds at worst blobs that no row names: `sweep` takes those away. Sealed with a key derived from `key`
 * and bound to their name, which is the digest of the plain bytes: equal bytes stay one file. `key` null: plain.
 */
export function openBlobStore(dataDir: string, key: DataKey | null): BlobStore {
  const seal = sealOf(key, 'blobs');
  const root = join(dataDir, 'blobs');
  const folderOf = (hash: string) => join(root, hash.slice(0, 2));
  const pathOf = (hash: string) => join(folderOf(hash), hash);
  const inTurn = takeTurns();

  function putUnflushed(bytes: Uint8Array): Promise<StoredBlob> {
    const hash = blobHash(bytes);
    return inTurn(hash, async () => {
      if (await isFile(pathOf(hash))) return { hash, isNew: false };
      await writeStoredFile(pathOf(hash), seal?.close(bytes, hash) ?? bytes, { durable: true });
      return { hash, isNew: true };
    });
  }

  function openBatch(): BlobBatch {
    const folders = new Set<string>();
    return {
      async put(bytes) {
        const stored = await putUnflushed(bytes);
        // Also where the blob was there already: the process that wrote it may have died before flushing.
        folders.add(folderOf(stored.hash));
        return stored;
      },
      async seal() {
        const touched = [...folders];
        folders.clear();
        if (touched.length === 0) return;
        for await (const _ of mapConcurrently(touched, PARALLEL_WRITES, flushFolder));
        await flushFolder(root);
        await flushFolder(dataDir);
      },
    };
  }

  async function readBoth(hash: string): Promise<{ stored: Buffer; bytes: Buffer } | null> {
    const stored = await readStoredFile(pathOf(hash));
    if (stored === null) return null;
    // A plain one is of an earlier version, in a store that is being encrypted: its name tells that it is whole.
    const isPlain = seal === null || !isSealed(stored);
    const bytes = isPlain ? stored : seal.open(stored, hash);
    if (bytes === null || blobHash(bytes) !== hash)
      throw new AppError('STORE_DAMAGED', { what: 'photo', hash });
    return { stored: isPlain && seal !== null ? seal.close(bytes, hash) : stored, bytes };
  }

  return {
    openBatch,
    async put(bytes) {
      const batch = openBatch();
      const stored = await batch.put(bytes);
      await batch.seal();
      return stored;
    },
    async putMany(blobs) {
      const batch = openBatch();
      const stored: StoredBlob[] = [];
      for await (const one of mapConcurrently(blobs, PARALLEL_WRITES, batch.put)) stored.push(one);
      await batch.seal();
      return stored;
    },
    async read(hash) {
      if (!isBlobHash(hash)) return null;
      return (await readBoth(hash))?.bytes ?? null;
    },
    async readStored(hash) {
      if (!isBlobHash(hash)) return null;
      return (await readBoth(hash))?.stored ?? null;
    },
    async has(hash) {
      return isBlobHash(hash) && isFile(pathOf(hash));
    },
    async remove(hash) {
      return isBlobHash(hash) && inTurn(hash, () => removeFile(pathOf(hash)));
    },
    async sweep(referenced) {
      const counts = { removed: 0, unfinished: 0 };
      for (const folder of await namesIn(root)) {
        for (const file of await namesIn(join(root, folder))) {
          const hash = file.slice(0, 64);
          if (!isBlobHash(hash)) continue;
          const unfinished = file.endsWith(UNFINISHED);
          if (!unfinished && file !== hash) continue;
          const removed = await inTurn(hash, async () =>
            !unfinished && referenced(hash) ? false : removeFile(join(root, folder, file)),
          );
          if (removed) counts[unfinished ? 'unfinished' : 'removed'] += 1;
        }
      }
      return counts;
    },
  };
}

/** Runs what concerns one hash one after the other, so that no sweep takes away what a put has just found. */
function takeTurns() {
  const last = new Map<string, Promise<unknown>>();
  return function inTurn<Result>(hash: string, task: () => Promise<Result>): Promise<Result> {
    const before = last.get(hash);
    const mine = before === undefined ? task() : before.then(task);
    const settled = mine.catch(() => {});
    last.set(hash, settled);
    void settled.then(() => {
      if (last.get(hash) === settled) last.delete(hash);
    });
    return mine;
  };
}

export function blobHash(bytes: Uint8Array): string {
  return digest('sha256', bytes, 'hex');
}

/** True for what can name a blob; anything else (a path, a longer text) never reaches the file system. */
export function isBlobHash(text: string): boolean {
  return HASH.test(text);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

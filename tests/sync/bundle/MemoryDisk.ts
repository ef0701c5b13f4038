import { dirname, join } from 'node:path';
import type { BundleFiles } from '../../../electron/sync/bundle/bundleFiles.ts';

/** The moment in which the program is killed. */
class Killed extends Error {}

interface Stored {
  bytes: Buffer;
  /** As much of it as would be there after a power cut. */
  flushed: number;
}

/**
 * A disk in memory that the program can be killed on before any one of its operations, and whose power can be cut: what
 * was not flushed is then there as far as `torn` says, and names that were not flushed are the old or the new ones.
 */
export class MemoryDisk {
  #names = new Map<string, Stored>();
  /** Renames since the folder was flushed, oldest first. */
  #renames: { from: string; to: string; stored: Stored }[] = [];
  operations = 0;
  killAt = Number.POSITIVE_INFINITY;
  isDead = false;
  #failing: { at: number; error: Error } | null = null;

  readonly files: BundleFiles = {
    create: async (path) => {
      this.#step();
      if (this.#names.has(path)) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
      const stored: Stored = { bytes: Buffer.alloc(0), flushed: 0 };
      this.#names.set(path, stored);
      return {
        write: async (bytes) => {
          this.#step();
          stored.bytes = Buffer.concat([stored.bytes, bytes]);
        },
        flush: async () => {
          this.#step();
          stored.flushed = stored.bytes.length;
        },
        close: async () => this.#step(),
      };
    },
    open: async (path) => {
      this.#step();
      const stored = this.#stored(path);
      return {
        size: stored.bytes.length,
        read: async (at, length) => {
          this.#step();
          return Buffer.from(stored.bytes.subarray(at, at + length));
        },
        close: async () => this.#step(),
      };
    },
    exists: async (path) => {
      this.#step();
      return this.#names.has(path);
    },
    rename: async (from, to) => {
      this.#step();
      const stored = this.#stored(from);
      this.#names.delete(from);
      this.#names.set(to, stored);
      this.#renames.push({ from, to, stored });
    },
    remove: async (path) => {
      this.#step();
      return this.#names.delete(path);
    },
    list: async (folder) => {
      this.#step();
      return this.names(folder);
    },
    flushFolder: async () => {
      this.#step();
      this.#renames = [];
    },
  };

  names(folder: string): string[] {
    return [...this.#names.keys()]
      .filter((path) => dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1))
      .sort();
  }

  bytes(path: string): Buffer {
    return this.#stored(path).bytes;
  }

  put(path: string, bytes: Buffer): void {
    this.#names.set(path, { bytes, flushed: bytes.length });
  }

  /** Runs until it is killed before its operation `at` (from 1); false: it had ended before. */
  async killedAt(at: number, work: () => Promise<unknown>): Promise<boolean> {
    this.killAt = this.operations + at;
    try {
      await work();
      return false;
    } catch (error) {
      if (!this.isDead) throw error;
      return true;
    } finally {
      this.killAt = Number.POSITIVE_INFINITY;
      this.isDead = false;
    }
  }

  /** The operation after so many more (from 1) fails, and no other. */
  failAt(at: number, error: Error): void {
    this.#failing = { at: this.operations + at, error };
  }

  /** `torn`: of what was not flushed, how much is left, 0 to 1; `renamed`: how many of the renames that were not. */
  cutPower(torn: number, renamed: number): void {
    for (const stored of new Set(this.#names.values())) {
      const kept = stored.flushed + Math.floor((stored.bytes.length - stored.flushed) * torn);
      stored.bytes = stored.bytes.subarray(0, kept);
    }
    for (const { from, to, stored } of this.#renames.slice(renamed).reverse()) {
      if (this.#names.get(to) !== stored) continue;
      this.#names.delete(to);
      this.#names.set(from, stored);
    }
    this.#renames = [];
  }

  /** The same files on another disk. */
  copy(): MemoryDisk {
    const other = new MemoryDisk();
    for (const [path, { bytes, flushed }] of this.#names) other.#names.set(path, { bytes, flushed });
    return other;
  }

  paths(folder: string): string[] {
    return this.names(folder).map((name) => join(folder, name));
  }

  #stored(path: string): Stored {
    const stored = this.#names.get(path);
    if (!stored) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return stored;
  }

  #step(): void {
    this.operations += 1;
    if (this.operations >= this.killAt) this.isDead = true;
    if (this.isDead) throw new Killed();
    if (this.operations === this.#failing?.at) throw this.#failing.error;
  }
}

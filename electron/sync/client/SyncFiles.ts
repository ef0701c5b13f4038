import { hash } from 'node:crypto';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { blobHashes } from '../../db/tables/blobHashes.ts';
import { hashesForUndo } from '../../db/tables/hashesForUndo.ts';

/** Files of this store, by their SHA-256. */
export interface LocalFiles {
  has(sha256: string): Promise<boolean>;
  /** Null: there is none. */
  read(sha256: string): Promise<Buffer | null>;
  /** Resolves when the bytes outlast a power cut. */
  put(bytes: Uint8Array): Promise<unknown>;
  remove(sha256: string): Promise<boolean>;
}

/** The hub, as it is asked about files. Errors of the way there are thrown. */
export interface FileCalls {
  /** How much of it has come from this device; null: all of it. */
  sent(sha256: string): Promise<number | null>;
  /** The next piece; how much has come now, null: all of it. */
  put(piece: { sha256: string; from: number; total: number; bytes: Buffer }): Promise<number | null>;
  /** Null: it is not there, or not for this device. */
  get(sha256: string): Promise<Buffer | null>;
}

/** Bytes that are sent in one go: what is lost when a connection breaks. */
const PIECE = 4 * 1024 * 1024;

/**
 * The files that rows of a desk name: sent before the mutation that names them, fetched after it was pulled. A row may
 * be shown before its file is here: then it is said to be not fetched (I15).
 */
export class SyncFiles {
  readonly #db: WriteDb;
  readonly #files: LocalFiles;
  readonly #hub: FileCalls;
  readonly #now: () => number;

  constructor(db: WriteDb, files: LocalFiles, hub: FileCalls, now: () => number) {
    this.#db = db;
    this.#files = files;
    this.#hub = hub;
    this.#now = now;
  }

  /** Sends what the hub asks for. Those that are not here any more are given back: they are lost. */
  async send(hashes: readonly string[], signal?: AbortSignal): Promise<string[]> {
    const lost: string[] = [];
    for (const sha256 of hashes) {
      signal?.throwIfAborted();
      const bytes = await this.#files.read(sha256);
      if (bytes === null) lost.push(sha256);
      else {
        await this.#sendOne(sha256, bytes, signal);
        this.#keep(sha256, 'here', 1);
      }
    }
    return lost;
  }

  async #sendOne(sha256: string, bytes: Buffer, signal: AbortSignal | undefined): Promise<void> {
    let at = await this.#hub.sent(sha256);
    while (at !== null) {
      signal?.throwIfAborted();
      const piece = bytes.subarray(at, at + PIECE);
      const next = await this.#hub.put({ sha256, from: at, total: bytes.length, bytes: piece });
      // A hub that has forgotten what came is asked again later: from its beginning, and not for ever.
      if (next !== null && next <= at) throw new RangeError('the hub takes no more of a file');
      at = next;
    }
  }

  /**
   * Looks for the next files that rows name, and fetches those that are not here. How many were looked for; 0: nothing
   * is wanted. What the hub has not got, or does not give, is `withheld` until it is asked for again.
   */
  async fetch(limit: number, signal?: AbortSignal): Promise<number> {
    const wanted = this.#db
      .read<{ sha256: string }>("SELECT sha256 FROM sync_blob WHERE state = 'want' ORDER BY sha256 LIMIT ?")
      .all(limit);
    for (const { sha256 } of wanted) {
      signal?.throwIfAborted();
      if (await this.#files.has(sha256)) {
        this.#keep(sha256, 'here', 0);
        continue;
      }
      const bytes = await this.#hub.get(sha256);
      // What is not what it is called was spoilt on the way: as if it had not come.
      if (bytes === null || hash('sha256', bytes, 'hex') !== sha256) this.#keep(sha256, 'withheld', 0);
      else {
        await this.#files.put(bytes);
        this.#keep(sha256, 'here', 1);
      }
    }
    return wanted.length;
  }

  /** What was withheld is asked for again: daily, and whenever the grant has changed. */
  askAgain(): void {
    this.#db.write("UPDATE sync_blob SET state = 'want' WHERE state = 'withheld'").run();
  }

  /**
   * Takes away the files of rows that are no longer here. What the hub has not got yet stays. `narrowed`: also those that
   * an undo could bring back, which this desk may have no more. How many.
   */
  async forget({ narrowed }: { narrowed: boolean }): Promise<number> {
    const gone = new Set(
      this.#db
        .read<{ sha256: string }>("SELECT sha256 FROM sync_blob WHERE at_hub = 1 OR state <> 'here'")
        .all()
        .map(({ sha256 }) => sha256),
    );
    for (const sha256 of blobHashes(this.#db)) gone.delete(sha256);
    if (!narrowed) for (const sha256 of hashesForUndo(this.#db, gone)) gone.delete(sha256);
    let count = 0;
    for (const sha256 of gone) {
      // The file first: a note without a file is looked at again, a file without a note by nobody.
      if (await this.#files.remove(sha256)) count += 1;
      this.#db.write('DELETE FROM sync_blob WHERE sha256 = ?').run(sha256);
    }
    return count;
  }

  #keep(sha256: string, state: 'here' | 'withheld', atHub: 0 | 1): void {
    keep(this.#db, { sha256, state, atHub, at: this.#now() });
  }
}

function keep(
  db: WriteDb,
  { sha256, state, atHub, at }: { sha256: string; state: 'here' | 'withheld'; atHub: 0 | 1; at: number },
): void {
  db.write(
    `INSERT INTO sync_blob (sha256, state, at_hub, verified_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET state = excluded.state,
       at_hub = max(at_hub, excluded.at_hub), verified_at = excluded.verified_at`,
  ).run(sha256, state, atHub, at);
}

/** Takes a file that came otherwise, if a row names it and it is not here. False: nobody waits for it. */
export async function takeFile(
  db: WriteDb,
  files: Pick<LocalFiles, 'put'>,
  sha256: string,
  bytes: Buffer,
  at: number,
): Promise<boolean> {
  if (!isNotFetched(db, sha256)) return false;
  await files.put(bytes);
  keep(db, { sha256, state: 'here', atHub: 1, at });
  return true;
}

/** Whether a file that a row names is still on its way. */
export function isNotFetched(db: ReadDb, sha256: string): boolean {
  const noted = db.read<{ state: string }>('SELECT state FROM sync_blob WHERE sha256 = ?').get(sha256);
  return noted !== undefined && noted.state !== 'here';
}

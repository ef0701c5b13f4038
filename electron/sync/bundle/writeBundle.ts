import { createHash, type KeyObject, sign } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { SEALED_CHUNK_BYTES, sealChunk } from '../../archive/sealedChunk.ts';
import { UNFINISHED } from '../../archive/storedFile.ts';
import { canonicalText } from '../protocol/canonicalText.ts';
import type { BundleEntry } from './bundleEntry.ts';
import type { BundleFiles, WritableFile } from './bundleFiles.ts';
import {
  type BundleAbout,
  type BundleHeader,
  type BundleTrailer,
  END_MAGIC,
  EXTENSION,
  lengthPrefix,
  MAGIC,
  MOST_HEADER_BYTES,
  MOST_PARTS,
  MOST_TRAILER_BYTES,
  PART_BYTES,
  signedText,
} from './bundleFormat.ts';
import { entryBytes, inChunks } from './entryBytes.ts';
import { partKey, recipientName, type SealKeyPair } from './sealKeys.ts';

export interface BundleTarget {
  folder: string;
  /** Without the ending; parts behind the first have their number in the name. */
  name: string;
}

export interface BundleKeys {
  /** The sender’s, Ed25519. */
  signing: KeyObject;
  /** The public half of the receiver’s key, 32 bytes. */
  recipient: Uint8Array;
  /** Made for this bundle alone, and given up behind it. */
  ephemeral: SealKeyPair;
}

export interface WritingBundle {
  signal?: AbortSignal;
  /** Bytes that were written since the last call. */
  onBytes?: (bytes: number) => void;
  /** The longest part, bytes. */
  partBytes?: number;
}

/** The name of a part’s file. */
export function partName(name: string, part: number): string {
  return part === 1 ? `${name}${EXTENSION}` : `${name}.${part}${EXTENSION}`;
}

/** What it is called until all parts are whole. */
export function unfinishedName(name: string, part: number): string {
  return `.${partName(name, part)}${UNFINISHED}`;
}

/**
 * Writes a bundle: every part under another name, flushed, read again from its beginning and hashed; then its trailer,
 * without which it is no bundle; then, once all parts are there, their names. Whatever breaks off between leaves no file
 * that anybody would take. Names of the files, in their order. Errors: FILE_NOT_WRITABLE (`exists`, `reread`),
 * CANCELLED, the file system’s.
 */
export async function writeBundle(
  files: BundleFiles,
  { folder, name }: BundleTarget,
  about: BundleAbout,
  keys: BundleKeys,
  entries: AsyncIterable<BundleEntry> | Iterable<BundleEntry>,
  running: WritingBundle = {},
): Promise<string[]> {
  const writing = new BundleWriting(files, folder, name, running);
  try {
    await writing.write(about, keys, entries);
    return await writing.giveNames();
  } catch (error) {
    await writing.giveUp();
    throw error;
  }
}

class BundleWriting {
  readonly #files: BundleFiles;
  readonly #folder: string;
  readonly #name: string;
  readonly #running: WritingBundle;
  readonly #hashes: string[] = [];
  readonly #named: string[] = [];
  #begun = 0;
  #open: OpenPart | null = null;

  constructor(files: BundleFiles, folder: string, name: string, running: WritingBundle) {
    this.#files = files;
    this.#folder = folder;
    this.#name = name;
    this.#running = running;
  }

  async write(
    about: BundleAbout,
    keys: BundleKeys,
    entries: AsyncIterable<BundleEntry> | Iterable<BundleEntry>,
  ): Promise<void> {
    const most = (this.#running.partBytes ?? PART_BYTES) - MOST_HEADER_BYTES - MOST_TRAILER_BYTES;
    const chunks = Math.max(1, Math.floor(most / SEALED_CHUNK_BYTES));
    await this.#begin(about, keys);
    for await (const { plain, isEnd } of inChunks(entryBytes(entries))) {
      if (this.#running.signal?.aborted) throw new AppError('CANCELLED');
      if (this.#open!.chunks === chunks) {
        await this.#finish(keys, false);
        await this.#begin(about, keys);
      }
      const part = this.#open!;
      const isLast = isEnd || part.chunks + 1 === chunks;
      await this.#put(Buffer.concat(sealChunk(part.key, part.chunks, isLast, plain)));
      part.chunks += 1;
    }
    await this.#finish(keys, true);
  }

  /** The parts get their names, the last one last. */
  async giveNames(): Promise<string[]> {
    for (let part = 1; part <= this.#begun; part++) {
      const name = partName(this.#name, part);
      await this.#files.rename(this.#unfinished(part), join(this.#folder, name));
      this.#named.push(name);
    }
    await this.#files.flushFolder(this.#folder);
    return [...this.#named];
  }

  /** What was written goes: half a bundle is of no use to anybody. */
  async giveUp(): Promise<void> {
    await this.#open?.file.close();
    this.#open = null;
    for (const name of this.#named) await this.#files.remove(join(this.#folder, name));
    for (let part = this.#named.length + 1; part <= this.#begun; part++)
      await this.#files.remove(this.#unfinished(part));
  }

  async #begin(about: BundleAbout, { recipient, ephemeral }: BundleKeys): Promise<void> {
    const part = this.#begun + 1;
    if (part > MOST_PARTS) throw new RangeError('a bundle of too many parts');
    const path = join(this.#folder, partName(this.#name, part));
    if (await this.#files.exists(path))
      throw new AppError('FILE_NOT_WRITABLE', { case: 'exists', file: partName(this.#name, part) });
    const own = Buffer.from(ephemeral.publicKey).toString('base64url');
    const named = { recipient: recipientName(recipient), ephemeral: own };
    const header: BundleHeader = { about, part, ...named };
    const key = partKey(ephemeral.privateKey, recipient, { ...named, bundle: about.bundle, part });
    // One that was killed at this name has left it behind: nobody else writes here.
    await this.#files.remove(this.#unfinished(part));
    const file = await this.#files.create(this.#unfinished(part));
    this.#begun = part;
    this.#open = { file, key, chunks: 0, bytes: 0, hash: createHash('sha256') };
    const text = Buffer.from(canonicalText(header), 'utf8');
    await this.#put(Buffer.concat([MAGIC, lengthPrefix(text.length), text]));
  }

  async #put(bytes: Buffer): Promise<void> {
    const part = this.#open!;
    await part.file.write(bytes);
    part.hash.update(bytes);
    part.bytes += bytes.length;
    this.#running.onBytes?.(bytes.length);
  }

  async #finish({ signing }: BundleKeys, isLast: boolean): Promise<void> {
    const { file, hash, bytes } = this.#open!;
    await file.flush();
    const sha256 = hash.digest('hex');
    if ((await this.#hashOf(this.#begun, bytes)) !== sha256)
      throw new AppError('FILE_NOT_WRITABLE', { case: 'reread', file: partName(this.#name, this.#begun) });
    this.#hashes.push(sha256);
    const trailer: BundleTrailer = { bytes, sha256, parts: isLast ? this.#hashes : null };
    const text = canonicalText(trailer);
    const signature = sign(null, signedText(text), signing);
    const end = Buffer.from(text, 'utf8');
    await file.write(Buffer.concat([end, signature, lengthPrefix(end.length), END_MAGIC]));
    await file.flush();
    await file.close();
    this.#open = null;
  }

  /** As it lies there: sticks have been known to keep less than they were given. */
  async #hashOf(part: number, bytes: number): Promise<string> {
    const file = await this.#files.open(this.#unfinished(part));
    try {
      const hash = createHash('sha256');
      for (let at = 0; at < bytes; ) {
        if (this.#running.signal?.aborted) throw new AppError('CANCELLED');
        const some = await file.read(at, Math.min(READ_BYTES, bytes - at));
        if (some.length === 0) break;
        hash.update(some);
        at += some.length;
      }
      return hash.digest('hex');
    } finally {
      await file.close();
    }
  }

  #unfinished(part: number): string {
    return join(this.#folder, unfinishedName(this.#name, part));
  }
}

interface OpenPart {
  file: WritableFile;
  key: Buffer;
  chunks: number;
  bytes: number;
  hash: ReturnType<typeof createHash>;
}

const READ_BYTES = 1024 * 1024;

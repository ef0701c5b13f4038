import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES, sealChunk, TAG_BYTES, unsealChunk } from './sealedChunk.ts';

/**
 * A file that this program wrote for itself and whose key is nowhere but in this object: once the program has ended, by
 * whatever means, what is left of it on the disk is noise. May be sent to other threads and processes of the program.
 */
export interface SealedFile {
  path: string;
  /** Of this one file, 32 random bytes. */
  key: Uint8Array;
}

export function sealedFileAt(path: string): SealedFile {
  return { path, key: new Uint8Array(randomBytes(32)) };
}

/**
 * Writes a sealed file, once, from its beginning to its end: AES-256-GCM for each chunk. A key encrypts one file and a
 * chunk's nonce is its number, so no nonce comes twice. Errors: the file system's; a file that is there already is one.
 */
export function sealingStream({ path, key }: SealedFile): Writable {
  let handle: FileHandle | null = null;
  let waiting: Buffer[] = [];
  let bytes = 0;
  let number = 0;

  async function write(isEnd: boolean): Promise<void> {
    const plain = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, bytes);
    const sealed: Buffer[] = [];
    let at = 0;
    // The last chunk is told apart, and may be full: it is known only once nothing comes after it.
    for (; plain.length - at > CHUNK_BYTES; at += CHUNK_BYTES) {
      sealed.push(...sealChunk(key, number++, false, plain.subarray(at, at + CHUNK_BYTES)));
    }
    const rest = plain.subarray(at);
    if (isEnd) sealed.push(...sealChunk(key, number++, true, rest));
    // A copy: whoever wrote the bytes may use their memory again.
    waiting = isEnd ? [] : [Buffer.from(rest)];
    bytes = isEnd ? 0 : rest.length;
    for (let left = Buffer.concat(sealed); left.length > 0; ) {
      const { bytesWritten } = await handle!.write(left);
      left = left.subarray(bytesWritten);
    }
  }

  return new Writable({
    highWaterMark: 4 * CHUNK_BYTES,
    construct(done) {
      open(path, 'wx', 0o600).then((opened) => {
        handle = opened;
        done();
      }, done);
    },
    write(chunk: Buffer, _encoding, done) {
      waiting.push(bytes + chunk.length > CHUNK_BYTES ? chunk : Buffer.from(chunk));
      bytes += chunk.length;
      if (bytes <= CHUNK_BYTES) return done();
      write(false).then(() => done(), done);
    },
    final(done) {
      write(true).then(() => done(), done);
    },
    destroy(error, done) {
      if (handle === null) return done(error);
      handle.close().then(
        () => done(error),
        (closing: unknown) => done(error ?? (closing as Error)),
      );
    },
  });
}

/** How many plain bytes a sealed file of so many bytes holds; null: it is not one that was written to its end. */
export function plainSize(sealedSize: number): number | null {
  const last = sealedSize % SEALED_CHUNK_BYTES || SEALED_CHUNK_BYTES;
  const isWhole = sealedSize >= TAG_BYTES && last >= TAG_BYTES;
  return isWhole ? sealedSize - Math.ceil(sealedSize / SEALED_CHUNK_BYTES) * TAG_BYTES : null;
}

/** Plain bytes of a sealed file, from wherever they are asked for. `null` from `read`: it was altered or cut short. */
export interface SealedReader {
  size: number;
  read(position: number, length: number): Promise<Buffer | null>;
}

/** Reads through a handle that stays the caller's. Null: no sealed file that was written to its end. */
export function readSealed(handle: FileHandle, sealedSize: number, key: Uint8Array): SealedReader | null {
  const size = plainSize(sealedSize);
  if (size === null) return null;
  const last = Math.ceil(sealedSize / SEALED_CHUNK_BYTES) - 1;
  // Readers go through a file in small steps: the chunk in which the last one ended is where the next one begins.
  let kept: { number: number; plain: Buffer } | null = null;

  return {
    size,
    async read(position, length) {
      const end = Math.min(size, position + Math.max(0, length));
      if (end <= position) return Buffer.alloc(0);
      const from = Math.floor(position / CHUNK_BYTES);
      const to = Math.floor((end - 1) / CHUNK_BYTES);
      const first = kept?.number === from ? kept.plain : null;
      const chunks: Buffer[] = first ? [first] : [];
      const start = first ? from + 1 : from;
      if (start <= to) {
        const sealed = await readFully(
          handle,
          start * SEALED_CHUNK_BYTES,
          (to - start + 1) * SEALED_CHUNK_BYTES,
        );
        for (let number = start; number <= to; number++) {
          const at = (number - start) * SEALED_CHUNK_BYTES;
          const plain = unsealChunk(
            key,
            number,
            number === last,
            sealed.subarray(at, at + SEALED_CHUNK_BYTES),
          );
          if (plain === null) return null;
          chunks.push(plain);
        }
        kept = { number: to, plain: chunks.at(-1)! };
      }
      const offset = position - from * CHUNK_BYTES;
      if (chunks.length === 1) return chunks[0]!.subarray(offset, offset + end - position);
      return Buffer.concat(chunks).subarray(offset, offset + end - position);
    },
  };
}

async function readFully(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

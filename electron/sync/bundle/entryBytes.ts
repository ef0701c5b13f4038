import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CHUNK_BYTES } from '../../archive/sealedChunk.ts';
import { type BundleEntry, headBytes, MOST_BLOB_BYTES, MOST_MESSAGE_BYTES } from './bundleEntry.ts';

const pack = promisify(gzip);
/** A shorter message gains nothing by packing. */
const PACKED_FROM = 1024;

/** The entries one behind the other, and a word that these were all. Errors: RangeError for one that is too large. */
export async function* entryBytes(
  entries: AsyncIterable<BundleEntry> | Iterable<BundleEntry>,
): AsyncGenerator<Buffer> {
  let count = 0;
  for await (const entry of entries) {
    count += 1;
    if (entry.kind === 'blob') {
      if (entry.bytes.length > MOST_BLOB_BYTES) throw new RangeError(`a file of ${entry.bytes.length} bytes`);
      yield headBytes({ kind: 'blob', sha256: entry.sha256, bytes: entry.bytes.length });
      yield entry.bytes;
      continue;
    }
    const plain = Buffer.from(entry.text, 'utf8');
    if (plain.length > MOST_MESSAGE_BYTES) throw new RangeError(`a message of ${plain.length} bytes`);
    const isPacked = plain.length >= PACKED_FROM;
    const bytes = isPacked ? await pack(plain) : plain;
    const { kind, name } = entry;
    yield headBytes({ kind, name, bytes: bytes.length, plain: isPacked ? plain.length : null });
    yield bytes;
  }
  yield headBytes({ kind: 'end', entries: count });
}

/** The same bytes in full chunks; only the last one is shorter, and it is told apart. There is always one. */
export async function* inChunks(
  pieces: AsyncIterable<Buffer>,
): AsyncGenerator<{ plain: Buffer; isEnd: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length <= CHUNK_BYTES) continue;
    const all = Buffer.concat(waiting, length);
    let at = 0;
    // A chunk that is full may be the last one: that is known only once something comes after it.
    for (; all.length - at > CHUNK_BYTES; at += CHUNK_BYTES)
      yield { plain: all.subarray(at, at + CHUNK_BYTES), isEnd: false };
    waiting = [all.subarray(at)];
    length = all.length - at;
  }
  yield { plain: Buffer.concat(waiting, length), isEnd: true };
}

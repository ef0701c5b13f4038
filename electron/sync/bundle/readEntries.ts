import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type BundleEntry, type EntryHead, entryHead, MOST_HEAD_BYTES } from './bundleEntry.ts';
import { LENGTH_BYTES } from './bundleFormat.ts';
import { refuseBundle } from './refuseBundle.ts';

const unpack = promisify(gunzip);

/** What `entryBytes` wrote, entry by entry. Errors: BUNDLE_REFUSED (damaged) for anything else, `file` being its name. */
export async function* readEntries(
  pieces: AsyncGenerator<Buffer>,
  file: string,
): AsyncGenerator<BundleEntry> {
  const bytes = new ByteQueue(pieces);
  try {
    for (let count = 0; ; count += 1) {
      const head = await readHead(bytes, file);
      if (head.kind === 'end') {
        if (head.entries !== count || (await bytes.take(1)) !== null) refuseBundle('damaged', { file });
        return;
      }
      const body = (await bytes.take(head.bytes)) ?? refuseBundle('damaged', { file });
      if (head.kind === 'blob') {
        if (createHash('sha256').update(body).digest('hex') !== head.sha256)
          refuseBundle('damaged', { file });
        yield { kind: 'blob', sha256: head.sha256, bytes: body };
      } else {
        const plain = head.plain === null ? body : await unpacked(body, head.plain, file);
        yield { kind: 'message', name: head.name, text: plain.toString('utf8') };
      }
    }
  } finally {
    await pieces.return(undefined);
  }
}

async function readHead(bytes: ByteQueue, file: string): Promise<EntryHead> {
  const length = (await bytes.take(LENGTH_BYTES))?.readUInt32BE(0) ?? refuseBundle('damaged', { file });
  if (length > MOST_HEAD_BYTES) refuseBundle('damaged', { file });
  const text = (await bytes.take(length)) ?? refuseBundle('damaged', { file });
  let value: unknown;
  try {
    value = JSON.parse(text.toString('utf8'));
  } catch {
    refuseBundle('damaged', { file });
  }
  const head = entryHead.safeParse(value);
  return head.success ? head.data : refuseBundle('damaged', { file });
}

/** No more than was said: what unpacks to more is a bomb. */
async function unpacked(bytes: Buffer, length: number, file: string): Promise<Buffer> {
  let plain: Buffer | null = null;
  try {
    plain = await unpack(bytes, { maxOutputLength: Math.max(1, length) });
  } catch {
    // Not what gzip writes, or more than was said: refused below like any other damage.
  }
  return plain?.length === length ? plain : refuseBundle('damaged', { file });
}

/** Bytes that come in pieces, taken in other pieces. */
class ByteQueue {
  readonly #pieces: AsyncGenerator<Buffer>;
  #waiting: Buffer[] = [];
  #length = 0;

  constructor(pieces: AsyncGenerator<Buffer>) {
    this.#pieces = pieces;
  }

  /** Exactly so many; null: there are not so many any more. */
  async take(length: number): Promise<Buffer | null> {
    while (this.#length < length) {
      const { value, done } = await this.#pieces.next();
      if (done) return null;
      this.#waiting.push(value);
      this.#length += value.length;
    }
    const all = this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting, this.#length);
    this.#waiting = all.length > length ? [all.subarray(length)] : [];
    this.#length -= length;
    return all.subarray(0, length);
  }
}

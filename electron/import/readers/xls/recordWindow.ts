import { AppError } from '../../../../shared/domain/errors.ts';
import type { ByteSource } from '../../../archive/byteSource.ts';

const WINDOW_BYTES = 256 * 1024;
const HEADER_BYTES = 4;

/**
 * Walks the records of a BIFF stream: two bytes of type, two of length, the content. `next` is quick and says
 * false when the window is used up; `more` then reads on. Content is `bytes` from `start` to `end`, valid until `more`.
 */
export class RecordWindow {
  bytes: Buffer = Buffer.alloc(0);
  type = 0;
  start = 0;
  end = 0;

  #source: ByteSource;
  #position: number;
  #cursor = 0;

  constructor(source: ByteSource, position: number) {
    this.#source = source;
    this.#position = position;
  }

  /** Where in the stream the next record starts. */
  get position(): number {
    return this.#position - (this.bytes.length - this.#cursor);
  }

  next(): boolean {
    const bytes = this.bytes;
    const start = this.#cursor + HEADER_BYTES;
    if (start > bytes.length) return false;
    const end = start + bytes.readUInt16LE(start - 2);
    if (end > bytes.length) return false;
    this.type = bytes.readUInt16LE(start - HEADER_BYTES);
    this.start = start;
    this.end = end;
    this.#cursor = end;
    return true;
  }

  /** Throws FILE_DAMAGED at the end of the stream: a substream ends with a record of its own, which must come before. */
  async more(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const read = await this.#source.read(this.#position, WINDOW_BYTES);
    if (read.length === 0) throw new AppError('FILE_DAMAGED', { what: 'record' });
    const rest = this.bytes.subarray(this.#cursor);
    this.bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
    this.#position += read.length;
    this.#cursor = 0;
  }
}

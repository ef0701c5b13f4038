import { AppError } from '../../../../shared/domain/errors.ts';

/** A cell of 32,767 characters has 64 KB; a record longer than this is not from a spreadsheet program. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;
/** Type (two bytes) and length (four), seven bits in each (MS-XLSB 2.1.4). */
const TYPE_BYTES = 2;
const LENGTH_BYTES = 4;

/**
 * Walks the records of a part of an .xlsb that comes in pieces. `next` says false when what is there is used up; `write`
 * adds more. Content is `bytes` from `start` to `end`, valid until `write`.
 */
export class BinaryRecords {
  bytes: Buffer = Buffer.alloc(0);
  type = 0;
  start = 0;
  end = 0;

  #cursor = 0;

  write(piece: Buffer): void {
    const rest = this.bytes.subarray(this.#cursor);
    this.bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    this.#cursor = 0;
  }

  next(): boolean {
    const bytes = this.bytes;
    let at = this.#cursor;
    let type = bytes[at++];
    if (type === undefined) return false;
    if (type > 0x7f) {
      const second = bytes[at++];
      if (second === undefined) return false;
      if (second > 0x7f) throw damagedRecord();
      type = (type & 0x7f) | (second << (7 * (TYPE_BYTES - 1)));
    }
    let length = 0;
    for (let index = 0; ; index++) {
      if (index === LENGTH_BYTES) throw damagedRecord();
      const byte = bytes[at++];
      if (byte === undefined) return false;
      length |= (byte & 0x7f) << (7 * index);
      if (byte < 0x80) break;
    }
    if (length > MAX_RECORD_BYTES) throw new AppError('FILE_UNSAFE', { what: 'record' });
    if (at + length > bytes.length) return false;
    this.type = type;
    this.start = at;
    this.end = at + length;
    this.#cursor = this.end;
    return true;
  }

  /** The part has ended: throws FILE_DAMAGED where a record has not. */
  finish(): void {
    if (this.#cursor < this.bytes.length) throw damagedRecord();
  }

  byte(at: number): number {
    return this.bytes[this.#within(at, 1)]!;
  }

  word(at: number): number {
    return this.bytes.readUInt16LE(this.#within(at, 2));
  }

  long(at: number): number {
    return this.bytes.readUInt32LE(this.#within(at, 4));
  }

  double(at: number): number {
    return this.bytes.readDoubleLE(this.#within(at, 8));
  }

  /** Where in `bytes` these are; throws when the record does not reach so far. */
  place(at: number, length: number): number {
    return this.#within(at, length);
  }

  /** A string with its length before it (MS-XLSB 2.5.168); of a missing one the length is 0xFFFFFFFF. */
  text(at: number): string {
    const length = this.long(at);
    if (length === 0xffffffff) return '';
    const from = this.#within(at + 4, length * 2);
    return this.bytes.toString('utf16le', from, from + length * 2).toWellFormed();
  }

  /** Bytes of the string at `at`, its length included. */
  textBytes(at: number): number {
    const length = this.long(at);
    return length === 0xffffffff ? 4 : 4 + length * 2;
  }

  #within(at: number, length: number): number {
    const from = this.start + at;
    if (from + length > this.end) throw damagedRecord();
    return from;
  }
}

/** A whole part: every record is shown once. Throws FILE_DAMAGED when the last one is cut off. */
export async function walkRecords(
  pieces: AsyncIterable<Buffer>,
  see: (records: BinaryRecords) => void,
): Promise<void> {
  const records = new BinaryRecords();
  for await (const piece of pieces) {
    records.write(piece);
    while (records.next()) see(records);
  }
  records.finish();
}

export function damagedRecord(): AppError {
  return new AppError('FILE_DAMAGED', { what: 'record' });
}

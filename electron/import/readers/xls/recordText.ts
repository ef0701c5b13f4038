import { TextDecoder } from 'node:util';
import { AppError } from '../../../../shared/domain/errors.ts';

/** Code pages that byte strings may be in (MS-XLS 2.4.52), by the labels of the Encoding Standard. */
const LABELS: Readonly<Record<number, string>> = {
  437: 'windows-1252',
  850: 'windows-1252',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1250: 'windows-1250',
  1251: 'windows-1251',
  1252: 'windows-1252',
  1253: 'windows-1253',
  1254: 'windows-1254',
  1255: 'windows-1255',
  1256: 'windows-1256',
  1257: 'windows-1257',
  1258: 'windows-1258',
  10000: 'macintosh',
  10008: 'gb18030',
  32768: 'macintosh',
  32769: 'windows-1252',
  54936: 'gb18030',
  65001: 'utf-8',
};
const WIDE = 0x01;
const EXTENDED = 0x04;
const RICH = 0x08;
const RUN_BYTES = 4;

/** A file that names no code page is from a Chinese program here. */
export function decoderOfCodePage(codePage: number): TextDecoder {
  return new TextDecoder(LABELS[codePage] ?? 'gb18030');
}

/**
 * Reads values and strings that lie across a record and the CONTINUE records behind it (MS-XLS 2.4.58). Where the
 * characters of a string are cut, the piece that follows starts with a byte that says how wide its characters are.
 * Throws FILE_DAMAGED when the pieces end too early.
 */
export class RecordText {
  #pieces: readonly Buffer[];
  #index = 0;
  #piece: Buffer;
  #at: number;

  constructor(pieces: readonly Buffer[], at = 0) {
    this.#pieces = pieces;
    this.#piece = pieces[0] ?? Buffer.alloc(0);
    this.#at = at;
  }

  /** Nothing is left. */
  get ended(): boolean {
    while (this.#at >= this.#piece.length) {
      if (this.#index + 1 >= this.#pieces.length) return true;
      this.#nextPiece();
    }
    return false;
  }

  byte(): number {
    while (this.#at >= this.#piece.length) this.#nextPiece();
    return this.#piece[this.#at++]!;
  }

  word(): number {
    return this.byte() | (this.byte() << 8);
  }

  long(): number {
    return this.word() + this.word() * 0x10000;
  }

  skip(count: number): void {
    let left = count;
    while (left > this.#piece.length - this.#at) {
      left -= this.#piece.length - this.#at;
      this.#nextPiece();
    }
    this.#at += left;
  }

  /** A string of BIFF8 without its formatting runs and phonetic part. `length`: the number of characters, read before. */
  unicode(length: number): string {
    const flags = this.byte();
    const runs = flags & RICH ? this.word() : 0;
    const extra = flags & EXTENDED ? this.long() : 0;
    const text = this.#characters(length, (flags & WIDE) !== 0);
    this.skip(runs * RUN_BYTES + extra);
    return text;
  }

  /** A string of BIFF5: bytes in the code page of the file. */
  encoded(length: number, decoder: TextDecoder): string {
    const pieces: Buffer[] = [];
    let left = length;
    while (left > 0) {
      if (this.#at >= this.#piece.length) this.#nextPiece();
      const taken = Math.min(left, this.#piece.length - this.#at);
      pieces.push(this.#piece.subarray(this.#at, this.#at + taken));
      this.#at += taken;
      left -= taken;
    }
    return decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
  }

  #characters(length: number, wideAtFirst: boolean): string {
    let wide = wideAtFirst;
    let text = '';
    let left = length;
    while (left > 0) {
      if (this.#at >= this.#piece.length) {
        this.#nextPiece();
        wide = (this.byte() & WIDE) !== 0;
      }
      const width = wide ? 2 : 1;
      const there = Math.floor((this.#piece.length - this.#at) / width);
      // Half a character at the end of a piece belongs to no string.
      if (there === 0) {
        this.#at = this.#piece.length;
        continue;
      }
      const taken = Math.min(left, there);
      const end = this.#at + taken * width;
      text += this.#piece.toString(wide ? 'utf16le' : 'latin1', this.#at, end);
      this.#at = end;
      left -= taken;
    }
    return text;
  }

  #nextPiece(): void {
    const piece = this.#pieces[++this.#index];
    if (!piece) throw new AppError('FILE_DAMAGED', { what: 'record' });
    this.#piece = piece;
    this.#at = 0;
  }
}

import { AppError } from '../../../../shared/domain/errors.ts';
import { damaged, nameCode, type XmlHandler, type XmlScanner } from './xmlScanner.ts';
import { attributeNumber, decodeExcelEscapes, decodeXmlText } from './xmlText.ts';

const SST = nameCode('sst');
const SI = nameCode('si');
const T = nameCode('t');
const R_PH = nameCode('rPh');
const UNIQUE_COUNT = nameCode('uniqueCount');
/** The strings a workbook shares stay in memory: half a gigabyte of them is no roster. */
export const MAX_SHARED_STRING_BYTES = 512 * 1024 * 1024;
/** More than a sheet of 1,048,576 rows with 25 different texts each could need. */
const MAX_SHARED_STRINGS = 32_000_000;
/** Strings met again are kept as they are; the cache stops growing at this many characters. */
const CACHE_CHARACTERS = 8_000_000;

/**
 * The strings that cells refer to by number, kept as UTF-8 bytes end to end: a hundred thousand names cost
 * their own bytes and four more each. A string is made when a cell asks for it, and remembered when it is
 * asked for again, so that college names are made once and examination numbers are not kept.
 */
export class SharedStrings {
  #bytes: Buffer;
  #used = 0;
  #ends: Uint32Array;
  #count = 0;
  #asked = new Uint8Array(0);
  #cache: (string | undefined)[] = [];
  #cached = 0;

  /** `partSize`: inflated size of the part, which its strings can't exceed. */
  constructor(partSize: number) {
    if (partSize > MAX_SHARED_STRING_BYTES) {
      throw new AppError('FILE_TOO_LARGE', { what: 'shared-strings', limit: MAX_SHARED_STRING_BYTES });
    }
    this.#bytes = Buffer.allocUnsafeSlow(partSize);
    this.#ends = new Uint32Array(1024);
  }

  get count(): number {
    return this.#count;
  }

  /** Null for the empty string; throws FILE_DAMAGED when there is no such string. */
  get(index: number): string | null {
    const cached = this.#cache[index];
    if (cached !== undefined) return cached;
    if (!(index >= 0 && index < this.#count)) throw new AppError('FILE_DAMAGED', { what: 'shared-string' });
    const start = index === 0 ? 0 : this.#ends[index - 1]!;
    const end = this.#ends[index]!;
    if (start === end) return null;
    const text = this.#bytes.toString('utf8', start, end);
    if (this.#asked[index] === 0) {
      this.#asked[index] = 1;
    } else if (this.#cached < CACHE_CHARACTERS) {
      this.#cached += text.length;
      this.#cache[index] = text;
    }
    return text;
  }

  expect(count: number): void {
    if (count > this.#ends.length && count <= MAX_SHARED_STRINGS) this.#growEnds(count);
  }

  append(bytes: Buffer, start: number, end: number): void {
    // Only invalid UTF-8, replaced by longer characters, can make strings longer than their part.
    if (end - start > this.#bytes.length - this.#used) throw damaged();
    this.#used += bytes.copy(this.#bytes, this.#used, start, end);
  }

  appendText(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.append(bytes, 0, bytes.length);
  }

  endString(): void {
    if (this.#count === this.#ends.length) {
      if (this.#count >= MAX_SHARED_STRINGS) {
        throw new AppError('FILE_TOO_LARGE', { what: 'shared-strings', limit: MAX_SHARED_STRINGS });
      }
      this.#growEnds(this.#count * 2);
    }
    this.#ends[this.#count++] = this.#used;
  }

  /** All strings are in. */
  seal(): void {
    this.#asked = new Uint8Array(this.#count);
    this.#cache = new Array<string | undefined>(this.#count);
  }

  #growEnds(capacity: number): void {
    const grown = new Uint32Array(capacity);
    grown.set(this.#ends);
    this.#ends = grown;
  }
}

/** Fills shared strings from their part: plain or rich text joined, phonetic runs (`rPh`) left out. */
export function sharedStringsHandler(strings: SharedStrings): XmlHandler {
  let inText = false;
  let inPhonetic = false;
  let inItem = false;
  return {
    open(name: number, scanner: XmlScanner) {
      if (name === SI) inItem = true;
      else if (name === T) inText = inItem && !inPhonetic;
      else if (name === R_PH) inPhonetic = true;
      else if (name === SST) {
        while (scanner.nextAttribute()) {
          if (scanner.attribute === UNIQUE_COUNT) strings.expect(attributeNumber(scanner));
        }
      }
    },
    text(bytes, start, end, plain, cdata) {
      if (!inText) return;
      if (plain) strings.append(bytes, start, end);
      else strings.appendText(decodeExcelEscapes(decodeXmlText(bytes, start, end, cdata)));
    },
    close(name: number) {
      if (name === T) inText = false;
      else if (name === R_PH) inPhonetic = false;
      else if (name === SI) {
        inItem = false;
        strings.endString();
      }
    },
  };
}

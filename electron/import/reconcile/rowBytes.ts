import {
  emptyStudentValues,
  KEY_FIELDS,
  STUDENT_FIELDS,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';

/** What is kept of a row of which nothing more is to be said. */
export interface KeptRow {
  row: number;
  sheet: string | null;
  student: string | null;
  values: StudentValues;
}

const PIECE = 1 << 20;
/** Each text has two bytes before it: its number in the dictionary, or how it is written and how long it is. */
const IN_DICTIONARY = 0x8000;
const WIDE = 0x4000;
const NARROW = 0x2000;
const LENGTH = 0x1fff;
/** A row with a longer text is kept as it is. */
const LONGEST = 900;
const MOST_WORDS = 0x7fff;
/** Beyond this many different words a column is none of a few words that come again and again. */
const MOST_WORDS_OF_FIELD = 2_000;
const FIELD_BYTES = Math.ceil(STUDENT_FIELDS.length / 8);
const HEAD_BYTES = 4 + 2 + FIELD_BYTES;
const MOST_ROW_BYTES = HEAD_BYTES + (STUDENT_FIELDS.length + 1) * (2 + 2 * LONGEST);
/** Nearly every one of these is another. */
const ALL_DIFFERENT: ReadonlySet<string> = new Set([...KEY_FIELDS, 'name', 'namePinyin', 'phone', 'email']);

/**
 * Rows as bytes outside the heap, some 60 to 120 of them each, where as objects they take ten times as much: words
 * that come again and again by their number, digits two in a byte. Rows are added and read, never changed.
 */
export class RowBytes {
  readonly #pieces: Buffer[] = [];
  #used = PIECE;
  readonly #words: string[] = [];
  readonly #numbers = STUDENT_FIELDS.map((field) =>
    ALL_DIFFERENT.has(field) ? null : new Map<string, number>(),
  );
  readonly #sheets: (string | null)[] = [];

  /** Where the row lies; null where it can't be kept so: a text is too long, or there are too many sheets. */
  add({ row, sheet, student, values }: KeptRow): number | null {
    const sheetNumber = this.#sheetNumber(sheet);
    if (sheetNumber > 0xffff || (student !== null && student.length > LONGEST)) return null;
    if (this.#used + MOST_ROW_BYTES > PIECE) {
      this.#pieces.push(Buffer.allocUnsafeSlow(PIECE));
      this.#used = 0;
    }
    const piece = this.#pieces[this.#pieces.length - 1]!;
    const start = this.#used;
    piece.writeUInt32LE(row, start);
    piece.writeUInt16LE(sheetNumber, start + 4);
    piece.fill(0, start + 6, start + HEAD_BYTES);
    let at = writeText(piece, start + HEAD_BYTES, student ?? '');
    for (let index = 0; index < STUDENT_FIELDS.length; index++) {
      const text = values[STUDENT_FIELDS[index]!];
      if (text === null) continue;
      if (text.length > LONGEST) return null;
      piece[start + 6 + (index >> 3)]! |= 1 << (index & 7);
      const word = this.#wordNumber(index, text);
      if (word === null) at = writeText(piece, at, text);
      else {
        writeHead(piece, at, IN_DICTIONARY | word);
        at += 2;
      }
    }
    this.#used = at;
    return (this.#pieces.length - 1) * PIECE + start;
  }

  row(place: number): number {
    return this.#pieces[Math.floor(place / PIECE)]!.readUInt32LE(place % PIECE);
  }

  sheet(place: number): string | null {
    return this.#sheets[this.#pieces[Math.floor(place / PIECE)]!.readUInt16LE((place % PIECE) + 4)]!;
  }

  student(place: number): string | null {
    const text = this.#text(this.#pieces[Math.floor(place / PIECE)]!, (place % PIECE) + HEAD_BYTES);
    return text === '' ? null : text;
  }

  values(place: number): StudentValues {
    const piece = this.#pieces[Math.floor(place / PIECE)]!;
    const start = place % PIECE;
    let at = start + HEAD_BYTES;
    at += 2 + textBytes(headAt(piece, at));
    const values = emptyStudentValues();
    for (let index = 0; index < STUDENT_FIELDS.length; index++) {
      const isThere = (piece[start + 6 + (index >> 3)]! & (1 << (index & 7))) !== 0;
      if (!isThere) continue;
      values[STUDENT_FIELDS[index]!] = this.#text(piece, at);
      at += 2 + textBytes(headAt(piece, at));
    }
    return values;
  }

  #sheetNumber(sheet: string | null): number {
    const last = this.#sheets.length - 1;
    if (last >= 0 && this.#sheets[last] === sheet) return last;
    const known = this.#sheets.indexOf(sheet);
    return known >= 0 ? known : this.#sheets.push(sheet) - 1;
  }

  /** Null: the text itself is written. */
  #wordNumber(index: number, text: string): number | null {
    const numbers = this.#numbers[index];
    if (!numbers) return null;
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size >= MOST_WORDS_OF_FIELD || this.#words.length >= MOST_WORDS) return null;
    const number = this.#words.push(text) - 1;
    numbers.set(text, number);
    return number;
  }

  #text(piece: Buffer, at: number): string {
    const head = headAt(piece, at);
    if (head & IN_DICTIONARY) return this.#words[head & MOST_WORDS]!;
    const end = at + 2 + textBytes(head);
    if (head & WIDE) return wideText(piece, at + 2, end);
    if (head & NARROW) return piece.toString('latin1', at + 2, end);
    const digits = piece.toString('hex', at + 2, end);
    return (head & LENGTH) % 2 === 0 ? digits : digits.slice(0, -1);
  }
}

// Written out, as this is done for every cell of a file: calls into the buffer cost more than the bytes.
function headAt(piece: Buffer, at: number): number {
  return piece[at]! | (piece[at + 1]! << 8);
}

function writeHead(piece: Buffer, at: number, head: number): void {
  piece[at] = head & 0xff;
  piece[at + 1] = head >> 8;
}

/** Names of a few characters, most of the time. */
function wideText(piece: Buffer, start: number, end: number): string {
  if (end - start > 8) return piece.toString('utf16le', start, end);
  let text = '';
  for (let at = start; at < end; at += 2) text += String.fromCharCode(headAt(piece, at));
  return text;
}

function textBytes(head: number): number {
  if (head & IN_DICTIONARY) return 0;
  const length = head & LENGTH;
  if (head & WIDE) return 2 * length;
  return head & NARROW ? length : (length + 1) >> 1;
}

/** Returns where the text ends. */
function writeText(piece: Buffer, at: number, text: string): number {
  const { length } = text;
  const start = at + 2;
  let isDigits = true;
  let isWide = false;
  for (let index = 0; index < length && !isWide; index++) {
    const code = text.charCodeAt(index);
    isWide = code > 0xff;
    if (code < 0x30 || code > 0x39) isDigits = false;
  }
  if (isWide) {
    writeHead(piece, at, WIDE | length);
    for (let index = 0; index < length; index++) writeHead(piece, start + 2 * index, text.charCodeAt(index));
    return start + 2 * length;
  }
  if (!isDigits) {
    writeHead(piece, at, NARROW | length);
    for (let index = 0; index < length; index++) piece[start + index] = text.charCodeAt(index);
    return start + length;
  }
  writeHead(piece, at, length);
  for (let index = 0; index < length; index += 2) {
    const second = index + 1 < length ? text.charCodeAt(index + 1) - 0x30 : 0;
    piece[start + (index >> 1)] = ((text.charCodeAt(index) - 0x30) << 4) | second;
  }
  return start + ((length + 1) >> 1);
}

import {
  emptyStudentValues,
  KEY_FIELDS,
  type PartialStudentValues,
  STUDENT_FIELDS,
  type StudentValues,
} from '../../../shared/domain/studentFields.ts';
import { ownCopy } from '../readers/csv/csvParser.ts';
import { BytePieces } from './bytePieces.ts';
import {
  bytesBehind,
  headAt,
  IN_DICTIONARY,
  readText,
  WORD_NUMBER,
  writeHead,
  writeText,
} from './writtenText.ts';

/** What a row says, and where it stands. */
export interface KeptRow {
  row: number;
  sheet: string | null;
  values: Readonly<PartialStudentValues>;
}

/** A row with a longer text is kept as it is. */
const LONGEST = 900;
/** Beyond this many different words a column is none of a few words that come again and again. */
const MOST_WORDS_OF_FIELD = 2_000;
const FIELD_BYTES = Math.ceil(STUDENT_FIELDS.length / 8);
const HEAD_BYTES = 4 + 2 + FIELD_BYTES;
const MOST_ROW_BYTES = HEAD_BYTES + STUDENT_FIELDS.length * (2 + 2 * LONGEST);
/** Nearly every one of these is another. */
const ALL_DIFFERENT: ReadonlySet<string> = new Set([...KEY_FIELDS, 'name', 'namePinyin', 'phone', 'email']);

/**
 * Rows as bytes outside the heap, some 60 to 120 of them each, where as objects they take ten times as much: words
 * that come again and again by their number, digits two in a byte. Rows are added and read, never changed.
 */
export class RowBytes {
  readonly #pieces = new BytePieces();
  readonly #words: string[] = [];
  readonly #numbers = STUDENT_FIELDS.map((field) =>
    ALL_DIFFERENT.has(field) ? null : new Map<string, number>(),
  );
  readonly #sheets: (string | null)[] = [];

  /** Where the row lies; null where it can't be kept so: a text is too long, or there are too many sheets. */
  add({ row, sheet, values }: KeptRow): number | null {
    const sheetNumber = this.#sheetNumber(sheet);
    if (sheetNumber > 0xffff) return null;
    const { piece, start } = this.#pieces.room(MOST_ROW_BYTES);
    piece.writeUInt32LE(row, start);
    piece.writeUInt16LE(sheetNumber, start + 4);
    piece.fill(0, start + 6, start + HEAD_BYTES);
    let at = start + HEAD_BYTES;
    for (let index = 0; index < STUDENT_FIELDS.length; index++) {
      const text = values[STUDENT_FIELDS[index]!];
      if (text === null || text === undefined) continue;
      if (text.length > LONGEST) return null;
      piece[start + 6 + (index >> 3)]! |= 1 << (index & 7);
      const word = this.#wordNumber(index, text);
      if (word === null) at = writeText(piece, at, text);
      else {
        writeHead(piece, at, IN_DICTIONARY | word);
        at += 2;
      }
    }
    return this.#pieces.take(start, at);
  }

  row(place: number): number {
    const { piece, start } = this.#pieces.at(place);
    return piece.readUInt32LE(start);
  }

  sheet(place: number): string | null {
    const { piece, start } = this.#pieces.at(place);
    return this.#sheets[piece.readUInt16LE(start + 4)]!;
  }

  /** Where a text by itself lies; null where it is too long. */
  addText(text: string): number | null {
    if (text.length > LONGEST) return null;
    const { piece, start } = this.#pieces.room(2 + 2 * LONGEST);
    return this.#pieces.take(start, writeText(piece, start, text));
  }

  text(place: number): string {
    const { piece, start } = this.#pieces.at(place);
    return readText(piece, start);
  }

  values(place: number): StudentValues {
    const { piece, start } = this.#pieces.at(place);
    let at = start + HEAD_BYTES;
    const values = emptyStudentValues();
    for (let index = 0; index < STUDENT_FIELDS.length; index++) {
      const isThere = (piece[start + 6 + (index >> 3)]! & (1 << (index & 7))) !== 0;
      if (!isThere) continue;
      values[STUDENT_FIELDS[index]!] = this.#text(piece, at);
      at += 2 + bytesBehind(headAt(piece, at));
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
    if (numbers.size >= MOST_WORDS_OF_FIELD || this.#words.length >= WORD_NUMBER) return null;
    const word = ownCopy(text);
    const number = this.#words.push(word) - 1;
    numbers.set(word, number);
    return number;
  }

  #text(piece: Buffer, at: number): string {
    const head = headAt(piece, at);
    if (head & IN_DICTIONARY) return this.#words[head & WORD_NUMBER]!;
    return readText(piece, at);
  }
}

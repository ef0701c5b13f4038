/** Each text has two bytes before it: its number in a dictionary, or how it is written and how long it is. */
export const IN_DICTIONARY = 0x8000;
export const WORD_NUMBER = 0x7fff;
const WIDE = 0x4000;
const NARROW = 0x2000;
const LENGTH = 0x1fff;
/** A longer text can't be written. */
export const LONGEST_TEXT = LENGTH;

// Written out, as this is done for every cell of a file: calls into the buffer cost more than the bytes.
export function headAt(piece: Buffer, at: number): number {
  return piece[at]! | (piece[at + 1]! << 8);
}

export function writeHead(piece: Buffer, at: number, head: number): void {
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

/** How many bytes follow a head. */
export function bytesBehind(head: number): number {
  if (head & IN_DICTIONARY) return 0;
  const length = head & LENGTH;
  if (head & WIDE) return 2 * length;
  return head & NARROW ? length : (length + 1) >> 1;
}

/** Returns where the text ends: at most two bytes a character further on, and two for its head. */
export function writeText(piece: Buffer, at: number, text: string): number {
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

/** The text at a head that is of no dictionary. */
export function readText(piece: Buffer, at: number): string {
  const head = headAt(piece, at);
  const end = at + 2 + bytesBehind(head);
  if (head & WIDE) return wideText(piece, at + 2, end);
  if (head & NARROW) return piece.toString('latin1', at + 2, end);
  const digits = piece.toString('hex', at + 2, end);
  return (head & LENGTH) % 2 === 0 ? digits : digits.slice(0, -1);
}

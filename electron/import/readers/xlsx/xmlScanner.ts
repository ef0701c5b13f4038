import { AppError } from '../../../../shared/domain/errors.ts';

/**
 * A tag, text or comment longer than this is not from a spreadsheet program (a cell holds 32,767 characters);
 * it is what would otherwise grow in memory without end.
 */
const MAX_TOKEN_BYTES = 8 * 1024 * 1024;
/** Far above the depth of any spreadsheet part (about 12). */
const MAX_DEPTH = 256;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const COLON = 0x3a;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const UNDERSCORE = 0x5f;

/** Names are compared by this code of the part behind the prefix: `x:row` and `row` are the same. */
export function nameCode(localName: string): number {
  let code = 0;
  for (let index = 0; index < localName.length; index++) {
    code = (Math.imul(code, 31) + localName.charCodeAt(index)) | 0;
  }
  return code;
}

/** The same code of any bytes, so that a value can be compared without being made into a string. */
export function bytesCode(bytes: Buffer, start = 0, end = bytes.length): number {
  let code = 0;
  for (let index = start; index < end; index++) code = (Math.imul(code, 31) + bytes[index]!) | 0;
  return code;
}

export interface XmlHandler {
  /** Attributes are read here, by `scanner.nextAttribute()`; a self-closing tag is opened and closed. */
  open(name: number, scanner: XmlScanner): void;
  /**
   * Text of the innermost open element, perhaps one piece of several: the bytes from `start` to `end`.
   * `plain` means that they hold no entity, no `_x000D_` escape and no carriage return: they are the text.
   */
  text(bytes: Buffer, start: number, end: number, plain: boolean, cdata: boolean): void;
  close(name: number, scanner: XmlScanner): void;
}

/**
 * Walks XML (UTF-8) that comes in pieces and tells a handler what it finds, without making strings or objects.
 * Checks what a reader relies on: every tag closed in order, one root, nothing left over. A DOCTYPE is
 * refused (no spreadsheet has one; it is the door of entity bombs), comments and instructions are skipped.
 */
export class XmlScanner {
  /** Of the attribute last found by nextAttribute(). */
  attribute = 0;
  valueStart = 0;
  valueEnd = 0;
  bytes: Buffer = Buffer.alloc(0);

  #handler: XmlHandler;
  #pending: Buffer = Buffer.alloc(0);
  #openNames = new Int32Array(MAX_DEPTH);
  #depth = 0;
  #rootSeen = false;
  #stopped = false;
  #attributeCursor = 0;
  #attributesEnd = 0;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(chunk: Buffer): void {
    this.bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const consumed = this.#scan();
    this.#pending = this.bytes.subarray(consumed);
    if (this.#pending.length > MAX_TOKEN_BYTES) throw new AppError('FILE_UNSAFE', { what: 'xml-token' });
  }

  /**
   * For a handler: ends the walk before the tag that is being opened, which counts as unseen, or behind the one that
   * is being closed. Nothing is walked over until `resume`.
   */
  stop(): void {
    this.#stopped = true;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** What was given and not walked over: behind a stop, the beginning of what comes next. */
  get rest(): Buffer {
    return this.#pending;
  }

  /** Goes on with what is written next, as if nothing had been in between. */
  resume(): void {
    this.#stopped = false;
    this.#pending = Buffer.alloc(0);
  }

  /** The file has ended: throws FILE_DAMAGED if the XML has not. */
  end(): void {
    if (this.#depth > 0 || !this.#rootSeen || !isBlank(this.#pending, 0, this.#pending.length))
      throw damaged();
  }

  /** Moves to the next attribute of the tag being opened; false when there is none. Values are raw bytes. */
  nextAttribute(): boolean {
    const bytes = this.bytes;
    const end = this.#attributesEnd;
    let cursor = this.#attributeCursor;
    while (cursor < end && isSpace(bytes[cursor]!)) cursor++;
    if (cursor >= end) return false;
    let name = 0;
    for (; cursor < end; cursor++) {
      const byte = bytes[cursor]!;
      if (byte === EQUALS || isSpace(byte)) break;
      name = byte === COLON ? 0 : (Math.imul(name, 31) + byte) | 0;
    }
    while (cursor < end && isSpace(bytes[cursor]!)) cursor++;
    if (cursor >= end || bytes[cursor] !== EQUALS) throw damaged();
    cursor++;
    while (cursor < end && isSpace(bytes[cursor]!)) cursor++;
    const quote = bytes[cursor]!;
    if (cursor >= end || (quote !== QUOTE && quote !== APOSTROPHE)) throw damaged();
    cursor++;
    this.valueStart = cursor;
    while (cursor < end && bytes[cursor] !== quote) cursor++;
    if (cursor >= end) throw damaged();
    this.valueEnd = cursor;
    this.attribute = name;
    this.#attributeCursor = cursor + 1;
    return true;
  }

  /** The bytes that were consumed; the rest is an unfinished token, to be seen again with more behind it. */
  #scan(): number {
    const bytes = this.bytes;
    const length = bytes.length;
    let position = 0;
    while (position < length) {
      const start = position;
      let plain = true;
      let byte = 0;
      while (position < length) {
        byte = bytes[position]!;
        if (byte === LESS) break;
        if (byte === AMPERSAND || byte === UNDERSCORE || byte === CARRIAGE_RETURN) plain = false;
        position++;
      }
      if (position >= length) return start;
      if (position > start) {
        if (this.#depth > 0) this.#handler.text(bytes, start, position, plain, false);
        else if (!isBlank(bytes, start, position)) throw damaged();
      }
      const next = position + 1 < length ? bytes[position + 1]! : -1;
      if (next === -1) return position;
      let after: number;
      if (next === SLASH) after = this.#closeTag(position);
      else if (next === QUESTION) after = this.#skipPast(position + 2, '?>');
      else if (next === EXCLAMATION) after = this.#declaration(position);
      else after = this.#openTag(position);
      if (after === -1) return position;
      position = after;
      if (this.#stopped) return position;
    }
    return position;
  }

  #openTag(tagStart: number): number {
    const bytes = this.bytes;
    const length = bytes.length;
    let cursor = tagStart + 1;
    let name = 0;
    for (; cursor < length; cursor++) {
      const byte = bytes[cursor]!;
      if (byte === GREATER || byte === SLASH || isSpace(byte)) break;
      if (byte === LESS) throw damaged();
      name = byte === COLON ? 0 : (Math.imul(name, 31) + byte) | 0;
    }
    if (cursor === tagStart + 1 && cursor < length) throw damaged();
    const nameEnd = cursor;
    let quote = 0;
    for (; cursor < length; cursor++) {
      const byte = bytes[cursor]!;
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER) break;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    }
    if (cursor >= length) return -1;
    const selfClosing = bytes[cursor - 1] === SLASH;
    this.#attributeCursor = nameEnd;
    this.#attributesEnd = selfClosing ? cursor - 1 : cursor;
    if (this.#depth === 0 && this.#rootSeen) throw damaged();
    this.#rootSeen = true;
    this.#handler.open(name, this);
    if (this.#stopped) return -1;
    if (selfClosing) {
      this.#handler.close(name, this);
    } else {
      if (this.#depth === MAX_DEPTH) throw new AppError('FILE_UNSAFE', { what: 'xml-depth' });
      this.#openNames[this.#depth++] = name;
    }
    return cursor + 1;
  }

  #closeTag(tagStart: number): number {
    const bytes = this.bytes;
    const length = bytes.length;
    let cursor = tagStart + 2;
    let name = 0;
    for (; cursor < length; cursor++) {
      const byte = bytes[cursor]!;
      if (byte === GREATER || isSpace(byte)) break;
      name = byte === COLON ? 0 : (Math.imul(name, 31) + byte) | 0;
    }
    while (cursor < length && isSpace(bytes[cursor]!)) cursor++;
    if (cursor >= length) return -1;
    if (bytes[cursor] !== GREATER || this.#depth === 0) throw damaged();
    this.#depth--;
    if (this.#openNames[this.#depth] !== name) throw damaged();
    this.#handler.close(name, this);
    return cursor + 1;
  }

  #declaration(tagStart: number): number {
    const head = this.bytes.toString('latin1', tagStart, tagStart + 9);
    if (head.startsWith('<!--')) return this.#skipPast(tagStart + 4, '-->');
    if (head === '<![CDATA[') {
      const after = this.#skipPast(tagStart + 9, ']]>');
      if (after === -1) return -1;
      if (this.#depth === 0) throw damaged();
      if (after - 3 > tagStart + 9) this.#handler.text(this.bytes, tagStart + 9, after - 3, false, true);
      return after;
    }
    if (head === '<!DOCTYPE') throw new AppError('FILE_UNSAFE', { what: 'doctype' });
    if (head.length === 9 || !('<![CDATA['.startsWith(head) || '<!DOCTYPE'.startsWith(head))) throw damaged();
    return -1;
  }

  #skipPast(from: number, ending: string): number {
    const at = this.bytes.indexOf(ending, from, 'latin1');
    return at === -1 ? -1 : at + ending.length;
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === TAB || byte === CARRIAGE_RETURN;
}

/** Only white space, or the byte order mark that may stand before the root. */
function isBlank(bytes: Buffer, start: number, end: number): boolean {
  let from = start;
  if (end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf)
    from += 3;
  for (let index = from; index < end; index++) if (!isSpace(bytes[index]!)) return false;
  return true;
}

export function damaged(): AppError {
  return new AppError('FILE_DAMAGED', { what: 'xml' });
}

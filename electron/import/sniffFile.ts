import { TextDecoder } from 'node:util';
import { AppError } from '../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../archive/byteSource.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { openZip, type ZipEntry, type ZipReader } from '../archive/openZip.ts';
import { COMPOUND_MAGIC, readCompoundFile } from './readers/compoundFile.ts';
import { encodingOfMark, utf16ByZeros } from './readers/csv/detectEncoding.ts';
import type { FileFormat } from './readers/reader.ts';

/**
 * What a file is by its content, whatever its name says. `encrypted`: nothing in it can be read without a
 * password. Of an unknown file, `what` says as much as is known (a key of the catalogue: 'pdf', 'image'…).
 */
export type SniffedFile =
  | { format: Exclude<FileFormat, 'unknown'>; encrypted: boolean }
  | { format: 'unknown'; what: UnknownKind };

export type UnknownKind =
  | 'pdf'
  | 'image'
  | 'executable'
  | 'archive'
  | 'document'
  | 'presentation'
  | 'ofd'
  | 'numbers'
  | 'database'
  | 'shortcut'
  | 'lock-file'
  | 'login-page'
  | 'xml'
  | 'binary';

const HEAD_BYTES = 64 * 1024;
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
/** Control characters that text has none of; a few strays in a large table are let pass. */
const MAX_CONTROL_SHARE = 0.01;
/** So much of the beginning that can't be decoded is no Chinese text with a few broken characters. */
const MAX_UNDECODABLE_SHARE = 0.1;

const SIGNATURES: readonly { what: UnknownKind; at: number; bytes: string }[] = [
  { what: 'pdf', at: 0, bytes: '%PDF-' },
  { what: 'image', at: 0, bytes: '\xff\xd8\xff' },
  { what: 'image', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { what: 'image', at: 0, bytes: 'GIF8' },
  { what: 'image', at: 8, bytes: 'WEBP' },
  { what: 'image', at: 0, bytes: 'II*\0' },
  { what: 'image', at: 0, bytes: 'MM\0*' },
  { what: 'image', at: 4, bytes: 'ftyphei' },
  { what: 'image', at: 4, bytes: 'ftypmif1' },
  { what: 'executable', at: 0, bytes: '\x7fELF' },
  { what: 'executable', at: 0, bytes: '\xcf\xfa\xed\xfe' },
  { what: 'archive', at: 0, bytes: 'Rar!\x1a\x07' },
  { what: 'archive', at: 0, bytes: '7z\xbc\xaf\x27\x1c' },
  { what: 'archive', at: 0, bytes: '\x1f\x8b\x08' },
  { what: 'document', at: 0, bytes: '{\\rtf' },
  // Access (.mdb, .accdb) and SQLite.
  { what: 'database', at: 4, bytes: 'Standard Jet DB' },
  { what: 'database', at: 4, bytes: 'Standard ACE DB' },
  { what: 'database', at: 0, bytes: 'SQLite format 3\0' },
  { what: 'shortcut', at: 0, bytes: 'L\0\0\0\x01\x14\x02\0' },
];

const OPEN_DOCUMENT = /application\/vnd\.oasis\.opendocument\.([a-z]+)/;

/** The first tag of an XML text without its prefix, behind declarations and comments. */
const ROOT_TAG = /^\ufeff?(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:[\w-]+:)?([\w-]+)[\s>/]/s;
/** What a system shows in place of the list to somebody who is no longer signed in. */
const PASSWORD_FIELD = /<input[^>]*\btype\s*=\s*["']?password/i;
/** OpenDocument in one XML file says its kind in the root tag, behind some forty namespaces. */
const FLAT_DOCUMENT = /\bmimetype\s*=\s*["']application\/vnd\.oasis\.opendocument\.([a-z]+)/;

/**
 * Looks at a file, or at the bytes of one inside an archive. Throws FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY,
 * FILE_DAMAGED (a zip whose list can't be read), FILE_TOO_LARGE (a zip with too many entries).
 */
export async function sniffFile(file: FilePlace | Uint8Array): Promise<SniffedFile> {
  const source = await openByteSource(file);
  try {
    return await sniffBytes(source);
  } finally {
    await source.close();
  }
}

export async function sniffBytes(source: ByteSource): Promise<SniffedFile> {
  if (source.size === 0) throw new AppError('FILE_EMPTY');
  const head = await source.read(0, HEAD_BYTES);
  if (head.subarray(0, 8).equals(COMPOUND_MAGIC)) return sniffCompoundFile(source);
  if (startsWith(head, 0, 'PK\x03\x04') || startsWith(head, 0, 'PK\x05\x06')) return sniffZip(source);
  if (isBareWorkbookStream(head)) return { format: 'xls', encrypted: hasFilePass(head) };
  const signature = SIGNATURES.find(({ at, bytes }) => startsWith(head, at, bytes));
  if (signature) return unknown(signature.what);
  if (isLockFile(head, source.size)) return unknown('lock-file');
  if (isExecutable(head)) return unknown('executable');
  if (isBitmap(head, source.size)) return unknown('image');
  if (isDbf(head, source.size)) return { format: 'dbf', encrypted: false };
  return sniffText(head, head.length === source.size);
}

/** Encrypted workbooks of every kind are compound files with the real package inside (MS-OFFCRYPTO 2.3). */
async function sniffCompoundFile(source: ByteSource): Promise<SniffedFile> {
  const file = await readCompoundFile(source);
  if (!file) throw new AppError('FILE_DAMAGED', { what: 'compound-file' });
  if (file.names.includes('EncryptedPackage')) return { format: 'xlsx', encrypted: true };
  const stream = ['Workbook', 'Book', 'WORKBOOK', 'BOOK'].find((name) => file.names.includes(name));
  if (stream) return { format: 'xls', encrypted: hasFilePass(await file.head(stream)) };
  if (file.names.includes('WordDocument')) return unknown('document');
  if (file.names.includes('PowerPoint Document')) return unknown('presentation');
  return unknown('binary');
}

async function sniffZip(source: ByteSource): Promise<SniffedFile> {
  const zip = await openZip(source);
  try {
    const names = new Set(zip.entries.map((entry) => entry.name.replaceAll('\\', '/').toLowerCase()));
    const has = (pattern: RegExp) => [...names].some((name) => pattern.test(name));
    const encrypted =
      zip.entries.length > 0 && zip.entries.every((entry) => entry.encrypted || entry.size === 0);
    if (names.has('[content_types].xml') || has(/^xl\/workbook\d*\.(xml|bin)$/)) {
      // Macros, printer settings and pictures in .xlsx and .xlsm are .bin, too: only the workbook tells.
      if (has(/(^|\/)workbook\d*\.bin$/)) return { format: 'xlsb', encrypted };
      if (has(/^xl\//) || has(/(^|\/)workbook\d*\.xml$/)) return { format: 'xlsx', encrypted };
      if (has(/^word\//)) return unknown('document');
      if (has(/^ppt\//)) return unknown('presentation');
    }
    const openDocument = await openDocumentKind(zip);
    if (openDocument === 'spreadsheet') {
      return { format: 'ods', encrypted: encrypted || (await manifestText(zip)).includes('encryption-data') };
    }
    if (openDocument !== null) return unknown('document');
    if (has(/^ofd\.xml$/)) return unknown('ofd');
    if (has(/^index(\.zip|\/document\.iwa)$/)) return unknown('numbers');
    return { format: 'zip', encrypted };
  } finally {
    zip.close();
  }
}

/** The kind of an OpenDocument package: "spreadsheet", "text"…; null for any other zip. */
async function openDocumentKind(zip: ZipReader): Promise<string | null> {
  const mimetype = zip.entries.find((entry) => entry.name === 'mimetype');
  const said = mimetype && mimetype.size < 200 ? OPEN_DOCUMENT.exec(await textOf(zip, mimetype)) : null;
  // Some writers leave the type out, or put it in the manifest alone.
  return (said ?? OPEN_DOCUMENT.exec(await manifestText(zip)))?.[1] ?? null;
}

/** Lists the files of an OpenDocument package and, of encrypted ones, how. */
async function manifestText(zip: ZipReader): Promise<string> {
  const entry = zip.entries.find(({ name }) => name === 'META-INF/manifest.xml');
  return entry && entry.size < MAX_MANIFEST_BYTES ? textOf(zip, entry) : '';
}

async function textOf(zip: ZipReader, entry: ZipEntry): Promise<string> {
  if (entry.encrypted) return '';
  let text = '';
  for await (const piece of zip.chunks(entry)) text += piece.toString('latin1');
  return text;
}

function sniffText(head: Buffer, whole: boolean): SniffedFile {
  const utf16 = utf16ByZeros(head);
  const marked = encodingOfMark(head);
  if (marked === null && utf16 === null && head.includes(0)) return unknown('binary');
  const text = decodeHead(head, marked ?? utf16, whole);
  const start = text.slice(0, 4096).trimStart().toLowerCase();
  const root = ROOT_TAG.exec(start)?.[1];
  if (root === 'workbook') return { format: 'xml', encrypted: false };
  if (root === 'document' && FLAT_DOCUMENT.test(text)) {
    return FLAT_DOCUMENT.exec(text)![1] === 'spreadsheet'
      ? { format: 'fods', encrypted: false }
      : unknown('document');
  }
  if (root === 'worddocument' || root === 'package') return unknown('document');
  if (isHtml(start)) {
    return PASSWORD_FIELD.test(text) ? unknown('login-page') : { format: 'html', encrypted: false };
  }
  if (start.startsWith('<?xml')) return unknown('xml');
  if (start.startsWith('[internetshortcut]')) return unknown('shortcut');
  return looksLikeText(text) ? { format: 'csv', encrypted: false } : unknown('binary');
}

function decodeHead(head: Buffer, encoding: string | null, whole: boolean): string {
  const stream = !whole;
  if (encoding !== null) return new TextDecoder(encoding).decode(head, { stream });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream });
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('gb18030').decode(head, { stream });
    throw error;
  }
}

/** What school systems "export to Excel": a web page, or one saved by Excel as MHTML. */
function isHtml(start: string): boolean {
  const markup = start.replace(/^(?:<\?xml[^>]*>|<!--.*?-->|\s)+/s, '');
  return (
    /^<(?:!doctype\s+html|html|head|body|table|meta|style|title|script|div|tr|thead|tbody|center|font|p|br)\b/.test(
      markup,
    ) || /^mime-version:.{0,2000}\bmultipart\/related/s.test(start)
  );
}

function looksLikeText(text: string): boolean {
  let control = 0;
  let undecodable = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 ? !isTextControl(code) : code === 0x7f) control++;
    else if (code === 0xfffd) undecodable++;
  }
  return control <= text.length * MAX_CONTROL_SHARE && undecodable <= text.length * MAX_UNDECODABLE_SHARE;
}

/** Tab, line feed, vertical tab, form feed, carriage return, and the Ctrl-Z that ends a DOS file. */
function isTextControl(code: number): boolean {
  return (code >= 0x09 && code <= 0x0d) || code === 0x1a;
}

/** Excel 2 to 4 and web programs write the records without a container: BOF 0x0009…0x0809, then a length of 4 to 16. */
function isBareWorkbookStream(head: Buffer): boolean {
  return (
    head[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? -1) &&
    head[2]! >= 4 &&
    head[2]! <= 16 &&
    head[3] === 0
  );
}

/** A FILEPASS record (0x002F) among the first ones of a workbook stream: password to open (MS-XLS 2.4.117). */
function hasFilePass(head: Buffer): boolean {
  for (let at = 0, records = 0; at + 4 <= head.length && records < 8; records++) {
    if (head.readUInt16LE(at) === 0x2f) return true;
    at += 4 + head.readUInt16LE(at + 2);
  }
  return false;
}

/** What Excel and WPS put beside an open file ("~$名单.xlsx"): the user's name, filled up with blanks, twice. */
function isLockFile(head: Buffer, size: number): boolean {
  const length = head[0]!;
  return (
    (size === 165 || size === 162) &&
    length >= 1 &&
    length <= 52 &&
    head.subarray(1 + length, 53).every((byte) => byte === 0x20 || byte === 0)
  );
}

/** "MZ" and a pointer to "PE" within reach: a text may well begin with these two letters. */
function isExecutable(head: Buffer): boolean {
  if (!startsWith(head, 0, 'MZ') || head.length < 64) return false;
  const header = head.readUInt32LE(60);
  return startsWith(head, header, 'PE\0\0') || head.subarray(0, 64).includes(0);
}

function isBitmap(head: Buffer, size: number): boolean {
  return (
    startsWith(head, 0, 'BM') &&
    head.length >= 30 &&
    head.readUInt32LE(6) === 0 &&
    head.readUInt32LE(2) <= size
  );
}

/** dBase III to Visual FoxPro: a version byte, a date that exists, and lengths that agree with each other and the file. */
function isDbf(head: Buffer, size: number): boolean {
  if (
    head.length < 65 ||
    ![0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x83, 0x8b, 0x8e, 0xf5, 0xfb].includes(head[0]!)
  ) {
    return false;
  }
  const month = head[2]!;
  const day = head[3]!;
  const headerBytes = head.readUInt16LE(8);
  const recordBytes = head.readUInt16LE(10);
  return month <= 12 && day <= 31 && headerBytes >= 65 && headerBytes <= size && recordBytes >= 2;
}

function startsWith(bytes: Buffer, at: number, signature: string): boolean {
  return bytes.toString('latin1', at, at + signature.length) === signature;
}

function unknown(what: UnknownKind): SniffedFile {
  return { format: 'unknown', what };
}

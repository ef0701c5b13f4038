import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { entriesOfZip } from './zipEntries.ts';

/**
 * Everything that can be read out of a file's bytes, whatever reads it: of archives and workbooks every part and its
 * name, of a PDF its text and every stream unpacked, of pictures what is written beside the picture. For looking
 * whether something stands in it that must not.
 */
export async function deepText(bytes: Buffer): Promise<string> {
  const head = bytes.subarray(0, 4).toString('latin1');
  if (head.startsWith('PK')) return textOfZip(bytes);
  if (head.startsWith('%PDF')) return textOfPdf(bytes);
  if (head.startsWith('\xff\xd8') || head.startsWith('\x89PNG')) return textOfPicture(bytes);
  return `${readings(bytes)}\n${new TextDecoder('gb18030').decode(bytes)}`;
}

async function textOfZip(bytes: Buffer): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-deep-'));
  try {
    const path = join(folder, 'archive.zip');
    writeFileSync(path, bytes);
    let text = '';
    for (const [name, content] of await entriesOfZip(path)) text += `${name}\n${await deepText(content)}\n`;
    return text;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function textOfPdf(bytes: Buffer): string {
  const shown = execFileSync('pdftotext', ['-', '-'], { input: bytes, maxBuffer: 1 << 28 }).toString('utf8');
  // Titles and bookmarks are no part of a page, but stand in the open or in streams of their own.
  const texts = [...partsOf(bytes)].filter((part) => isUtf8(part) || part.includes(WIDE_STRING));
  return `${shown}\n${texts.map(readings).join('\n')}`;
}

/** What stands between the streams, and every stream unpacked. Fonts and pictures are no text, as whoever reads sees. */
function* partsOf(bytes: Buffer): Generator<Buffer> {
  let open = 0;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const start = bytes[at + 6] === 0x0d ? at + 8 : at + 7;
    const end = bytes.indexOf('endstream', start);
    if (end === -1) break;
    for (const line of splitLines(bytes.subarray(open, start))) yield line;
    open = end;
    try {
      yield inflateSync(bytes.subarray(start, end));
    } catch {
      yield bytes.subarray(start, end);
    }
  }
  for (const line of splitLines(bytes.subarray(open))) yield line;
}

/** The line below the head of a file is of bytes that are no text, so that nobody takes the file for one. */
function* splitLines(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const next = end === -1 ? bytes.length : end + 1;
    yield bytes.subarray(at, next);
    at = next;
  }
}

/** A string of a PDF in UTF-16 begins so. */
const WIDE_STRING = Buffer.from('(\xfe\xff', 'latin1');

async function textOfPicture(bytes: Buffer): Promise<string> {
  const { exif, xmp, iptc, comments } = await sharp(bytes).metadata();
  const beside = [exif, xmp, iptc].filter((part) => part !== undefined).map(readings);
  return `${beside.join('\n')}\n${JSON.stringify(comments ?? [])}`;
}

/** As UTF-8 and, of strings of PDF in which titles stand, UTF-16: two bytes of a picture are some character by chance. */
function readings(bytes: Buffer): string {
  const latin = bytes.toString('latin1');
  const hex = [...latin.matchAll(/<FEFF([0-9A-F]+)>/gi)].map(([, digits]) =>
    new TextDecoder('utf-16be').decode(Buffer.from(digits!, 'hex')),
  );
  const wide = [...latin.matchAll(/\(\xfe\xff((?:\\.|[^\\)])*)\)/gs)].map(([, inner]) =>
    new TextDecoder('utf-16be').decode(Buffer.from(unescaped(inner!), 'latin1')),
  );
  return [bytes.toString('utf8'), ...hex, ...wide].join('\n');
}

function unescaped(inner: string): string {
  const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return inner.replaceAll(/\\(\d{3}|.)/gs, (_, escaped: string) =>
    /^\d/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (plain[escaped] ?? escaped),
  );
}

import { Writable } from 'node:stream';
import { inflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A sink that keeps what it takes. */
export function collector(): { sink: Writable; bytes: () => Buffer } {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { sink, bytes: () => Buffer.concat(chunks) };
}

export interface ReadText {
  text: string;
  x: number;
  /** Baseline, from the lower edge of the page. */
  y: number;
  width: number;
  size: number;
}

export interface ReadPage {
  width: number;
  height: number;
  /** Text joined as it was drawn. */
  text: string;
  items: ReadText[];
}

export interface ReadPdf {
  pages: ReadPage[];
  info: Record<string, unknown>;
}

/** Parses a PDF with a reader that shares no code with its writer. */
export async function readPdf(bytes: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const content = await page.getTextContent();
    const items: ReadText[] = [];
    for (const item of content.items) {
      if (!('str' in item) || item.str === '') continue;
      const [size = 0, , , , x = 0, y = 0] = item.transform as number[];
      items.push({ text: item.str, x, y, width: item.width, size });
    }
    pages.push({
      width: right - left,
      height: top - bottom,
      text: items.map(({ text }) => text).join(''),
      items,
    });
  }
  const { info } = await document.getMetadata();
  await task.destroy();
  return { pages, info: info as Record<string, unknown> };
}

/** The bytes as they are, and every compressed stream in them inflated: all that a search could find. */
export function rawAndInflated(bytes: Buffer): string {
  const raw = bytes.toString('latin1');
  const parts = [raw];
  const streams = /stream\r?\n/g;
  for (let match = streams.exec(raw); match !== null; match = streams.exec(raw)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf('endstream', start);
    if (end < 0 || bytes[start] !== 0x78) continue;
    parts.push(inflateSync(bytes.subarray(start, end)).toString('latin1'));
  }
  return parts.join('\n');
}

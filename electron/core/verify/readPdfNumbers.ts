import { inflateSync } from 'node:zlib';
import { parseSheetNumber } from '../../../shared/domain/sheetNumber.ts';

/** The keywords of a document: nothing but sheet numbers. */
const KEYWORDS = /\(((?:[A-Z]{1,6}\d{2}-\d{6}-\d{4,6}-[0-9A-Z] ?)+)\)/g;
const STREAM = /stream\r?\n/g;
/** Descriptions of a document are short: what is longer is a page or a font. */
const LONGEST = 1_000_000;

/** The numbers of the sheets that a PDF says it holds, in their order, whoever wrote the file last. */
export function readPdfNumbers(bytes: Buffer): string[] {
  const raw = bytes.toString('latin1');
  const told = numbersIn(raw);
  if (told.length > 0) return told;
  // Another program may have packed the description into a stream of objects.
  for (const match of raw.matchAll(STREAM)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf('endstream', start);
    if (end < 0 || end - start > LONGEST || bytes[start] !== 0x78) continue;
    const packed = numbersIn(inflated(bytes.subarray(start, end)));
    if (packed.length > 0) return packed;
  }
  return [];
}

function numbersIn(text: string): string[] {
  const numbers: string[] = [];
  for (const [, keywords = ''] of text.matchAll(KEYWORDS)) {
    for (const word of keywords.split(' ')) {
      const number = parseSheetNumber(word);
      if (number !== null) numbers.push(number);
    }
  }
  return [...new Set(numbers)];
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: LONGEST }).toString('latin1');
  } catch {
    // Damaged, or larger than any description.
    return '';
  }
}

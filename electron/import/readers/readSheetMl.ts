import { TextDecoder } from 'node:util';
import type { ByteSource } from '../../archive/byteSource.ts';
import { detectEncoding } from './csv/detectEncoding.ts';
import type { Encoding, OpenedSpreadsheet } from './reader.ts';
import { SheetMlDocument } from './sheetMl/sheetMlDocument.ts';
import { SheetMlTable } from './sheetMl/sheetMlTable.ts';
import { openXmlTables } from './xmlTables/openXmlTables.ts';
import { sourcePieces } from './xmlTables/sourcePieces.ts';

const HEAD_BYTES = 512;
const ENCODINGS: ReadonlySet<string> = new Set<Encoding>(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']);

/**
 * Opens a workbook in Excel 2003's XML (SpreadsheetML), mostly called .xls or .xml. Owns `source` once it has returned.
 *
 * @param encoding what a person chose; null to find out
 */
export async function readSheetMl(
  source: ByteSource,
  encoding: Encoding | null,
  signal?: AbortSignal,
): Promise<OpenedSpreadsheet> {
  const used = encoding ?? (await encodingOf(source, signal));
  return openXmlTables(
    {
      format: 'xml',
      encoding: ENCODINGS.has(used) ? (used as Encoding) : null,
      pieces: () => (used === 'utf-8' ? sourcePieces(source) : decodedPieces(source, used)),
      around: () => new SheetMlDocument(),
      table: (around, onHiddenColumns) => new SheetMlTable(around as SheetMlDocument, onHiddenColumns),
      close: () => source.close(),
    },
    signal,
  );
}

/**
 * By content first: school systems write UTF-8 under a declaration of GB2312, and the other way round. Only where the
 * content is neither does the declaration count (Big5).
 */
async function encodingOf(source: ByteSource, signal: AbortSignal | undefined): Promise<string> {
  const detected = await detectEncoding(source, signal);
  if (detected !== 'gb18030') return detected;
  const head = (await source.read(0, HEAD_BYTES)).toString('latin1');
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1]?.toLowerCase() ?? '';
  if (/^(?:utf-?8|us-ascii|gb.*|)$/.test(declared)) return detected;
  try {
    return new TextDecoder(declared).encoding;
  } catch (error) {
    // A name that nobody knows says nothing.
    if (error instanceof RangeError) return detected;
    throw error;
  }
}

async function* decodedPieces(source: ByteSource, encoding: string): AsyncGenerator<Buffer, void, undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of sourcePieces(source)) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield Buffer.from(text, 'utf8');
  }
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

import { TextDecoder } from 'node:util';
import { AppError } from '../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import { detectEncoding } from './csv/detectEncoding.ts';
import { isMhtml, mhtmlPages } from './html/mhtmlPage.ts';
import { TableRows } from './html/tableRows.ts';
import { limited } from './limited.ts';
import type { Encoding, OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';

const READ_BYTES = 64 * 1024;
const BATCH_ROWS = 256;
/** A single-file web page is decoded whole. */
const MAX_MHTML_BYTES = 128 * 1024 * 1024;
/** More than a few broken characters: the page is not in the encoding that it claims. */
const MAX_BROKEN_SHARE = 0.01;

/**
 * Opens a web page with tables, which is what many school systems call an Excel file. It has no sheets: `sheets` is
 * empty and `rows` takes `sheet: null`. Owns `source` once it has returned.
 *
 * @param encoding what a person chose; null to find out
 */
export async function readHtml(
  source: ByteSource,
  encoding: Encoding | null,
  signal?: AbortSignal,
): Promise<OpenedSpreadsheet> {
  const pages = await pagesOf(source);
  const used = encoding ?? (await encodingOf(pages[0] ?? source, signal));
  return {
    format: 'html',
    encoding: used,
    sheets: [],
    async *rows(options) {
      if (options.sheet !== null) throw new AppError('SHEET_NOT_FOUND', { sheet: options.sheet });
      yield* limited(batches(pages, used, options), options.limit);
    },
    close: () => source.close(),
  };
}

async function pagesOf(source: ByteSource): Promise<ByteSource[]> {
  if (!isMhtml(await source.read(0, 64))) return [source];
  if (source.size > MAX_MHTML_BYTES) {
    throw new AppError('FILE_TOO_LARGE', { what: 'part', limit: MAX_MHTML_BYTES });
  }
  const file = await source.read(0, source.size);
  return Promise.all(mhtmlPages(file).map((page) => openByteSource(page)));
}

/** By content first; a page that says UTF-8 and has a few broken characters is UTF-8 all the same. */
async function encodingOf(page: ByteSource, signal: AbortSignal | undefined): Promise<Encoding> {
  const detected = await detectEncoding(page, signal);
  if (detected !== 'gb18030') return detected;
  const head = await page.read(0, READ_BYTES);
  if (!/charset\s*=\s*["']?utf-?8/i.test(head.toString('latin1', 0, 4096))) return detected;
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const broken = text.split('\ufffd').length - 1;
  return broken <= text.length * MAX_BROKEN_SHARE ? 'utf-8' : detected;
}

async function* batches(
  pages: readonly ByteSource[],
  encoding: Encoding,
  { signal, onProgress, onCutShort, onHiddenColumns }: ReadOptions,
): AsyncGenerator<SheetRow[], void, undefined> {
  const tables = new TableRows();
  const { rows } = tables;
  const allBytes = pages.reduce((sum, page) => sum + page.size, 0);
  let read = 0;
  let empty = true;
  for (const page of pages) {
    const decoder = new TextDecoder(encoding);
    for (let position = 0; position < page.size; ) {
      if (signal?.aborted) throw new AppError('CANCELLED');
      const bytes = await page.read(position, READ_BYTES);
      if (bytes.length === 0) break;
      position += bytes.length;
      read += bytes.length;
      tables.write(decoder.decode(bytes, { stream: position < page.size }));
      if (rows.length >= BATCH_ROWS) {
        empty = false;
        yield rows.take();
      }
      onProgress?.(read / allBytes);
    }
  }
  tables.end();
  for (const column of tables.hiddenColumns) onHiddenColumns?.(column, column);
  if (tables.cutShort) onCutShort?.();
  if (rows.length > 0) yield rows.take();
  else if (empty) throw new AppError('FILE_NO_ROWS');
}

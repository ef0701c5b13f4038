import { TextDecoder } from 'node:util';
import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { AlignedParser } from './csv/alignedParser.ts';
import { alignedText } from './csv/alignedText.ts';
import { CsvParser } from './csv/csvParser.ts';
import { detectEncoding } from './csv/detectEncoding.ts';
import { declaredSeparator, detectSeparator, isSeparated } from './csv/detectSeparator.ts';
import type { Encoding, OpenedSpreadsheet, ReadOptions, SheetRow } from './reader.ts';

const READ_BYTES = 64 * 1024;
/** What the separator is judged by: some hundred rows. */
const SAMPLE_BYTES = 64 * 1024;
const BATCH_ROWS = 256;
const BYTE_ORDER_MARK = '\uFEFF';
/** MS-DOS programs end a text file with Ctrl-Z. */
const DOS_END = '\u001A';

/**
 * Opens text of a table (.csv, .tsv, .txt): separated, or set in columns by room alone. It has no sheets: `sheets` is empty and `rows` takes `sheet: null`.
 * Owns `source` once it has returned.
 *
 * @param encoding what a person chose; null to find out
 */
export async function readCsv(
  source: ByteSource,
  encoding: Encoding | null,
  signal?: AbortSignal,
): Promise<OpenedSpreadsheet> {
  const used = encoding ?? (await detectEncoding(source, signal));
  const sample = withoutMark(
    new TextDecoder(used).decode(await source.read(0, SAMPLE_BYTES), { stream: true }),
  );
  const declared = declaredSeparator(sample);
  const separator = declared?.separator ?? detectSeparator(sample);
  const alignment = declared || isSeparated(sample, separator) ? null : alignedText(sample);
  return {
    format: 'csv',
    encoding: used,
    sheets: [],
    async *rows(options) {
      if (options.sheet !== null) throw new AppError('SHEET_NOT_FOUND', { sheet: options.sheet });
      const skip = declared?.length ?? 0;
      const parser = alignment ? new AlignedParser(alignment) : new CsvParser(separator, skip > 0 ? 2 : 1);
      yield* batches(source, used, parser, skip, options);
    },
    close: () => source.close(),
  };
}

type RowParser = Pick<CsvParser, 'rows' | 'write' | 'end'>;

async function* batches(
  source: ByteSource,
  encoding: Encoding,
  parser: RowParser,
  skip: number,
  options: ReadOptions,
): AsyncGenerator<SheetRow[], void, undefined> {
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  let given = 0;
  let first = true;
  for await (const piece of textPieces(source, encoding, options)) {
    // The mark and a `sep=` line are within the first piece, which is as long as the sample.
    parser.write(first ? withoutMark(piece).slice(skip) : piece);
    first = false;
    if (parser.rows.length < BATCH_ROWS && given + parser.rows.length < limit) continue;
    for (const batch of cut(parser.rows.take(), limit - given)) {
      given += batch.length;
      yield batch;
    }
    if (given >= limit) return;
  }
  parser.end();
  for (const batch of cut(parser.rows.take(), limit - given)) {
    given += batch.length;
    yield batch;
  }
  if (given === 0) throw new AppError('FILE_NO_ROWS');
}

async function* textPieces(source: ByteSource, encoding: Encoding, { signal, onProgress }: ReadOptions) {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for (let position = 0; position < source.size; ) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    const bytes = await source.read(position, READ_BYTES);
    if (bytes.length === 0) break;
    position += bytes.length;
    const last = position >= source.size;
    const text = decoder.decode(bytes, { stream: !last });
    yield last && text.endsWith(DOS_END) ? text.slice(0, -1) : text;
    onProgress?.(position / source.size);
  }
}

function* cut(rows: SheetRow[], limit: number): Generator<SheetRow[], void, undefined> {
  const wanted = Math.min(rows.length, limit);
  for (let start = 0; start < wanted; start += BATCH_ROWS) {
    yield rows.slice(start, Math.min(start + BATCH_ROWS, wanted));
  }
}

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

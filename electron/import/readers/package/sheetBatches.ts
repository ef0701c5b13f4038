import type { SheetRow } from '../reader.ts';
import type { RowBuffer } from '../rowBuffer.ts';

const BATCH_ROWS = 256;
/**
 * So many bytes are turned into rows before they are handed on. The smallest row with a value takes 20 bytes, so a
 * batch stays below a thousand rows; rows with nothing but a value in column XFD, 16,384 cells each, stay below 100 MB.
 */
const WALK_BYTES = 16 * 1024;

/** What makes rows of the bytes of a worksheet. */
export interface SheetWalker {
  readonly rows: RowBuffer;
  write(bytes: Buffer): void;
  /** Behind the last bytes: throws FILE_DAMAGED where the sheet breaks off. */
  end(): void;
}

/** The first `limit` rows of a worksheet, in batches; none when it is empty. Nothing is walked over beyond them. */
export async function* sheetBatches(
  pieces: AsyncIterable<Buffer>,
  { rows, write, end }: SheetWalker,
  limit: number,
): AsyncGenerator<SheetRow[], void, undefined> {
  let given = 0;
  for await (const piece of pieces) {
    for (let start = 0; start < piece.length; start += WALK_BYTES) {
      write(piece.subarray(start, start + WALK_BYTES));
      if (rows.length < BATCH_ROWS && given + rows.length < limit) continue;
      const batch = rows.take().slice(0, limit - given);
      given += batch.length;
      yield batch;
      if (given >= limit) return;
    }
  }
  end();
  const rest = rows.take().slice(0, limit - given);
  if (rest.length > 0) yield rest;
}

import type { SheetRow } from './reader.ts';

/** The first `limit` rows of what a reader gives; nothing is read beyond them. */
export async function* limited(
  batches: AsyncIterable<SheetRow[]>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<SheetRow[], void, undefined> {
  let left = limit;
  if (left <= 0) return;
  for await (const batch of batches) {
    yield batch.length > left ? batch.slice(0, left) : batch;
    left -= batch.length;
    if (left <= 0) return;
  }
}

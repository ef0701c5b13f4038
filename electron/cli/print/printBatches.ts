import type { Batch } from '../../../shared/contract/imports.ts';
import type { CliWords } from '../text/zh.ts';
import { alignTable } from './alignTable.ts';
import { formatTime } from './formatTime.ts';

export function printBatches(words: CliWords, batches: readonly Batch[]): string[] {
  if (batches.length === 0) return [words.none];
  const { columns } = words;
  return alignTable(
    [columns.batch, columns.at, columns.kind, columns.file, columns.counts, columns.state],
    batches.map((batch) => [
      batch.batch,
      formatTime(batch.at),
      words.kinds[batch.kind],
      batch.file,
      `${batch.counts.created}/${batch.counts.updated}/${batch.counts.rows}`,
      batch.undone ? words.batchUndone : '',
    ]),
  );
}

import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createText } from '../../../shared/text/createText.ts';
import type { ComparedBatches } from '../../batches/ComparedBatches.ts';
import { compareBatches, type Running } from '../../batches/compareBatches.ts';
import { comparedStudents, comparisonOf, studentsOfPart } from '../../batches/comparedStudents.ts';
import { findBatches } from '../../batches/findBatches.ts';
import { giveUpFile } from '../giveUpFile.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

interface Pair {
  batch: string | null;
  with: string | null;
}

export function batchesRouter(procedures: Procedures, services: Services) {
  const { db, writes } = services;
  /** The newest comparison: its pages are asked for one after the other. */
  let newest: { key: string; version: number; compared: ComparedBatches } | null = null;

  const compared = async (pair: Pair, running: Running = SILENT): Promise<ComparedBatches> => {
    const version = services.dataVersion.current;
    const { now, before } = findBatches(db, pair.batch, pair.with);
    const key = `${now.id} ${before?.id ?? ''}`;
    if (newest?.key === key && newest.version === version) return newest.compared;
    // While nobody writes: its steps give way in between.
    const made = await writes.take(() => compareBatches(db, now, before, running));
    newest = { key, version, compared: made };
    return made;
  };

  return {
    compare: procedures.batches.compare.handler(({ input, signal }) =>
      stream(
        progressStream(async (onProgress, inner) => {
          const progress = (done: number, total: number) => onProgress({ stage: 'check', done, total });
          return comparisonOf(await compared(input, { signal: inner, progress }));
        }, signal),
        services,
      ),
    ),
    rows: procedures.batches.rows.handler(async ({ input }) => {
      const both = await compared(input);
      const ns = studentsOfPart(db, both, input.part, input);
      if (input.unmasked) services.log.info('batches-unmasked', { rows: ns.length });
      const page = ns.slice(input.offset, input.offset + input.limit);
      return { total: ns.length, items: comparedStudents(db, both, page, input.unmasked) };
    }),
    export: procedures.batches.export.handler(async ({ input, signal }) => {
      const { writeBatchesWorkbook } = await import('../../batches/writeBatchesWorkbook.ts');
      return stream(
        progressStream(async (onProgress, inner) => {
          const progress = (done: number, total: number) => onProgress({ stage: 'check', done, total });
          const both = await compared(input, { signal: inner, progress });
          if (input.unmasked) services.log.info('batches-unmasked', { rows: both.parts.changed.length });
          const file = services.downloads.begin('名单变化', 'xlsx');
          const sink = createWriteStream(file.path);
          try {
            await Promise.all([
              finished(sink),
              writeBatchesWorkbook(sink, db, both, {
                text: createText('zh'),
                unmasked: input.unmasked,
                signal: inner,
                onProgress: (done, total) => onProgress({ stage: 'write', done, total }),
              }),
            ]);
          } catch (error) {
            await giveUpFile(sink);
            file.abandon();
            throw error;
          }
          return { download: file.done() };
        }, signal),
        services,
      );
    }),
  };
}

const SILENT: Running = { signal: undefined, progress: () => undefined };

import type { BatchPart } from '../../../shared/domain/batchParts.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { ComparedBatches } from '../../batches/ComparedBatches.ts';
import { compareBatches, type Running } from '../../batches/compareBatches.ts';
import { comparedStudents, comparisonOf, studentsOfPart } from '../../batches/comparedStudents.ts';
import { findBatches } from '../../batches/findBatches.ts';
import { noteStudents } from '../people/noteStudents.ts';
import { progressStream } from '../progressStream.ts';
import { scopeKey } from '../scoped.ts';
import { seenStudents } from '../seenStudents.ts';
import type { Services } from '../services.ts';
import { writeDownload } from '../writeDownload.ts';
import { type Procedures, stream } from './answer.ts';

interface Searched {
  part: BatchPart;
  field: string | null;
  search: string;
}

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
    const { isSeen, names } = await seenStudents(services);
    const { now, before } = findBatches(db, pair.batch, pair.with, names);
    const key = `${now.id} ${before?.id ?? ''} ${scopeKey()}`;
    if (newest?.key === key && newest.version === version) return newest.compared;
    // While nobody writes: its steps give way in between.
    const made = await writes.take(() => compareBatches(db, now, before, running, isSeen));
    newest = { key, version, compared: made };
    return made;
  };

  /** The newest search: its pages are asked for one after the other too. */
  let search: { of: ComparedBatches; key: string; ns: number[] } | null = null;

  const found = async (of: ComparedBatches, asked: Searched, signal: AbortSignal | undefined) => {
    const key = JSON.stringify([asked.part, asked.field, asked.search]);
    if (search?.of === of && search.key === key) return search.ns;
    const ns = await studentsOfPart(db, of, asked.part, asked, signal);
    search = { of, key, ns };
    return ns;
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
    rows: procedures.batches.rows.handler(async ({ input, signal }) => {
      const both = await compared(input);
      const ns = await found(both, input, signal);
      const page = ns.slice(input.offset, input.offset + input.limit);
      if (input.unmasked) {
        services.log.info('batches-unmasked', { rows: ns.length });
        noteStudents(page);
      }
      return { total: ns.length, items: comparedStudents(db, both, page, input.unmasked) };
    }),
    export: procedures.batches.export.handler(async ({ input, signal }) => {
      const { writeBatchesWorkbook } = await import('../../batches/writeBatchesWorkbook.ts');
      return stream(
        progressStream(async (onProgress, inner) => {
          const progress = (done: number, total: number) => onProgress({ stage: 'check', done, total });
          const both = await compared(input, { signal: inner, progress });
          for (const numbers of Object.values(both.parts)) noteStudents(numbers);
          if (input.unmasked) services.log.info('batches-unmasked', { rows: both.parts.changed.length });
          const download = await writeDownload(services.downloads, ['名单变化', 'xlsx'], (sink) =>
            writeBatchesWorkbook(sink, db, both, {
              text: createText('zh'),
              unmasked: input.unmasked,
              signal: inner,
              onProgress: (done, total) => onProgress({ stage: 'write', done, total }),
            }),
          );
          return { download };
        }, signal),
        services,
      );
    }),
  };
}

const SILENT: Running = { signal: undefined, progress: () => undefined };

import type { Batch } from '../../../shared/contract/imports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { OutcomeCounts } from '../../../shared/domain/findings.ts';
import { type MapFile, mapFileText } from '../../../shared/domain/mapFile.ts';
import type { ReadDb } from '../../db/database.ts';
import {
  forgetMapping,
  importMapping,
  rememberedMappings,
  saveMapping,
} from '../../import/rememberedMappings.ts';
import { batchContext } from '../batchContext.ts';
import { progressStream } from '../progressStream.ts';
import { readMapFile } from '../readMapFile.ts';
import { reportFaces } from '../reportFaces.ts';
import { requireUndo } from '../requireUndo.ts';
import type { SeenBatches } from '../SeenBatches.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function importsRouter(procedures: Procedures, services: Services, seenBatches: SeenBatches) {
  const { db, imports, backups, incoming, ids, writes, downloads } = services;
  const endSession = async (session: string) => incoming.release(await imports.end(session));

  return {
    expand: procedures.imports.expand.handler(({ input, signal }) =>
      incoming.expand(input.file, input.password ?? null, signal),
    ),
    open: procedures.imports.open.handler(async ({ input, signal }) => {
      const { files: names, ...request } = input;
      const files = names.map((name) => incoming.find(name));
      const session = ids.next();
      const thread = imports.begin(session, names);
      try {
        return await thread.call('open', { ...request, session, files }, { signal });
      } catch (error) {
        // The file stays: the person may try it again as another kind.
        await imports.end(session);
        throw error;
      }
    }),
    choose: procedures.imports.choose.handler(({ input, signal }) => {
      const { session, ...choices } = input;
      return imports.thread(session).call('choose', choices, { signal });
    }),
    plan: procedures.imports.plan.handler(({ input, signal }) => {
      const thread = imports.thread(input.session);
      return stream(
        progressStream(async (onProgress, abort) => {
          const plan = await thread.call('plan', null, { onProgress, signal: abort });
          if (plan.faces) reportFaces(services.log, plan.faces);
          return plan;
        }, signal),
        services,
      );
    }),
    plannedRows: procedures.imports.plannedRows.handler(({ input }) => {
      const { session, ...request } = input;
      return imports.thread(session).call('rows', request);
    }),
    findings: procedures.imports.findings.handler(({ input }) => {
      const { session, ...request } = input;
      return imports.thread(session).call('findings', request);
    }),
    suggestions: procedures.imports.suggestions.handler(({ input }) => {
      const { session, ...request } = input;
      return imports.thread(session).call('suggestions', request);
    }),
    words: procedures.imports.words.handler(({ input }) => {
      const { session, ...request } = input;
      return imports.thread(session).call('words', request);
    }),
    outcomes: procedures.imports.outcomes.handler(({ input }) => {
      const { session, ...request } = input;
      return imports.thread(session).call('outcomes', request);
    }),
    exportFindings: procedures.imports.exportFindings.handler(({ input, signal }) => {
      const thread = imports.thread(input.session);
      const file = downloads.begin(input.lang === 'zh' ? '待处理的行' : 'Rows to look at', 'xlsx');
      return stream(
        progressStream(async (onProgress, abort) => {
          try {
            await thread.call(
              'exportFindings',
              { place: file.place, lang: input.lang },
              { onProgress, signal: abort },
            );
          } catch (error) {
            file.abandon();
            throw error;
          }
          return { download: file.done() };
        }, signal),
        services,
      );
    }),
    commit: procedures.imports.commit.handler(({ input, signal }) => {
      const thread = imports.thread(input.session);
      return stream(
        progressStream(async (onProgress, abort) => {
          const context = batchContext(services);
          const batch = await writes.take(async () => {
            await backups.before('before-import');
            return thread.call('commit', context, { onProgress, signal: abort });
          });
          services.committed();
          endSession(input.session).catch((error: unknown) => services.log.error('session-not-ended', error));
          return batchById(db, batch.id);
        }, signal),
        services,
      );
    }),
    discard: procedures.imports.discard.handler(async ({ input }) => {
      if (input.keepFiles) await imports.end(input.session);
      else await endSession(input.session);
      return {};
    }),
    batches: procedures.imports.batches.handler(async () => {
      const all = db.read<BatchRow>(`${BATCH} ORDER BY n DESC`).all().map(toBatch);
      const counts = await seenBatches.counts();
      if (counts === null) return all;
      return all.flatMap((one) => {
        const own = counts.get(one.batch);
        return own ? { ...one, counts: own } : [];
      });
    }),
    mappings: procedures.imports.mappings.handler(() => rememberedMappings(db)),
    saveMapping: procedures.imports.saveMapping.handler(({ input }) =>
      writes.take(() => saveMapping(services, input)),
    ),
    forgetMapping: procedures.imports.forgetMapping.handler(({ input }) =>
      writes.take(() => ({ forgotten: forgetMapping(services, input) })),
    ),
    importMapping: procedures.imports.importMapping.handler(async ({ input }) => {
      const map = await readIncomingMap(incoming, input.file);
      return writes.take(() => importMapping(services, map));
    }),
    readMapFile: procedures.imports.readMapFile.handler(({ input }) => readIncomingMap(incoming, input.file)),
    writeMapFile: procedures.imports.writeMapFile.handler(async ({ input }) => {
      const file = downloads.begin('map', 'json');
      await file.write(mapFileText(input));
      return { download: file.done() };
    }),
    exportMapping: procedures.imports.exportMapping.handler(async ({ input: { kind, fingerprint } }) => {
      const mapping = rememberedMappings(db).find(
        (each) => each.kind === kind && each.fingerprint === fingerprint,
      );
      if (!mapping) throw new AppError('NOT_FOUND', { what: 'mapping' });
      const file = downloads.begin('map', 'json');
      await file.write(mapFileText(mapping));
      return { download: file.done() };
    }),
    undo: procedures.imports.undo.handler(({ input, signal }) => {
      requireUndo(input.batch);
      return stream(
        progressStream(async (onProgress, abort) => {
          const context = batchContext(services);
          const result = await writes.take(async () => {
            await backups.before('before-undo');
            return imports.withThread((thread) =>
              thread.call('undo', { undoes: input.batch, ...context }, { onProgress, signal: abort }),
            );
          });
          services.committed();
          return result;
        }, signal),
        services,
      );
    }),
  };
}

async function readIncomingMap(incoming: Services['incoming'], file: string): Promise<MapFile> {
  try {
    const { path, name } = incoming.find(file);
    return await readMapFile(path, name);
  } finally {
    incoming.release([file]);
  }
}

interface BatchRow {
  id: string;
  kind: Batch['kind'];
  source: string;
  file: string;
  format: string;
  encoding: string | null;
  sheet: string | null;
  header_row: number | null;
  campaign_id: string | null;
  counts: string;
  at: number;
  actor: string;
  undone_at: number | null;
  undone_by: string | null;
}

const BATCH = 'SELECT * FROM batch';

function batchById(db: ReadDb, id: string): Batch {
  return toBatch(db.read<BatchRow>(`${BATCH} WHERE id = ?`).get(id)!);
}

function toBatch(row: BatchRow): Batch {
  return {
    batch: row.id,
    file: row.file,
    kind: row.kind,
    source: row.source,
    format: row.format,
    encoding: row.encoding,
    sheet: row.sheet,
    headerRow: row.header_row,
    counts: JSON.parse(row.counts) as OutcomeCounts,
    at: row.at,
    actor: row.actor,
    campaign: row.campaign_id,
    undone: row.undone_at === null ? null : { at: row.undone_at, actor: row.undone_by ?? '' },
  };
}

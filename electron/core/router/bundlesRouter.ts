import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SharedBundles, ShownBundle, WrittenBundle } from '../../../shared/contract/bundles.ts';
import type { ProgressEvent } from '../../../shared/contract/progress.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import { type ListedBundle, listBundles } from '../../sync/bundle/listBundles.ts';
import { noteStudentsById } from '../people/noteStudents.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { BundleDesk } from '../sync/BundleDesk.ts';
import { incomingBundles, incomingOfPath, pathOfIncoming } from '../sync/incomingBundles.ts';
import { shareAtDesk } from '../sync/shareAtDesk.ts';
import { studentsOfWork } from '../sync/studentOf.ts';
import { type Procedures, stream } from './answer.ts';

interface Running {
  signal: AbortSignal;
  onProgress(event: Omit<ProgressEvent, 'type'>): void;
}

export function bundlesRouter({ bundles }: Procedures, services: Services) {
  const { db, clock, writes, blobs, incoming, downloads, dataDir } = services;
  const desk = new BundleDesk({ db, clock, writes, blobs, changed: () => services.dataVersion.grow() });
  const files = incomingBundles(incoming);

  /** Written where nobody else looks, and handed out like every file that was made here. */
  const write = async ({ signal, onProgress }: Running): Promise<WrittenBundle> => {
    desk.ends();
    const folder = mkdtempSync(join(dataDir, 'downloads', 'bundle-'));
    try {
      const total = db
        .read<{ n: number }>("SELECT count(*) AS n FROM outbox WHERE state = 'pending'")
        .get()!.n;
      let done = 0;
      onProgress({ stage: 'write', done, total });
      const { about, mutations, names } = await desk.write(
        diskFiles,
        { folder, name: `xueji-up-${String(desk.nextNumber()).padStart(6, '0')}` },
        {
          signal,
          onMutations(written) {
            noteStudentsById(db, studentsOfWork(db, written));
            done += written.length;
            onProgress({ stage: 'write', done, total });
          },
        },
      );
      const made: WrittenBundle['downloads'] = [];
      for (const name of names) {
        const making = downloads.begin(name.replace(/\.xjs$/, ''), 'xjs');
        await pipeline(createReadStream(join(folder, name)), making.sink(), { signal });
        made.push({ download: making.done(), name });
      }
      return { number: about.number, mutations, downloads: made };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  /** How much of these was read; each byte is read `times` times. */
  const reading = async (paths: readonly string[], times: number, { signal, onProgress }: Running) => {
    let total = 0;
    for (const path of paths) {
      const file = await files.open(path);
      total += file.size * times;
      await file.close();
    }
    let done = 0;
    const onBytes = (bytes: number) => {
      done = Math.min(total, done + bytes);
      onProgress({ stage: 'check', done, total });
    };
    return { signal, onBytes };
  };

  const lookAt = async (
    { about, paths }: ListedBundle,
    running: { signal: AbortSignal; onBytes(bytes: number): void },
  ): Promise<ShownBundle> => {
    const shown = {
      ...named(paths),
      about: { number: about.number, from: about.from.role, at: about.at },
    };
    try {
      const { held } = await desk.look(files, paths, running);
      return { ...shown, problem: null, held };
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
      return { ...shown, problem: { code: error.code, params: error.params }, held: null };
    }
  };
  const named = (paths: readonly string[]) => ({
    files: paths.map(incomingOfPath),
    names: paths.map((path) => incoming.find(incomingOfPath(path)).name),
  });

  const look = async (ids: readonly string[], running: Running): Promise<ShownBundle[]> => {
    desk.ends();
    const paths = ids.map((id) => pathOfIncoming(incoming, id));
    const listed = await listBundles(files, paths);
    const counted = await reading(paths, 3, running);
    const shown: ShownBundle[] = [];
    for (const bundle of listed.bundles) shown.push(await lookAt(bundle, counted));
    for (const { path, error } of listed.refused)
      shown.push({
        ...{ ...named([path]), about: null, held: null },
        problem: { code: error.code, params: error.params },
      });
    return shown;
  };

  const share = async (folder: string, { signal, onProgress }: Running): Promise<SharedBundles> => {
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      onProgress({ stage: 'check', done, total: null });
    };
    const shared = await shareAtDesk({ desk, db, writes }, diskFiles, folder, { signal, onBytes });
    const refused = shared.refused.map(({ names, error }) => ({
      ...{ names, problem: { code: error.code, params: error.params } },
    }));
    return { ...shared, refused };
  };

  return {
    write: bundles.write.handler(({ signal }) =>
      stream(
        progressStream((onProgress, inner) => write({ onProgress, signal: inner }), signal),
        services,
      ),
    ),
    share: bundles.share.handler(({ input, signal }) =>
      stream(
        progressStream((onProgress, inner) => share(input.folder, { onProgress, signal: inner }), signal),
        services,
      ),
    ),
    look: bundles.look.handler(({ input, signal }) =>
      stream(
        progressStream((onProgress, inner) => look(input.files, { onProgress, signal: inner }), signal),
        services,
      ),
    ),
    take: bundles.take.handler(({ input, signal }) =>
      stream(
        progressStream(async (onProgress, inner) => {
          const paths = input.files.map((id) => pathOfIncoming(incoming, id));
          const running = await reading(paths, 3, { onProgress, signal: inner });
          return desk.take(files, paths, running);
        }, signal),
        services,
      ),
    ),
  };
}

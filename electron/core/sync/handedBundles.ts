import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ShownBundle } from '../../../shared/contract/bundles.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { BundleFiles } from '../../sync/bundle/bundleFiles.ts';
import { listBundles } from '../../sync/bundle/listBundles.ts';
import type { Verifying } from '../../sync/bundle/verifyPart.ts';
import type { Services } from '../services.ts';
import type { Running } from '../workThread.ts';
import type { LookAtOne } from './HubHost.ts';
import { incomingBundles, incomingOfPath, pathOfIncoming } from './incomingBundles.ts';

type Needs = Pick<Services, 'dataDir' | 'incoming' | 'downloads'>;

/** Bundles that people hand in at a window, and those that they take away. */
export function handedBundles({ dataDir, incoming, downloads }: Needs) {
  const files = incomingBundles(incoming);
  const pathsOf = (ids: readonly string[]) => ids.map((id) => pathOfIncoming(incoming, id));
  const named = (paths: readonly string[]) => ({
    files: paths.map(incomingOfPath),
    names: paths.map((path) => incoming.find(incomingOfPath(path)).name),
  });

  /** How much of these was read; each byte is read three times. */
  const reading = async (paths: readonly string[], { signal, onProgress }: Running): Promise<Verifying> => {
    let total = 0;
    for (const path of paths) {
      const file = await files.open(path);
      total += file.size * READ_TIMES;
      await file.close();
    }
    let done = 0;
    const onBytes = (bytes: number) => {
      done = Math.min(total, done + bytes);
      onProgress({ stage: 'check', done, total });
    };
    return { signal, onBytes };
  };

  return {
    /** Bundle by bundle, in the order in which they are to be taken; what is none, or not for this side, with its problem. */
    async look(ids: readonly string[], running: Running, lookAtOne: LookAtOne): Promise<ShownBundle[]> {
      const paths = pathsOf(ids);
      const listed = await listBundles(files, paths);
      const counted = await reading(paths, running);
      const shown: ShownBundle[] = [];
      for (const { about, paths: own } of listed.bundles) {
        const said = { number: about.number, from: about.from.role, at: about.at };
        try {
          const { name, ...looked } = await lookAtOne(files, own, counted);
          shown.push({ ...named(own), about: { ...said, name }, ...looked });
        } catch (error) {
          shown.push({ ...named(own), about: { ...said, name: null }, ...refused(error) });
        }
      }
      for (const { path, error } of listed.refused)
        shown.push({ ...named([path]), about: null, ...refused(error) });
      return shown;
    },

    /** All files of one bundle. */
    async take<Taken>(
      ids: readonly string[],
      running: Running,
      take: (files: BundleFiles, paths: readonly string[], running: Verifying) => Promise<Taken>,
    ): Promise<Taken> {
      const paths = pathsOf(ids);
      return take(files, paths, await reading(paths, running));
    },

    /** Written where nobody else looks, and handed out like every file that was made here. `write` answers with the names of its files. */
    async handOut(
      signal: AbortSignal,
      write: (folder: string) => Promise<readonly string[]>,
      nameOf: (name: string) => string = (name) => name,
    ): Promise<{ download: string; name: string }[]> {
      const folder = mkdtempSync(join(dataDir, 'downloads', 'bundle-'));
      try {
        const made: { download: string; name: string }[] = [];
        for (const file of await write(folder)) {
          const name = nameOf(file);
          const making = downloads.begin(name.replace(/\.xjs$/, ''), 'xjs');
          await pipeline(createReadStream(join(folder, basename(file))), making.sink(), { signal });
          made.push({ download: making.done(), name });
        }
        return made;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** To be verified, opened, and taken or looked at. */
const READ_TIMES = 3;

function refused(error: unknown): Pick<ShownBundle, 'problem' | 'held'> {
  if (!(error instanceof AppError) || error.code === 'CANCELLED') throw error;
  return { problem: { code: error.code, params: error.params }, held: null };
}

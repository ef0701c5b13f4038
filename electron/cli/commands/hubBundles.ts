import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { ImportedUp } from '../../hub/bundles/importUp.ts';
import { bundleFilesIn } from '../../sync/bundle/bundleFilesIn.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import { listBundles } from '../../sync/bundle/listBundles.ts';
import { bundleName } from '../bundleName.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import type { HubOptions } from '../hubPlaceOf.ts';
import { formatTime } from '../print/formatTime.ts';
import { withHub } from './hub.ts';

/** A bundle for one device. Errors: HUB_DEVICE, FILE_NOT_WRITABLE (exists: nothing is overwritten). */
export async function exportHubBundle(
  context: CommandContext,
  options: HubOptions,
  { device: said, file, isWhole }: { device: string; file: string; isWhole: boolean },
): Promise<CommandAnswer> {
  const { bundleHubOf } = await import('../../hub/bundles/bundleHubOf.ts');
  const { exportDown } = await import('../../hub/bundles/exportDown.ts');
  const { findDevice } = await import('../../hub/enrolment/deviceGrants.ts');
  const { words, signal, progress } = context;
  const folder = dirname(resolve(file));
  const target = { files: diskFiles, folder, name: bundleName(context, file) };
  return withHub(context, options, async (hub) => {
    const { id, name } = await findDevice(hub.db, said);
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      progress({ stage: 'write', done, total: null });
    };
    const ends = await bundleHubOf(hub, systemNetPorts);
    const made = await exportDown(ends, id, target, { whole: isWhole, signal, onBytes });
    const line = made.from === null ? words.hub.exportedWhole : words.hub.exported;
    const { files, ...rest } = made;
    return {
      exitCode: 0,
      json: { ...rest, name, files: files.map((one) => join(folder, one)) },
      lines: [line(name, made.number, files.join('、'))],
    };
  });
}

/** A turn at a folder that hub and devices reach. Exit code 1: something that lies there can’t be taken. */
export async function shareHubBundles(
  context: CommandContext,
  options: HubOptions,
  folder: string,
): Promise<CommandAnswer> {
  const { shareOnce } = await import('./hubShare.ts');
  const { taken, refused, written, swept } = await shareOnce(context, options, folder);
  const { hub, sync } = context.words;
  return {
    exitCode: refused.length > 0 ? 1 : 0,
    json: {
      ...{ taken: taken.map((imported) => jsonOf({ names: [], imported })), written, swept },
      refused: refused.map(({ error, ...one }) => ({ ...one, error: { code: error.code, ...error.params } })),
    },
    lines: [
      hub.shared(taken.length, written.length),
      ...refused.map(({ names, error }) =>
        sync.notTaken(names.join('、'), context.text.sayError(error).message),
      ),
    ],
  };
}

type Taken = { names: string[] } & ({ imported: ImportedUp } | { error: AppError });

/** Bundles of devices: files, or folders with them. Exit code 1: not all of them were taken. Errors: BUNDLE_REFUSED of a single one. */
export async function importHubBundles(
  context: CommandContext,
  options: HubOptions,
  paths: readonly string[],
): Promise<CommandAnswer> {
  const { bundleHubOf } = await import('../../hub/bundles/bundleHubOf.ts');
  const { importUp } = await import('../../hub/bundles/importUp.ts');
  const found = await bundleFilesIn(paths.map((path) => resolve(path)));
  return withHub(context, options, async (hub) => {
    const ends = await bundleHubOf(hub, systemNetPorts);
    const { bundles, refused } = await listBundles(diskFiles, found);
    const results: Taken[] = refused.map(({ path, error }) => ({ names: [basename(path)], error }));
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      context.progress({ stage: 'read', done, total: null });
    };
    for (const { paths: parts } of bundles) {
      const names = parts.map((path) => basename(path));
      try {
        const running = { signal: context.signal, onBytes };
        results.push({ names, imported: await importUp(ends, diskFiles, parts, running) });
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'BUNDLE_REFUSED') throw error;
        results.push({ names, error });
      }
    }
    const [only] = results;
    if (results.length === 1 && 'error' in only!) throw only.error;
    return {
      exitCode: results.some((one) => 'error' in one) ? 1 : 0,
      json: { bundles: results.map(jsonOf) },
      lines: results.flatMap((one) => linesOf(context, one)),
    };
  });
}

function linesOf({ words, text }: CommandContext, one: Taken): string[] {
  const { hub, sync } = words;
  if ('error' in one) return [sync.notTaken(one.names.join('、'), text.sayError(one.error).message)];
  const { name, number, at, isKnown, mutations, outcomes, files, needsWhole } = one.imported;
  const counts = hub.importedCounts({ mutations, files, ...outcomes });
  const what = mutations === 0 ? hub.importedNothing : isKnown ? hub.importedKnown : counts;
  return [hub.imported(name, number, formatTime(at)) + what, ...(needsWhole ? [hub.needsWhole] : [])];
}

function jsonOf(one: Taken): object {
  const { names } = one;
  if ('error' in one) return { names, error: { code: one.error.code, ...one.error.params } };
  return { names, ...one.imported, at: new Date(one.imported.at).toISOString() };
}

import { basename, dirname, join, resolve } from 'node:path';
import type {
  SharedBundles,
  ShownBundle,
  TakenBundle,
  WrittenBundle,
} from '../../../shared/contract/bundles.ts';
import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import { bundleFilesIn } from '../../sync/bundle/bundleFilesIn.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import { partName } from '../../sync/bundle/writeBundle.ts';
import { bundleName } from '../bundleName.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { formatTime } from '../print/formatTime.ts';
import { resultOf } from '../resultOf.ts';
import { requireWritable, saveDownload, verifySaved } from '../saveDownload.ts';

/** Everything that waits, in a file for the hub. Errors: SYNC_NOT_READY, FILE_NOT_WRITABLE (exists: nothing is overwritten). */
export function exportBundle(context: CommandContext, out: string): Promise<CommandAnswer> {
  const said = context.words.sync;
  const name = bundleName(context, out);
  const folder = dirname(resolve(out));
  return withStore(context, async (core) => {
    const first = join(folder, partName(name, 1));
    if (await diskFiles.exists(first))
      throw new AppError('FILE_NOT_WRITABLE', { case: 'exists', file: basename(first) });
    await requireWritable(first);
    const made = await resultOf<WrittenBundle>(
      context,
      core.client.bundles.write(undefined, { signal: context.signal }),
    );
    const files = made.downloads.map((_, at) => join(folder, partName(name, at + 1)));
    // The last part is what makes it a bundle.
    for (const [at, { download }] of made.downloads.entries()) {
      await saveDownload(core, download, files[at]!);
      await verifySaved(core, download, files[at]!);
    }
    const { number, mutations } = made;
    return {
      exitCode: 0,
      json: { number, mutations, files },
      lines: [said.exported(number, mutations, files.map((file) => basename(file)).join('、'))],
    };
  });
}

interface Taken {
  shown: ShownBundle;
  taken: TakenBundle | null;
  error: AppError | null;
}

/** Bundles that the hub has written for this desk: files, or folders with them. Exit code 1: not all of them were taken. */
export function importBundles(context: CommandContext, paths: readonly string[]): Promise<CommandAnswer> {
  return withStore(context, async (core) => {
    const found = await bundleFilesIn(paths.map((path) => resolve(path)));
    const files: string[] = [];
    for (const path of found) files.push((await core.offerPath(path)).file);
    const shown = await resultOf<ShownBundle[]>(
      context,
      core.client.bundles.look({ files }, { signal: context.signal }),
    );
    const results: Taken[] = [];
    for (const one of shown) results.push(await take(context, core, one));
    const [only] = results;
    if (results.length === 1 && only!.error !== null) throw only!.error;
    return {
      exitCode: results.some(({ error }) => error !== null) ? 1 : 0,
      json: { bundles: results.map(jsonOf) },
      lines: results.map((one) => lineOf(context, one)),
    };
  });
}

/** A turn at a folder that hub and desk reach. Exit code 1: something that lies there can’t be taken. */
export function shareBundles(context: CommandContext, folder: string): Promise<CommandAnswer> {
  const said = context.words.sync;
  return withStore(context, async ({ client }) => {
    const shared = await resultOf<SharedBundles>(
      context,
      client.bundles.share({ folder: resolve(folder) }, { signal: context.signal }),
    );
    const { taken, refused, written, swept } = shared;
    const deeds = taken.reduce((sum, one) => sum + one.deeds, 0);
    return {
      exitCode: refused.length > 0 ? 1 : 0,
      json: { taken, written, swept, refused: refused.map(refusedJson) },
      lines: [
        said.shared(taken.length, deeds, written?.mutations ?? null),
        ...refused.map(({ names, problem }) =>
          said.notTaken(names.join('、'), context.text.sayError(problem).message),
        ),
      ],
    };
  });
}

function refusedJson({ names, problem }: SharedBundles['refused'][number]): object {
  return { names, error: { code: problem.code, ...problem.params } };
}

async function take(context: CommandContext, core: Core, shown: ShownBundle): Promise<Taken> {
  // Out of order is only known once those before it were taken.
  const { problem } = shown;
  if (problem !== null && !LATER_TAKEN.has(String(problem.params.case)))
    return { shown, taken: null, error: new AppError(problem.code as ErrorCode, problem.params) };
  try {
    const { signal } = context;
    const taken = await resultOf<TakenBundle>(
      context,
      core.client.bundles.take({ files: shown.files }, { signal }),
    );
    return { shown, taken, error: null };
  } catch (error) {
    const { toAppError } = await import('../toAppError.ts');
    const known = toAppError(error);
    if (known?.code !== 'BUNDLE_REFUSED') throw error;
    return { shown, taken: null, error: known };
  }
}
const LATER_TAKEN = new Set(['order', 'overlap']);

function lineOf({ words: { sync: said }, text }: CommandContext, { shown, taken, error }: Taken): string {
  const { about, names } = shown;
  if (error !== null) return said.notTaken(names.join('、'), text.sayError(error).message);
  const from = { number: about!.number, at: formatTime(about!.at) };
  if (taken!.isKnown) return said.known(from);
  return taken!.isWhole ? said.takenWhole(from, taken!.files) : said.taken(from, taken!.deeds, taken!.files);
}

function jsonOf({ shown: { names, about, held }, taken, error }: Taken): object {
  return {
    names,
    about: about && { ...about, at: new Date(about.at).toISOString() },
    rows: held?.rows ?? null,
    ...(taken ?? {}),
    ...(error === null ? {} : { error: { code: error.code, ...error.params } }),
  };
}

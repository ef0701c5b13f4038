import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { copyDownload } from '../core/copyDownload.ts';
import type { Core, Download } from '../core/core.ts';
import { isCopyOf } from '../core/isCopyOf.ts';
import { unpackZip } from '../core/unpackZip.ts';
import type { CommandContext } from './commandContext.ts';

/** Puts a file that the core has made where the person wants it: whole, or not at all. */
export async function saveDownload(core: Core, download: string, out: string): Promise<void> {
  const made = await madeOf(core, download);
  await putWhole(out, (unfinished) => copyDownload(made, unfinished));
}

/** What `write` makes of a file beside it, whole, or nothing. Errors: FILE_NOT_WRITABLE. */
export async function putWhole(out: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = join(dirname(out), `.${randomUUID()}.part`);
  try {
    await write(unfinished);
    await rename(unfinished, out);
  } catch (error) {
    await rm(unfinished, { force: true });
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_NOT_WRITABLE', { file: basename(out) }, { cause: error });
  }
}

/**
 * Flushes what was saved and reads it again: sticks have been known to keep less than they were given. Errors:
 * FILE_NOT_WRITABLE (reread; nothing is left).
 */
export async function verifySaved(core: Core, download: string, out: string): Promise<void> {
  const handle = await open(out, 'r+');
  await handle.sync();
  await handle.close();
  if (await isCopyOf(await madeOf(core, download), out)) return;
  await rm(out, { force: true });
  throw new AppError('FILE_NOT_WRITABLE', { case: 'reread', file: basename(out) });
}

/** Whether a file can be written there, before something is made that can't be made twice. Errors: FILE_NOT_WRITABLE. */
export async function requireWritable(out: string): Promise<void> {
  const probe = join(dirname(out), `.${basename(out)}.part`);
  try {
    await (await open(probe, 'w')).close();
  } catch (error) {
    throw new AppError('FILE_NOT_WRITABLE', { file: basename(out) }, { cause: error });
  }
  await rm(probe, { force: true });
}

/** Puts what is in a zip that the core has made into a folder: all of it, or nothing. */
export async function unpackDownload(
  core: Core,
  download: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  await unpackZip((await madeOf(core, download)).place, folder, signal);
}

async function madeOf(core: Core, download: string): Promise<Download> {
  const made = await core.readDownload(download);
  if (!made) throw new AppError('NOT_FOUND', { what: 'download' });
  return made;
}

/** The absolute path and the format of `--out`, by its ending; anything else is wrong usage. */
export function outFile<Format extends string>(
  { words }: Pick<CommandContext, 'words'>,
  out: string,
  formats: readonly Format[],
): { path: string; format: Format } {
  const ending = extname(out).slice(1).toLowerCase();
  const format = formats.find((one) => one === ending);
  if (!format) {
    const choices = formats.map((one) => `.${one}`).join(' ');
    throw new AppError('USAGE', { detail: words.wrong.outFormat(choices) });
  }
  return { path: resolve(out), format };
}

import { resolve } from 'node:path';
import { AppError } from '../../../shared/domain/errors.ts';
import { PROGRAM_VERSION } from '../../core/programVersion.ts';
import { readUpdateState } from '../../update/keptUpdates.ts';
import { startInstaller, startsItself } from '../../update/startInstaller.ts';
import { findRelease, RELEASE_KEYS, takeInstaller, takeUpdate } from '../../update/updates.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';

export interface UpdateOptions {
  from?: string;
}

/** Says what the folder offers; 1 when it is newer than what runs. */
export async function checkUpdate(context: CommandContext, options: UpdateOptions): Promise<CommandAnswer> {
  const { words } = context;
  const found = await findRelease(folderOf(context, options), needsOf(context));
  return {
    exitCode: found.standing === 'newer' ? 1 : 0,
    json: found,
    lines: [
      words.update.standing[found.standing](found.latest, found.running),
      ...found.notes.map((note) => `  ${note}`),
    ],
  };
}

/** Takes the newer version and starts its installer; where that is for a person to do, says what to run. */
export async function installUpdate(context: CommandContext, options: UpdateOptions): Promise<CommandAnswer> {
  const { ready, previous } = await takeUpdate(folderOf(context, options), needsOf(context), {
    onProgress: (done, total) => context.progress({ stage: 'read', done, total }),
    signal: context.signal,
  });
  return start(context, 'ready', ready.version, previous?.version ?? null);
}

/** Starts the installer of the version before, which was kept. */
export async function rollBack(context: CommandContext): Promise<CommandAnswer> {
  const { previous } = readUpdateState(context.dataDir);
  return start(context, 'previous', previous?.version ?? '', null);
}

async function start(
  { dataDir, words }: CommandContext,
  which: 'ready' | 'previous',
  version: string,
  previous: string | null,
): Promise<CommandAnswer> {
  const file = await takeInstaller(dataDir, which);
  const started = startsItself(process.platform);
  if (started) await startInstaller(file);
  return {
    exitCode: 0,
    json: { version, file, started, previous },
    lines: [
      started ? words.update.started(version) : words.update.byHand(version, file),
      ...(which === 'ready' && previous === null ? [words.update.noPrevious] : []),
    ],
  };
}

function folderOf({ dataDir }: CommandContext, { from }: UpdateOptions): string {
  if (from !== undefined) return resolve(from);
  const { folder } = readUpdateState(dataDir);
  if (folder === '') throw new AppError('UPDATE_REFUSED', { case: 'folder' });
  return folder;
}

function needsOf({ dataDir }: CommandContext) {
  return { dataDir, running: PROGRAM_VERSION, keys: RELEASE_KEYS };
}

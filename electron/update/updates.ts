import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import keys from '../../resources/update-keys.json' with { type: 'json' };
import { AppError } from '../../shared/domain/errors.ts';
import { readUpdateState, saveUpdateState, type Taken, updatesDir } from './keptUpdates.ts';
import { readLatest } from './readLatest.ts';
import { compareVersions, type Release, type ReleaseFile, thisPlatform } from './release.ts';
import { isWhole, takeFile } from './takeFile.ts';

/** The keys of those who may make a release: public halves, SPKI in DER, base64. */
export const RELEASE_KEYS: readonly string[] = keys;

export type Standing = 'newer' | 'same' | 'older';

export interface FoundRelease {
  running: string;
  latest: string;
  standing: Standing;
  notes: string[];
  /** Null: there is none for this platform. */
  file: ReleaseFile | null;
}

export interface UpdateNeeds {
  dataDir: string;
  running: string;
  keys: readonly string[];
}

/** What the folder offers to this program. Errors: those of readLatest. */
export async function findRelease(folder: string, { running, keys }: UpdateNeeds): Promise<FoundRelease> {
  const latest = await readLatest(folder, keys);
  return {
    running,
    latest: latest.version,
    standing: standingOf(latest.version, running),
    notes: latest.notes,
    file: latest.files[thisPlatform()] ?? null,
  };
}

function standingOf(latest: string, running: string): Standing {
  const order = compareVersions(latest, running);
  if (order === 0) return 'same';
  return order > 0 ? 'newer' : 'older';
}

/**
 * Takes the newer version's installer into the data folder, checked, to be started when the program ends; and, where the
 * folder has it, the installer of the version that runs now, to go back to. Errors: those of readLatest and takeFile;
 * UPDATE_REFUSED `older`, `same`, `platform`.
 */
export async function takeUpdate(
  folder: string,
  needs: UpdateNeeds,
  options: { onProgress: (done: number, total: number) => void; signal: AbortSignal },
): Promise<{ ready: Taken; previous: Taken | null }> {
  const { dataDir, running, keys } = needs;
  const latest = await readLatest(folder, keys);
  const standing = standingOf(latest.version, running);
  if (standing !== 'newer') {
    throw new AppError('UPDATE_REFUSED', { case: standing, version: latest.version, running });
  }
  const file = latest.files[thisPlatform()];
  if (!file) throw new AppError('UPDATE_REFUSED', { case: 'platform', version: latest.version });
  const into = updatesDir(dataDir);
  const back = await takePrevious(folder, latest, needs, options.signal);
  await takeFile(folder, file, into, {
    onProgress: (bytes) => options.onProgress(bytes, file.bytes),
    signal: options.signal,
  });
  const ready = { version: latest.version, ...file };
  const before = readUpdateState(dataDir);
  const previous =
    back ?? (before.previous && (await isKept(dataDir, before.previous)) ? before.previous : null);
  saveUpdateState(dataDir, { ...before, ready, installed: null, previous });
  await forgetOthers(dataDir, [before.ready, before.installed, before.previous], [ready, previous]);
  return { ready, previous };
}

/** The installer of the version that runs: kept already, or still in the folder; null: it can't be had any more. */
async function takePrevious(
  folder: string,
  { earlier }: Release,
  { dataDir, running }: UpdateNeeds,
  signal: AbortSignal,
): Promise<Taken | null> {
  const { installed, previous } = readUpdateState(dataDir);
  for (const kept of [installed, previous]) {
    if (kept?.version === running && (await isKept(dataDir, kept))) return kept;
  }
  const file = earlier.find(({ version }) => version === running)?.files[thisPlatform()];
  if (!file) return null;
  try {
    await takeFile(folder, file, updatesDir(dataDir), { onProgress: () => undefined, signal });
  } catch (error) {
    // To go back is an extra: where the file is gone or changed, the update itself is still good, and it is told.
    if (error instanceof AppError && error.code === 'UPDATE_REFUSED') return null;
    throw error;
  }
  return { version: running, ...file };
}

const isKept = (dataDir: string, kept: Taken) => isWhole(join(updatesDir(dataDir), kept.file), kept);

/** Installers are large: those of versions that nobody goes to any more are taken away. */
async function forgetOthers(
  dataDir: string,
  had: readonly (Taken | null)[],
  keep: readonly (Taken | null)[],
): Promise<void> {
  const kept = new Set(keep.map((one) => one?.file));
  for (const old of had) {
    if (old && !kept.has(old.file)) await rm(join(updatesDir(dataDir), old.file), { force: true });
  }
}

/**
 * The installer to be started now: the newer version's, or the one to go back to. It is looked at once more, since it has
 * lain on the disk meanwhile. Errors: UPDATE_REFUSED `none`, `file-changed`. The state forgets what is started, so that a
 * broken installer is not started again and again.
 */
export async function takeInstaller(dataDir: string, which: 'ready' | 'previous'): Promise<string> {
  const state = readUpdateState(dataDir);
  const taken = state[which];
  if (!taken) throw new AppError('UPDATE_REFUSED', { case: which === 'ready' ? 'none' : 'no-previous' });
  const path = join(updatesDir(dataDir), taken.file);
  const whole = await isWhole(path, taken);
  saveUpdateState(dataDir, {
    ...state,
    ready: null,
    installed: taken,
    previous: which === 'ready' ? state.previous : null,
  });
  if (!whole) throw new AppError('UPDATE_REFUSED', { case: 'file-changed', file: taken.file });
  return path;
}

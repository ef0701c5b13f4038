import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { KeptBackup } from '../../../shared/contract/backups.ts';
import { BACKUP_REASONS } from '../../../shared/domain/backupThinning.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { namesIn } from '../../archive/storedFile.ts';
import { BACKUP_FORMAT, backupManifest } from './backupFile.ts';

/** In the folder of each rolling backup. */
export const KEPT_MANIFEST = 'xueji-backup.json';
/** The hashes of its photos, a line each; the photos themselves are shared by all backups of the folder. */
export const KEPT_PHOTOS = 'photos.txt';
/** What is not whole yet, and what is being taken away, begins so and is never listed. */
export const UNFINISHED_PREFIX = '.part-';

/** What a rolling backup says of itself: more than a backup in one file, of the same format. */
export const keptManifest = backupManifest.extend({
  reason: z.enum(BACKUP_REASONS),
  /** Bytes of the store. */
  bytes: z.number(),
  lostPhotos: z.number(),
  /** The newest entry of the log. */
  head: z.number(),
});
export type KeptManifest = z.output<typeof keptManifest>;

/** Errors: FILE_UNKNOWN, FILE_DAMAGED, STORE_NEWER. */
export function readKeptManifest(folder: string): KeptManifest {
  let text: string;
  try {
    text = readFileSync(join(folder, KEPT_MANIFEST), 'utf8');
  } catch (error) {
    throw new AppError('FILE_UNKNOWN', {}, { cause: error });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new AppError('FILE_DAMAGED', {}, { cause: error });
  }
  const manifest = keptManifest.safeParse(parsed);
  if (!manifest.success) throw new AppError('FILE_DAMAGED', {}, { cause: manifest.error });
  if (manifest.data.format > BACKUP_FORMAT) {
    throw new AppError('STORE_NEWER', { found: manifest.data.format, known: BACKUP_FORMAT });
  }
  return manifest.data;
}

/** The hashes that a rolling backup's photos have. Errors: FILE_DAMAGED, also when one is no hash: it names a file. */
export function readKeptPhotos(folder: string): string[] {
  const path = join(folder, KEPT_PHOTOS);
  if (!existsSync(path)) throw new AppError('FILE_DAMAGED');
  const hashes = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  if (hashes.some((hash) => !/^[0-9a-f]{64}$/.test(hash))) throw new AppError('FILE_DAMAGED');
  return hashes;
}

/**
 * All whole backups below a folder that was chosen for them, newest first, those of other installations too: after a
 * restore on another computer they are what there is. Folders that are no backup are passed over.
 */
export async function listKeptBackups(root: string): Promise<KeptBackup[]> {
  const found: KeptBackup[] = [];
  for (const store of (await namesIn(root)).filter((name) => /^xueji-[0-9a-f]{12}$/.test(name))) {
    for (const path of backupsIn(join(root, store))) {
      const manifest = knownManifest(path);
      if (manifest === null) continue;
      const { at, reason, students, photos, bytes, lostPhotos, program } = manifest;
      found.push({ path, name: basename(path), at, reason, students, photos, bytes, lostPhotos, program });
    }
  }
  return found.sort((a, b) => b.at - a.at);
}

/** Paths of what may be backups in one store's folder. */
export function backupsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{8}T\d{6}/.test(entry.name))
    .map(({ name }) => join(folder, name));
}

/** Null: no backup of ours, or not of a version that can be read. It is left as it is. */
export function knownManifest(path: string): KeptManifest | null {
  try {
    return readKeptManifest(path);
  } catch (error) {
    // What is no backup of ours is not listed; it is not touched either.
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** As readKeptPhotos; null: its list can't be read. */
export function knownPhotos(path: string): string[] | null {
  try {
    return readKeptPhotos(path);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

import { mkdtempSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { arch, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { KeptBackup } from '../../../shared/contract/backups.ts';
import type { StartTrouble, StoreExplanation } from '../../../shared/contract/start.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { type SealedFile, sealedFileAt, sealingStream } from '../../archive/sealedFile.ts';
import { readKeyRing } from '../../security/keyRing.ts';
import type { Clock } from '../core.ts';
import { PROGRAM_VERSION } from '../programVersion.ts';

/** What lies in a data folder by its own name; whatever else somebody put there is counted and not named. */
const KNOWN_FILES =
  /^(store\.sqlite(-wal|-shm)?|writer\.lock|keys(\.copy)?\.json|backups\.json|blobs|backups|logs|incoming|downloads|thumbnails|secrets|updates|shell|salvaging|explaining|restoring|restore-ready)$/;
/** Places of an error's sentence that never hold a name or a path. */
const PLAIN_PARAMS = new Set(['case', 'what', 'kind', 'reason', 'found', 'known', 'incident']);

interface Told {
  dataDir: string;
  trouble: StartTrouble;
  /** What was explained last; null: nothing was asked. */
  explanation: StoreExplanation | null;
  backups: readonly KeptBackup[];
  clock: Clock;
}

/**
 * What whoever helps needs to know: versions, sizes, counts and codes. No path (it may name the person who works here),
 * no names of files that were imported, nothing of any student. Written to the system's folder for what is temporary,
 * since the data folder may be full or not writable.
 */
export async function writeStartReport({
  dataDir,
  trouble,
  explanation,
  backups,
  clock,
}: Told): Promise<SealedFile> {
  const at = clock.now();
  const report = {
    at: new Date(at).toISOString(),
    program: PROGRAM_VERSION,
    system: { platform: process.platform, release: release(), arch: arch(), node: process.version },
    trouble: {
      code: trouble.code,
      params: Object.fromEntries(Object.entries(trouble.params).filter(([name]) => PLAIN_PARAMS.has(name))),
    },
    ...folderOf(dataDir),
    keys: keysOf(dataDir),
    explanation,
    backups: backups.map(({ at: made, reason, students, photos, bytes, lostPhotos, program }) => ({
      ...{ at: new Date(made).toISOString(), reason, students, photos, bytes, lostPhotos, program },
    })),
  };
  const place = sealedFileAt(join(mkdtempSync(join(tmpdir(), 'xueji-report-')), 'report'));
  await pipeline([Buffer.from(`${JSON.stringify(report, null, 2)}\n`)], sealingStream(place));
  return place;
}

function folderOf(dataDir: string): object {
  try {
    const { bavail, bsize, type } = statfsSync(dataDir);
    const entries = readdirSync(dataDir, { withFileTypes: true });
    const known = entries.filter(({ name }) => KNOWN_FILES.test(name));
    const files = known.map((entry) => {
      const { size, mtimeMs } = statSync(join(dataDir, entry.name));
      return {
        name: entry.name,
        isFolder: entry.isDirectory(),
        bytes: size,
        changed: new Date(mtimeMs).toISOString(),
      };
    });
    return { disk: { free: bavail * bsize, type }, files, otherFiles: entries.length - known.length };
  } catch (error) {
    return { folder: String(Reflect.get(error as object, 'code')) };
  }
}

function keysOf(dataDir: string): object | string {
  try {
    const ring = readKeyRing(dataDir);
    return ring === null
      ? 'none'
      : { format: ring.format, converting: ring.converting, slots: ring.slots.map(({ kind }) => kind) };
  } catch (error) {
    if (error instanceof AppError) return error.code;
    return String(Reflect.get(error as object, 'code'));
  }
}

import type { EraseProof, Erasing } from '../../../shared/contract/privacy.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { openThumbnails } from '../../photos/thumbnails.ts';
import type { Services } from '../services.ts';
import type { Running } from '../writeBatch.ts';
import { keepProof } from './erasures.ts';
import { keysOf } from './keysOf.ts';
import { stillFound } from './stillFound.ts';
import { whoGoes } from './whoGoes.ts';
import { erasureId, requireWholeSchool } from './wholeSchool.ts';

/**
 * Erases students for good, then looks for them: in every text of the store, by their numbers and ids. Photos, proofs
 * and signatures that nobody else has are gone from the disk with their small pictures. To be called in a turn of
 * `writes`. Errors: NOT_FOUND, STALE_PLAN (others than were shown), CANCELLED (and then nothing was erased).
 */
export async function eraseCohort(
  services: Services,
  { digest, reason, ...selection }: Erasing & { digest: string; reason: string },
  { signal, onProgress }: Running,
): Promise<EraseProof> {
  const {
    db,
    clock,
    ids,
    blobs,
    imports,
    index,
    log,
    auditActor: by,
    actor,
    dataDir,
    key,
    backups,
  } = services;
  requireWholeSchool(db);
  const { numbers, groups, ...plan } = await whoGoes(services, selection, { signal, onProgress });
  if (numbers.length === 0) throw new AppError('NOT_FOUND', { what: 'student' });
  if (plan.digest !== digest) throw new AppError('STALE_PLAN', { case: 'erase' });
  const keys = await keysOf(db, numbers, signal);
  const at = clock.now();
  const { blobs: gone, ...erased } = await imports.withThread((thread) =>
    thread.call('erase', { numbers, at, by, reason, ...erasureId(db, ids) }, { signal, onProgress }),
  );
  index.forget();
  services.committed();
  let files = 0;
  for (const hash of gone) if (await blobs.remove(hash)) files += 1;
  await openThumbnails(dataDir, key, blobs).sweep();
  onProgress({ stage: 'check', done: 0, total: null });
  const found = await stillFound(db, keys, { signal: NEVER, onProgress });
  log.info('students-erased', { students: erased.students, files, found });
  const proof: EraseProof = {
    ...{ at, actor, reason, groups, digest, files, found, ...erased },
    backups: (await backups.list()).map(({ name }) => name),
  };
  keepProof(db, by, clock.now(), proof);
  return proof;
}

/** What was erased is erased: looking for it goes on to its end. */
const NEVER = new AbortController().signal;

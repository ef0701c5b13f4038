import { openThumbnails } from '../../photos/thumbnails.ts';
import { HUB_ACTOR } from '../../sync/client/erasures.ts';
import type { ErasureOnWire } from '../../sync/protocol/erasures.ts';
import type { Services } from '../services.ts';

/**
 * Carries out an erasure that was done at another desk, in a thread of its own, to its end. To be called in a turn of
 * `writes`.
 */
export async function eraseTold(
  { imports, clock, index, blobs, dataDir, key, log, committed }: Services,
  numbers: number[],
  erasure: ErasureOnWire,
): Promise<void> {
  const request = { numbers, at: clock.now(), by: HUB_ACTOR, reason: '', told: erasure };
  const running = { signal: new AbortController().signal, onProgress: () => undefined };
  const erased = await imports.withThread((thread) => thread.call('erase', request, running));
  index.forget();
  committed();
  for (const hash of erased.blobs) await blobs.remove(hash);
  await openThumbnails(dataDir, key, blobs).sweep();
  log.info('students-erased-by-hub', { students: erased.students });
}

import { eraseCohort } from '../erase/eraseCohort.ts';
import { erasures } from '../erase/erasures.ts';
import { previewErase } from '../erase/previewErase.ts';
import { dueErasure, retentionRow } from '../erase/retention.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function privacyRouter({ privacy }: Procedures, services: Services) {
  const { db, clock, writes, commit } = services;
  return {
    held: privacy.held.handler(async ({ input, signal }) => {
      const { exportHeld } = await import('../exportHeld.ts');
      return stream(exportHeld(services, input.student, signal), services);
    }),
    plan: privacy.plan.handler(({ input, signal }) =>
      stream(
        progressStream(
          (onProgress, inner) => previewErase(services, input, { onProgress, signal: inner }),
          signal,
        ),
        services,
      ),
    ),
    erase: privacy.erase.handler(({ input, signal }) =>
      stream(
        progressStream(
          (onProgress, inner) =>
            writes.take(() => eraseCohort(services, input, { onProgress, signal: inner })),
          signal,
        ),
        services,
      ),
    ),
    erasures: privacy.erasures.handler(() => erasures(db)),
    proof: privacy.proof.handler(async ({ input }) => {
      const { writeProof } = await import('../erase/writeProof.ts');
      return { download: await writeProof(services, input) };
    }),
    due: privacy.due.handler(() => dueErasure(db, clock.now())),
    saveRetention: privacy.saveRetention.handler(({ input }) =>
      writes.take(() => {
        commit('row.save', retentionRow(db, input));
        return dueErasure(db, clock.now());
      }),
    ),
  };
}

import { eraseCohort } from '../erase/eraseCohort.ts';
import { planErase } from '../erase/planErase.ts';
import { progressStream } from '../progressStream.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function privacyRouter({ privacy }: Procedures, services: Services) {
  return {
    held: privacy.held.handler(async ({ input, signal }) => {
      const { exportHeld } = await import('../exportHeld.ts');
      return stream(exportHeld(services, input.student, signal), services);
    }),
    plan: privacy.plan.handler(async ({ input }) => (await planErase(services, input)).plan),
    erase: privacy.erase.handler(({ input, signal }) =>
      stream(
        progressStream(
          (onProgress, inner) =>
            services.writes.take(() => eraseCohort(services, input, { onProgress, signal: inner })),
          signal,
        ),
        services,
      ),
    ),
  };
}

import { evidenceExport } from '../../../shared/contract/caseEvidence.ts';
import { openEvidence } from '../openEvidence.ts';
import { progressStream } from '../progressStream.ts';
import { dueEvidence, purgeEvidence } from '../purgeEvidence.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function caseEvidenceRouter({ caseEvidence }: Procedures, services: Services) {
  return {
    export: caseEvidence.export.handler(async ({ input, signal }) => {
      const { exportEvidence } = await import('../exportEvidence.ts');
      return stream(exportEvidence(services, evidenceExport.parse(input), signal), services);
    }),
    due: caseEvidence.due.handler(() => {
      const cases = dueEvidence(services);
      const sum = (of: 'files' | 'bytes') => cases.reduce((total, one) => total + one[of], 0);
      return { cases, files: sum('files'), bytes: sum('bytes') };
    }),
    purge: caseEvidence.purge.handler(({ input: { cases }, signal }) =>
      stream(
        progressStream(
          (onProgress, inner) =>
            services.writes.take(() => purgeEvidence(services, cases, { onProgress, signal: inner })),
          signal,
        ),
        services,
      ),
    ),
    open: caseEvidence.open.handler(async ({ input }) => ({
      download: await openEvidence(services, input.case, input.evidence),
    })),
    redact: caseEvidence.redact.handler(async ({ input }) => {
      const { redactEvidence } = await import('../redactEvidence.ts');
      return redactEvidence(services, input);
    }),
  };
}

import {
  CASE_REPORTS,
  type ReportKind,
  type ReportRequest,
  reportRequest,
} from '../../../shared/contract/reports.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { progressStream } from '../progressStream.ts';
import { countSheets } from '../reports/countSheets.ts';
import { isScoped } from '../scoped.ts';
import type { Services } from '../services.ts';
import { forgetKey, signingKeys, trustKeys } from '../signing/exchangeKeys.ts';
import { type Procedures, stream } from './answer.ts';

/** Reports of the whole school's cases, sheets and visits, which nobody makes who sees only some colleges. */
const OF_THE_SCHOOL: ReadonlySet<ReportKind> = new Set<ReportKind>([
  ...CASE_REPORTS,
  'case-form',
  'corrections',
  'identity-review',
  'identity-confirmation',
  'sheets-out',
  'counter-slip',
]);

/** Errors: NOT_ALLOWED where the report is not for whoever asks. */
function scopedRequest(input: unknown): ReportRequest {
  const request = reportRequest.parse(input);
  if (isScoped() && OF_THE_SCHOOL.has(request.kind)) throw new AppError('NOT_ALLOWED');
  return request;
}

export function reportsRouter(procedures: Procedures, services: Services, wall: PhotoWall) {
  return {
    estimate: procedures.reports.estimate.handler(({ input }) =>
      countSheets(services, wall, scopedRequest(input)),
    ),
    create: procedures.reports.create.handler(async ({ input, signal }) => {
      // What draws and writes sheets is loaded when the first one is asked for: it takes most of a second.
      const { createReport } = await import('../reports/createReport.ts');
      return stream(createReport(services, wall, scopedRequest(input), signal), services);
    }),
    keys: {
      list: procedures.reports.keys.list.handler(() => signingKeys(services)),
      trust: procedures.reports.keys.trust.handler(({ input }) =>
        services.writes.take(() => trustKeys(services, input.text)),
      ),
      forget: procedures.reports.keys.forget.handler(({ input }) =>
        services.writes.take(() => {
          forgetKey(services, input.id);
          return signingKeys(services);
        }),
      ),
    },
    verify: procedures.reports.verify.handler(async ({ input, signal }) => {
      const { verifyCode, verifyFile } = await import('../verify/verifySheets.ts');
      const work = progressStream((onProgress, inner) => {
        if ('code' in input) return verifyCode(services, wall, input.code);
        const { path } = services.incoming.find(input.file);
        return verifyFile(services, wall, path, { signal: inner, onProgress }).finally(() =>
          services.incoming.release([input.file]),
        );
      }, signal);
      return stream(work, services);
    }),
  };
}

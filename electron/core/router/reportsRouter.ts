import { reportRequest } from '../../../shared/contract/reports.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { progressStream } from '../progressStream.ts';
import { countSheets } from '../reports/countSheets.ts';
import type { Services } from '../services.ts';
import { forgetKey, signingKeys, trustKeys } from '../signing/exchangeKeys.ts';
import { type Procedures, stream } from './answer.ts';

export function reportsRouter(procedures: Procedures, services: Services, wall: PhotoWall) {
  return {
    estimate: procedures.reports.estimate.handler(({ input }) =>
      countSheets(services, wall, reportRequest.parse(input)),
    ),
    create: procedures.reports.create.handler(async ({ input, signal }) => {
      // What draws and writes sheets is loaded when the first one is asked for: it takes most of a second.
      const { createReport } = await import('../reports/createReport.ts');
      return stream(createReport(services, wall, reportRequest.parse(input), signal), services);
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

import { reportRequest } from '../../../shared/contract/reports.ts';
import type { PhotoWall } from '../PhotoWall.ts';
import { countSheets } from '../reports/countSheets.ts';
import type { Services } from '../services.ts';
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
  };
}

import { reportRequest } from '../../../shared/contract/reports.ts';
import { countSheets } from '../collectReport.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function reportsRouter(procedures: Procedures, services: Services) {
  return {
    estimate: procedures.reports.estimate.handler(({ input }) =>
      countSheets(services, reportRequest.parse(input)),
    ),
    create: procedures.reports.create.handler(async ({ input, signal }) => {
      // What draws and writes sheets is loaded when the first one is asked for: it takes most of a second.
      const { createReport } = await import('../createReport.ts');
      return stream(createReport(services, reportRequest.parse(input), signal), services);
    }),
  };
}

import { reportRequest } from '../../../shared/contract/reports.ts';
import { createReport, estimateReport } from '../createReport.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function reportsRouter(procedures: Procedures, services: Services) {
  return {
    estimate: procedures.reports.estimate.handler(({ input }) =>
      estimateReport(services, reportRequest.parse(input)),
    ),
    create: procedures.reports.create.handler(({ input, signal }) =>
      stream(createReport(services, reportRequest.parse(input), signal), services),
    ),
  };
}

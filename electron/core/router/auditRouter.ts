import { auditNames, auditPage, exportAudit, tellHead, verifyWhole } from '../people/auditRead.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function auditRouter(procedures: Procedures, services: Services) {
  const { db } = services;
  const build = procedures.audit;
  return {
    page: build.page.handler(({ input }) => auditPage(db, input.filter, input.before, input.limit)),
    names: build.names.handler(() => ({ people: auditNames(db) })),
    head: build.head.handler(() => tellHead(db)),
    verify: build.verify.handler(({ input, signal }) =>
      stream(verifyWhole(services, input.anchors, signal), services),
    ),
    export: build.export.handler(({ input, signal }) =>
      stream(exportAudit(services, input.filter, signal), services),
    ),
  };
}

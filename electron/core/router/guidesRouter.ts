import { guideContactOf, guideContactRow, guideRow, officeGuides } from '../../reports/guide/officeGuides.ts';
import { createGuide, guideValues } from '../reports/createGuide.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function guidesRouter(procedures: Procedures, services: Services) {
  const { db, writes } = services;
  return {
    show: procedures.guides.show.handler(({ input }) => ({
      guides: officeGuides(db, input.lang),
      ...guideValues(services, input),
    })),
    save: procedures.guides.save.handler(({ input: { part, lang, body } }) =>
      writes.take(() => {
        services.commit('row.save', guideRow(db, part, lang, body?.toWellFormed() ?? null));
        return officeGuides(db, lang).find((one) => one.part === part)!;
      }),
    ),
    saveContact: procedures.guides.saveContact.handler(({ input }) =>
      writes.take(() => {
        services.commit('row.save', guideContactRow(db, input));
        return guideContactOf(db);
      }),
    ),
    create: procedures.guides.create.handler(({ input, signal }) =>
      stream(createGuide(services, input, signal), services),
    ),
  };
}

import { caseUploadRequest } from '../../../shared/contract/caseOutputs.ts';
import { LETTER_FIELDS } from '../../../shared/domain/cases/caseLetter.ts';
import { caseLetters, letterRow } from '../../cases/caseLetters.ts';
import { UPLOAD_LAYOUTS } from '../../cases/uploadLayouts.ts';
import type { Services } from '../services.ts';
import { type Procedures, stream } from './answer.ts';

export function caseOutputsRouter({ caseOutputs }: Procedures, services: Services) {
  const { db, writes } = services;
  return {
    letters: caseOutputs.letters.handler(() => ({
      letters: caseLetters(db),
      fields: [...LETTER_FIELDS],
      layouts: [...UPLOAD_LAYOUTS],
    })),
    saveLetter: caseOutputs.saveLetter.handler(({ input: { letter, body } }) =>
      writes.take(() => {
        services.commit('row.save', letterRow(db, letter, body));
        return caseLetters(db).find(({ id }) => id === letter)!;
      }),
    ),
    upload: caseOutputs.upload.handler(async ({ input, signal }) => {
      const { writeCaseUpload } = await import('../reports/writeCaseUpload.ts');
      return stream(writeCaseUpload(services, caseUploadRequest.parse(input), signal), services);
    }),
  };
}

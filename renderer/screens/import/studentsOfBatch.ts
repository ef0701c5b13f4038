import type { Batch } from '../../../shared/contract/imports.ts';
import { IDENTITY_FLAGS } from '../../../shared/domain/verificationStatus.ts';

/**
 * The list to look at after an import, as parameters of the students' hash. The contract has no filter by batch:
 * it is the students of that source, the campaign of the status list, or those still without a photo.
 */
export function studentsOfBatch(
  batch: Pick<Batch, 'kind' | 'source' | 'campaign'>,
  role: 'admission' | 'graduation',
): Record<string, string> | URLSearchParams {
  switch (batch.kind) {
    case 'roster':
      return { source: batch.source };
    case 'photos':
      return { photo: role === 'admission' ? 'no-admission' : 'no-graduation' };
    case 'status':
    case 'sheets':
    case 'verdict':
    case 'chase':
    case 'counter':
    case 'sheetReturn':
    case 'sheetHandling':
      return batch.campaign === null ? {} : { campaign: batch.campaign };
    case 'flags':
      return new URLSearchParams(Object.values(IDENTITY_FLAGS).map((status) => ['status', status]));
    case 'mailReturns':
    case 'contacts':
    case 'cases':
    case 'conflicts':
    case 'edit':
    case 'words':
    case 'reconcile':
    case 'review':
    case 'classContact':
    case 'campaign':
    case 'deadlines':
    case 'timetable':
    case 'close':
    case 'reopen':
      return {};
  }
}

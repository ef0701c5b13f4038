import type { PROGRESS_BY } from '../../shared/contract/campaigns.ts';
import type { FacetField } from '../../shared/domain/studentFields.ts';

/** What students are counted by: a class is a class of a major of a college. */
export const GROUP_FIELDS: Record<(typeof PROGRESS_BY)[number], FacetField[]> = {
  college: ['collegeName'],
  major: ['collegeName', 'majorName'],
  class: ['collegeName', 'majorName', 'className'],
  counsellor: ['collegeName', 'counsellor'],
};

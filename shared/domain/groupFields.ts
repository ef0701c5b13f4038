import type { FacetField } from './studentFields.ts';

/** What students are counted by. */
export const GROUP_BY = ['college', 'major', 'class', 'counsellor'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** The fields that a group's values are of, in their order: a class is a class of a major of a college. */
export const GROUP_FIELDS: Record<GroupBy, FacetField[]> = {
  college: ['collegeName'],
  major: ['collegeName', 'majorName'],
  class: ['collegeName', 'majorName', 'className'],
  counsellor: ['collegeName', 'counsellor'],
};

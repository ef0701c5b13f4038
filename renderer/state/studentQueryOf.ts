import type { StudentQuery } from '../../shared/contract/students.ts';

/** Everybody whom the fields let through, in no campaign's terms. An input of the contract with all of it said. */
export function studentQueryOf(
  fields: StudentQuery['filter']['fields'],
  campaign: string | null = null,
): StudentQuery {
  return {
    campaign,
    search: '',
    filter: { fields, statuses: [], sources: [], photo: 'any', differing: false, overdue: false },
    sort: { key: 'class', descending: false },
  };
}

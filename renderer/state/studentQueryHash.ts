import type { StudentQuery } from '../../shared/contract/students.ts';
import { SOURCES, STUDENT_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import { STATUSES } from '../../shared/domain/verificationStatus.ts';

/** Named here, not taken from the contract, whose schemas the window does not need to carry. */
export const SORT_KEYS = [
  'class',
  'studentNo',
  'examNo',
  'name',
  'status',
] as const satisfies readonly StudentQuery['sort']['key'][];

/**
 * A student query as the parameters of a hash, so that a link opens the list: `search`, `status` and `source`
 * (repeated), `photo`, `differing=1`, `overdue=1`, `sort=class` or `sort=-class`, `f.<field>` (repeated, an empty one stands for
 * "not given"), `campaign`. What is as it is by default is left out.
 */
export function paramsOfQuery(query: StudentQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.search.trim() !== '') params.set('search', query.search);
  for (const status of query.filter.statuses) params.append('status', status);
  for (const field of STUDENT_FIELDS) {
    for (const value of query.filter.fields[field] ?? []) params.append(`f.${field}`, value);
  }
  for (const source of query.filter.sources) params.append('source', source);
  if (query.filter.photo !== 'any') params.set('photo', query.filter.photo);
  if (query.filter.differing) params.set('differing', '1');
  if (query.filter.overdue) params.set('overdue', '1');
  if (query.sort.key !== 'class' || query.sort.descending) {
    params.set('sort', `${query.sort.descending ? '-' : ''}${query.sort.key}`);
  }
  if (query.campaign !== null) params.set('campaign', query.campaign);
  return params;
}

const PHOTOS = ['any', 'no-admission', 'no-graduation', 'both'] as const;

function only<T extends string>(values: readonly string[], allowed: readonly T[]): T[] {
  return allowed.filter((value) => values.includes(value));
}

/** The query of such parameters; what is not understood is passed over. */
export function queryOfParams(params: URLSearchParams, campaign: string | null): StudentQuery {
  const fields: Partial<Record<StudentField, string[]>> = {};
  for (const field of STUDENT_FIELDS) {
    const values = params.getAll(`f.${field}`);
    if (values.length > 0) fields[field] = values;
  }
  const sort = params.get('sort') ?? 'class';
  const key = SORT_KEYS.find((entry) => entry === sort.replace(/^-/, ''));
  return {
    campaign: params.get('campaign') ?? campaign,
    search: params.get('search') ?? '',
    filter: {
      fields,
      statuses: only(params.getAll('status'), STATUSES),
      sources: only(params.getAll('source'), SOURCES),
      photo: PHOTOS.find((entry) => entry === params.get('photo')) ?? 'any',
      differing: params.get('differing') === '1',
      overdue: params.get('overdue') === '1',
    },
    sort: { key: key ?? 'class', descending: key !== undefined && sort.startsWith('-') },
  };
}

/** Whether anything narrows the list down. */
export function isFiltered(query: StudentQuery): boolean {
  const { fields, statuses, sources, photo, differing, overdue } = query.filter;
  return (
    query.search.trim() !== '' ||
    Object.keys(fields).length > 0 ||
    statuses.length > 0 ||
    sources.length > 0 ||
    photo !== 'any' ||
    differing ||
    overdue
  );
}

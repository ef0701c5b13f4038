import type { ProgressRow } from '../../../shared/contract/campaigns.ts';
import type { ChaseQuery } from '../../../shared/contract/chase.ts';
import { CHASE_REASONS } from '../../../shared/domain/chaseReason.ts';
import { CHASE_STATES } from '../../../shared/domain/chaseStanding.ts';
import { GROUP_BY, GROUP_FIELDS, type GroupBy } from '../../../shared/domain/groupFields.ts';
import { paramsOfQuery, queryOfParams } from '../../state/studentQueryHash.ts';

export interface ChasePlace {
  query: ChaseQuery;
  by: GroupBy;
}

/** What the hash says: the students as on their own page, `state` and `reason` (repeated), `unreachable`, `by`. */
export function placeOfParams(params: URLSearchParams, campaign: string | null): ChasePlace {
  return {
    query: {
      students: queryOfParams(params, campaign),
      states: CHASE_STATES.filter((state) => params.getAll('state').includes(state)),
      reasons: CHASE_REASONS.filter((reason) => params.getAll('reason').includes(reason)),
      unreachable: params.get('unreachable') === 'yes',
    },
    by: GROUP_BY.find((by) => by === params.get('by')) ?? 'class',
  };
}

export function paramsOfPlace({ query, by }: ChasePlace): URLSearchParams {
  const params = paramsOfQuery({ ...query.students, campaign: null });
  for (const state of query.states) params.append('state', state);
  for (const reason of query.reasons) params.append('reason', reason);
  if (query.unreachable) params.set('unreachable', 'yes');
  if (by !== 'class') params.set('by', by);
  return params;
}

/** The place narrowed to one group; null: to none. */
export function placeOfGroup(place: ChasePlace, group: ProgressRow['group'] | null): ChasePlace {
  const { students } = place.query;
  const fields = { ...students.filter.fields };
  for (const name of Object.values(GROUP_FIELDS).flat()) delete fields[name];
  if (group !== null)
    for (const [index, name] of GROUP_FIELDS[place.by].entries()) fields[name] = [group[index]!];
  return {
    ...place,
    query: { ...place.query, students: { ...students, filter: { ...students.filter, fields } } },
  };
}

/** Whether the place is narrowed to exactly this group. */
export function isGroup({ query, by }: ChasePlace, group: ProgressRow['group']): boolean {
  const { fields } = query.students.filter;
  return GROUP_FIELDS[by].every(
    (name, index) => fields[name]?.length === 1 && fields[name]![0] === group[index],
  );
}

import {
  CASE_AGES,
  CASE_QUEUES,
  type CaseAge,
  type CaseQuery,
  type CaseQueue,
} from '../../../shared/contract/cases.ts';

/** What the address of the page says of the list. */
export interface CaseFilter {
  /** `today`: the day's work by what is urgent; `open`: whoever's turn it is. */
  queue: CaseQueue | 'today' | 'open';
  type: string | null;
  age: CaseAge | null;
  /** '' for nobody; null: anybody. */
  assignee: string | null;
  college: string | null;
  search: string;
}

export const CASE_VIEWS = ['today', 'open', ...CASE_QUEUES] as const;

export function caseFilterOf(params: URLSearchParams): CaseFilter {
  const one = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((value) => value === params.get(name)) ?? null;
  return {
    queue: one('queue', CASE_VIEWS) ?? 'today',
    type: params.get('type'),
    age: one('age', CASE_AGES),
    assignee: params.get('assignee'),
    college: params.get('college'),
    search: params.get('search') ?? '',
  };
}

export function linkOfCaseFilter(filter: CaseFilter): Record<string, string> {
  const { queue, type, age, assignee, college, search } = filter;
  return {
    ...(queue === 'today' ? {} : { queue }),
    ...(type === null ? {} : { type }),
    ...(age === null ? {} : { age }),
    ...(assignee === null ? {} : { assignee }),
    ...(college === null ? {} : { college }),
    ...(search === '' ? {} : { search }),
  };
}

export function queryOfCaseFilter(filter: CaseFilter): Partial<CaseQuery> {
  const { queue, type, age, assignee, college, search } = filter;
  return {
    queues: queue === 'open' || queue === 'today' ? CASE_QUEUES.filter((one) => one !== 'closed') : [queue],
    types: type === null ? [] : [type],
    ages: age === null ? [] : [age],
    colleges: college === null ? [] : [college],
    assignee,
    search,
  };
}

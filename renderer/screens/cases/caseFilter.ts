import {
  CASE_AGES,
  CASE_QUEUES,
  type CaseAge,
  type CaseQuery,
  type CaseQueue,
} from '../../../shared/contract/cases.ts';

/** What the address of the page says of the list. */
export interface CaseFilter {
  /** `open`: whoever's turn it is. */
  queue: CaseQueue | 'open';
  type: string | null;
  age: CaseAge | null;
  assignee: string | null;
  search: string;
}

export const CASE_VIEWS = ['open', ...CASE_QUEUES] as const;

export function caseFilterOf(params: URLSearchParams): CaseFilter {
  const one = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((value) => value === params.get(name)) ?? null;
  return {
    queue: one('queue', CASE_VIEWS) ?? 'open',
    type: params.get('type'),
    age: one('age', CASE_AGES),
    assignee: params.get('assignee'),
    search: params.get('search') ?? '',
  };
}

export function linkOfCaseFilter({ queue, type, age, assignee, search }: CaseFilter): Record<string, string> {
  return {
    ...(queue === 'open' ? {} : { queue }),
    ...(type === null ? {} : { type }),
    ...(age === null ? {} : { age }),
    ...(assignee === null ? {} : { assignee }),
    ...(search === '' ? {} : { search }),
  };
}

export function queryOfCaseFilter({ queue, type, age, assignee, search }: CaseFilter): Partial<CaseQuery> {
  return {
    queues: queue === 'open' ? CASE_QUEUES.filter((one) => one !== 'closed') : [queue],
    types: type === null ? [] : [type],
    ages: age === null ? [] : [age],
    assignee,
    search,
  };
}

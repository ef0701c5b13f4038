import type { ComparedScope, WorkFilter } from '../../../shared/contract/reconcile.ts';
import { DIFFERENCE_KINDS } from '../../../shared/domain/differenceKind.ts';
import { FILE_SOURCES, type FileSource, STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';

export const TABS = ['check', 'work', 'people', 'pairs', 'decided'] as const;
export type Tab = (typeof TABS)[number];

export const PAIR_LISTS = ['open', 'apart', 'joined'] as const;
export type PairList = (typeof PAIR_LISTS)[number];

/** Where the page is: all of it is in the hash. */
export interface ReconcilePlace {
  /** As chosen, or empty: then what there is decides. */
  sources: FileSource[];
  scope: ComparedScope;
  tab: Tab;
  kinds: WorkFilter['kinds'];
  fields: WorkFilter['fields'];
  colleges: string[];
  /** Of the list of people: who exactly speaks of them; empty: the first list there is. */
  region: FileSource[];
  pairs: PairList;
}

const LETTERS = ['a', 'b', 'c'] as const;

export function paramsOfPlace(place: ReconcilePlace): URLSearchParams {
  const params = new URLSearchParams();
  for (const [index, source] of place.sources.entries()) params.set(LETTERS[index]!, source);
  for (const college of place.scope.colleges) params.append('college', college);
  for (const grade of place.scope.grades) params.append('grade', grade);
  if (place.tab !== 'check') params.set('tab', place.tab);
  for (const kind of place.kinds) params.append('kind', kind);
  for (const field of place.fields) params.append('field', field);
  for (const college of place.colleges) params.append('of', college);
  if (place.region.length > 0) params.set('region', place.region.join(' '));
  if (place.pairs !== 'open') params.set('pairs', place.pairs);
  return params;
}

/** What is not understood is passed over. */
export function placeOfParams(params: URLSearchParams): ReconcilePlace {
  const named = LETTERS.flatMap((letter) => only([params.get(letter) ?? ''], FILE_SOURCES));
  const sources = [...new Set(named)];
  return {
    sources: sources.length < 2 ? [] : sources,
    scope: { colleges: params.getAll('college'), grades: params.getAll('grade') },
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'check',
    kinds: only(params.getAll('kind'), DIFFERENCE_KINDS),
    fields: only(params.getAll('field'), STUDENT_FIELDS),
    colleges: params.getAll('of'),
    region: only((params.get('region') ?? '').split(' '), FILE_SOURCES),
    pairs: PAIR_LISTS.find((list) => list === params.get('pairs')) ?? 'open',
  };
}

function only<T extends string>(values: readonly string[], allowed: readonly T[]): T[] {
  return values.flatMap((value) => allowed.find((entry) => entry === value) ?? []);
}

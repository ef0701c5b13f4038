import type { ComparedScope, DecidedWay, WorkFilter } from '../../../shared/contract/reconcile.ts';
import { DIFFERENCE_KINDS } from '../../../shared/domain/differenceKind.ts';
import {
  type FacetField,
  FILE_SOURCES,
  type FileSource,
  STUDENT_FIELDS,
} from '../../../shared/domain/studentFields.ts';

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
  ways: WorkFilter['ways'];
  /** Of the list of people: who exactly speaks of them; empty: the first list there is. */
  region: FileSource[];
  /** Only those who are missing for a known reason, or the others. */
  explained: boolean;
  pairs: PairList;
}

/** By what a comparison is narrowed: by any of these, as any of its sources says it. */
export const SCOPE_FIELDS = [
  'grade',
  'collegeName',
  'className',
  'level',
  'mode',
] as const satisfies readonly FacetField[];

/** Named here, not taken from the contract, whose schemas the window does not need to carry. */
const WAYS = [
  'accept:chsi',
  'accept:sis',
  'accept:admission',
  'alias',
  'ask',
  'ignore',
  'staff',
] as const satisfies readonly DecidedWay[];

/** A list of differences that nothing narrows. */
export const NO_FILTER: Pick<ReconcilePlace, 'kinds' | 'fields' | 'colleges' | 'ways'> = {
  kinds: [],
  fields: [],
  colleges: [],
  ways: [],
};

const LETTERS = ['a', 'b', 'c'] as const;

export function paramsOfPlace(place: ReconcilePlace): URLSearchParams {
  const params = new URLSearchParams();
  for (const [index, source] of place.sources.entries()) params.set(LETTERS[index]!, source);
  for (const field of SCOPE_FIELDS) {
    for (const value of place.scope[field] ?? []) params.append(`f.${field}`, value);
  }
  if (place.tab !== 'check') params.set('tab', place.tab);
  for (const kind of place.kinds) params.append('kind', kind);
  for (const field of place.fields) params.append('field', field);
  for (const college of place.colleges) params.append('of', college);
  for (const way of place.ways) params.append('way', way);
  if (place.region.length > 0) params.set('region', place.region.join(' '));
  if (place.region.length > 0 && place.explained) params.set('explained', '1');
  if (place.pairs !== 'open') params.set('pairs', place.pairs);
  return params;
}

/** What is not understood is passed over. */
export function placeOfParams(params: URLSearchParams): ReconcilePlace {
  const named = LETTERS.flatMap((letter) => only([params.get(letter) ?? ''], FILE_SOURCES));
  const sources = [...new Set(named)];
  return {
    sources: sources.length < 2 ? [] : sources,
    scope: scopeOf(params),
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'check',
    kinds: only(params.getAll('kind'), DIFFERENCE_KINDS),
    fields: only(params.getAll('field'), STUDENT_FIELDS),
    colleges: params.getAll('of'),
    ways: only(params.getAll('way'), WAYS),
    region: only((params.get('region') ?? '').split(' '), FILE_SOURCES),
    explained: params.get('explained') === '1',
    pairs: PAIR_LISTS.find((list) => list === params.get('pairs')) ?? 'open',
  };
}

function scopeOf(params: URLSearchParams): ComparedScope {
  const scope: ComparedScope = {};
  for (const field of SCOPE_FIELDS) {
    const values = params.getAll(`f.${field}`);
    if (values.length > 0) scope[field] = values;
  }
  return scope;
}

function only<T extends string>(values: readonly string[], allowed: readonly T[]): T[] {
  return values.flatMap((value) => allowed.find((entry) => entry === value) ?? []);
}

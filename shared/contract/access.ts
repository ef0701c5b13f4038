import { oc } from '@orpc/contract';
import type { Permission } from '../domain/roles.ts';

/** What an id of an input is the id of, where it decides who may ask. */
export const SCOPED_KINDS = ['student', 'case', 'sheet', 'question', 'visit'] as const;
export type ScopedKind = (typeof SCOPED_KINDS)[number];

/**
 * How a person's scope applies.
 *
 * `none`: nothing of any student is asked or told. `whole`: about the school as a whole, refused to whoever sees only
 * some colleges. `filter`: the core narrows what it answers with to the scope. `ids`: what is named at a path of the
 * input (`students`, `cases.case`; lists are gone through) must be in scope, else it is NOT_FOUND, as if it were not
 * there; what the core answers with besides is narrowed too.
 */
export type ScopeRule =
  | 'none'
  | 'whole'
  | 'filter'
  | { readonly ids: readonly { readonly of: ScopedKind; readonly at: string }[] };

/** What the audit says of a call; absent in a declaration: nothing. */
export const AUDITED = [
  'sign-in',
  'people',
  'unmask',
  'print',
  'export',
  'decision',
  'change',
  'import',
  'undo',
  'settings',
  'hub',
  'backup',
] as const;
export type Audited = (typeof AUDITED)[number];

export interface Access {
  /** `signed-in`: whoever is signed in. `nobody`: answers before anybody is. A list: any one of these serves. */
  needs: Permission | 'signed-in' | 'nobody' | readonly Permission[];
  scope: ScopeRule;
  audits?: Audited;
  /** It writes what a hub takes from computers of the whole school alone: not to be had at one of some colleges. */
  ofSchoolDesk?: true;
  /** Where whole numbers come into the answer: always, or where the input says true at this path. */
  unmasks?: 'always' | { readonly at: string };
}

export interface AccessMeta {
  /** null: declared nothing, and so refused to everybody. */
  access: Access | null;
}

/** `named(['student', 'id'], …)`: what the input names is judged by the scope, each at its path. */
export function named(...places: readonly (readonly [of: ScopedKind, at: string])[]): ScopeRule {
  return { ids: places.map(([of, at]) => ({ of, at })) };
}

const undeclared = oc.$meta<AccessMeta>({ access: null });

/** A procedure of the contract begins with what it needs: `access({ needs, scope }).input(…).output(…)`. */
export function access(declared: Access) {
  return undeclared.meta({ access: declared });
}

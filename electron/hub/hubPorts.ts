import type { Kysely, Transaction } from 'kysely';
import type { HubTables } from './hubTables.ts';

/** All that a hub is told by the world outside its database. */
export interface HubPorts {
  now(): number;
  /** 128 random bits, lower-case hex. */
  random(): string;
}

export type HubDb = Kysely<HubTables>;
export type HubTx = Transaction<HubTables>;

/** Of whom a device may hold rows: '*' of all, otherwise of these colleges. */
export type Grant = '*' | readonly string[];

export function grantOf(stored: string): Grant {
  return JSON.parse(stored) as Grant;
}

export const OFFICE = '';
export const SCHOOL = '*';

/** The scope of what is of a college. One that is called what a scope of another kind is called is the office’s: of its students no college is told. */
export function collegeScope(name: string): string {
  return name === SCHOOL ? OFFICE : name;
}

/** Whether rows of a scope go to whoever has the grant. */
export function isGranted(grant: Grant, scope: string): boolean {
  return grant === '*' || scope === SCHOOL || (scope !== OFFICE && grant.includes(scope));
}

/** The scopes whose rows go to whoever has the grant; null: all. */
export function scopesOf(grant: Grant): string[] | null {
  return grant === '*' ? null : [...new Set([SCHOOL, ...grant])].filter((scope) => scope !== OFFICE);
}

/** Whether a device may change rows of a scope: what is everybody’s is changed by devices of the whole school alone. */
export function mayChange(grant: Grant, scope: string): boolean {
  return grant === '*' || (scope !== SCHOOL && isGranted(grant, scope));
}

/** Of whom is what a device makes that is about no student. */
export function makersScope(grant: Grant): string {
  return grant === '*' ? OFFICE : (grant[0] ?? OFFICE);
}

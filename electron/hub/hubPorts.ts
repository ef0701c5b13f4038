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

export const OFFICE = '';
export const SCHOOL = '*';

/** Whether rows of a scope go to whoever has the grant. */
export function isGranted(grant: Grant, scope: string): boolean {
  return grant === '*' || scope === SCHOOL || (scope !== OFFICE && grant.includes(scope));
}

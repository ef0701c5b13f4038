import type { KeyMeans } from '../security/unlockStore.ts';

export type HubEngine = 'sqlite' | 'postgres';

/** Where a hub keeps what it has: in a folder of this computer, or in a database of a PostgreSQL server. */
export type HubPlace = (
  | { engine: 'sqlite'; dataDir: string }
  /** postgresql://user@host:port/database; the password from the URL, PGPASSWORD or ~/.pgpass. */
  | { engine: 'postgres'; url: string }
) & {
  /** What opens its key ring here. */
  means: KeyMeans;
};

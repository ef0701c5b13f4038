import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { AppError } from '../../shared/domain/errors.ts';
import type { HubTables } from './hubTables.ts';

/** Connections of one hub process: PostgreSQL answers "too many clients" at about a hundred of all (sync.md §2). */
const POOL_SIZE = 10;

/** Ms. A transaction that waits or idles holds up every writer of the school: it is ended, and its push comes again. */
const TIMEOUTS = {
  lock_timeout: 15_000,
  idle_in_transaction_session_timeout: 15_000,
  statement_timeout: 120_000,
  connectionTimeoutMillis: 15_000,
} as const;

const INT8 = 20;

export interface PostgresOptions {
  /** See POOL_SIZE. */
  connections?: number;
  /** Told of a connection that broke while nobody used it; the pool makes another. */
  onLost?: (error: Error) => void;
}

/**
 * A pool of connections to a hub's database. Whole numbers of 64 bits come as numbers: seqs, versions and times are below
 * 2^53, and one that is not is an error rather than a rounded number. Errors: HUB_REFUSED (address).
 */
export function connectPostgres(
  url: string,
  { connections = POOL_SIZE, onLost = () => undefined }: PostgresOptions = {},
): { db: Kysely<HubTables>; close(): Promise<void> } {
  const pool = new pg.Pool({
    ...TIMEOUTS,
    connectionString: requirePostgresUrl(url),
    max: connections,
    application_name: 'xueji-hub',
    // Questions that are asked together (together) go out without waiting for each other's answers.
    pipeline: true,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? wholeNumber : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  let isClosing = false;
  // What the server says to a connection that is being given back is no loss.
  pool.on('error', (error) => {
    if (!isClosing) onLost(error);
  });
  const live = new Set<pg.PoolClient>();
  let tellGone: () => void = () => undefined;
  pool.on('connect', (client) => {
    live.add(client);
    keepPrepared(client);
    // One that breaks while it is in use is told by the query that it broke; unheard, it would end the process.
    client.on('error', () => undefined);
  });
  pool.on('remove', (client) => {
    live.delete(client);
    if (live.size === 0) tellGone();
  });
  const db = new Kysely<HubTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    async close() {
      isClosing = true;
      // The pool itself does not wait for its connections to be gone.
      const gone = new Promise<void>((resolve) => {
        tellGone = resolve;
      });
      await db.destroy();
      if (live.size > 0) await gone;
    },
  };
}

/**
 * Statements of few parameters come again and again: the server reads and plans each once for a connection. Lists of
 * every length would make new ones without end, and what selects all columns, whichever they are, must not be kept.
 */
function keepPrepared(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (config: unknown, values?: unknown) => unknown;
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED) return known;
    names.set(text, `hub${names.size}`);
    return names.get(text);
  };
  const query = (config: unknown, values?: unknown) => {
    if (typeof config !== 'string' || !Array.isArray(values) || values.length === 0)
      return ask(config, values);
    if (values.length > FEW_VALUES) return ask(config, values);
    return ask({ text: config, values, name: nameOf(config) });
  };
  client.query = query as typeof client.query;
}

const [PREPARED, FEW_VALUES] = [150, 8];

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`a whole number that is too large: ${text}`);
  return value;
}

function requirePostgresUrl(url: string): string {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new AppError('HUB_REFUSED', { case: 'address' });
  return url;
}

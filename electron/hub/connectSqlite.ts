import type BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { connect } from '../db/openDatabase.ts';
import type { DataKey } from '../security/dataKey.ts';
import type { HubTables } from './hubTables.ts';
import { TransactionGuard } from './TransactionGuard.ts';

export const HUB_FILE = 'hub.sqlite';

/** Different statements that are kept ready. Lists of ids of every length make new ones. */
const KEPT_STATEMENTS = 200;

/**
 * A hub's database file under Kysely: write-ahead log, every commit flushed (a hub that forgets what it acknowledged is
 * one that was put back, sync.md §9), deleted bytes overwritten. Errors: those of connect.
 */
export function connectSqlite(
  file: string,
  key: DataKey,
): { db: Kysely<HubTables>; raw: BetterSqlite3.Database } {
  const { raw } = connect(file, key);
  raw.pragma('secure_delete = ON');
  const kept = new Map<string, BetterSqlite3.Statement>();
  const guard = new TransactionGuard(raw);
  const prepared = (text: string) => {
    const known = kept.get(text);
    if (known) return known;
    const statement = raw.prepare(text);
    // What is used again and again comes first and stays.
    if (kept.size < KEPT_STATEMENTS) kept.set(text, statement);
    return statement;
  };
  const database = {
    close: () => {
      raw.close();
    },
    // Kysely runs what it has prepared at once.
    prepare: (text: string) => guard.judge(text, () => prepared(text)) as never,
  };
  return { raw, db: new Kysely<HubTables>({ dialect: new SqliteDialect({ database }) }) };
}

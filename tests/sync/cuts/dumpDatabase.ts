import type BetterSqlite3 from 'better-sqlite3';

/** Every row of every table, in an order of its own, but for the columns that `without` names. */
export function dumpDatabase(raw: BetterSqlite3.Database, without: readonly string[] = []): string[] {
  const tables = raw
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return tables.flatMap((table) =>
    (raw.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[])
      .map(
        (row) =>
          `${table} ${JSON.stringify(row, (key, value) => (without.includes(key) ? undefined : value))}`,
      )
      .sort(),
  );
}

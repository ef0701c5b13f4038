import { PostgresAdapter, sql } from 'kysely';
import type { HubDb, HubTx } from './hubPorts.ts';
import type { HubTables } from './hubTables.ts';

/**
 * Rows that one statement reads or writes: they travel as one JSON text, so that a statement has the same few words
 * whatever their number is, and either engine keeps it ready.
 */
const AT_ONCE = 1000;

type Table = keyof HubTables;
type Row<Name extends Table> = HubTables[Name];

/** The rows that have one of these keys. The columns that make a key are an index of the table, or its beginning. */
export async function readByKeys<Name extends Table, Column extends keyof Row<Name> & string>(
  tx: HubTx | HubDb,
  table: Name,
  columns: readonly Column[],
  keys: readonly { readonly [Key in Column]: Row<Name>[Key] }[],
): Promise<Row<Name>[]> {
  const found: Row<Name>[] = [];
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const some = keys.slice(from, from + AT_ONCE);
    const said = some.map((key) => Object.fromEntries(columns.map((column) => [column, key[column]])));
    const text = JSON.stringify(said);
    const { rows } = await (isPostgres(tx)
      ? lookedUp(table, columns, text)
      : joined(table, columns, text)
    ).execute(tx);
    for (const row of rows as Row<Name>[]) found.push(row);
  }
  return found;
}

/**
 * Key by key through the index. OFFSET 0 keeps it so: of a table that was never analyzed, as that of a new hub, PostgreSQL
 * expects that reading all of it is less work.
 */
function lookedUp(table: Table, columns: readonly string[], keys: string) {
  const same = columns.map((column) => sql`one.${sql.ref(column)} = key.${sql.ref(column)}`);
  return sql`SELECT found.* FROM json_populate_recordset(NULL::${sql.table(table)}, ${keys}::json) AS key
    CROSS JOIN LATERAL (SELECT * FROM ${sql.table(table)} AS one WHERE ${sql.join(same, sql` AND `)} OFFSET 0) AS found`;
}

/** SQLite takes a CROSS JOIN in the order in which it is written. */
function joined(table: Table, columns: readonly string[], keys: string) {
  const same = columns.map((column) => sql`found.${sql.ref(column)} = key.value ->> ${sql.lit(column)}`);
  return sql`SELECT found.* FROM json_each(${keys}) AS key
    CROSS JOIN ${sql.table(table)} AS found ON ${sql.join(same, sql` AND `)}`;
}

/** Writes rows. `key`, `update`: of a row that is there already, by its key, these columns are written anew. */
export async function writeRows<Name extends Table>(
  tx: HubTx | HubDb,
  table: Name,
  rows: readonly Row<Name>[],
  there?: { key: readonly (keyof Row<Name> & string)[]; update: readonly (keyof Row<Name> & string)[] },
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const text = JSON.stringify(rows.slice(from, from + AT_ONCE));
    const source = isPostgres(tx)
      ? sql`SELECT ${sql.join(columns.map((column) => sql.ref(column)))} FROM json_populate_recordset(NULL::${sql.table(table)}, ${text}::json)`
      : // WHERE, so that ON belongs to the insert.
        sql`SELECT ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(column)}`))} FROM json_each(${text}) WHERE true`;
    const anew = there
      ? sql` ON CONFLICT (${sql.join(there.key.map((column) => sql.ref(column)))}) DO UPDATE SET ${sql.join(
          there.update.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`),
        )}`
      : sql``;
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) ${source}${anew}`.execute(
      tx,
    );
  }
}

export function isPostgres(tx: HubTx | HubDb): boolean {
  return tx.getExecutor().adapter instanceof PostgresAdapter;
}

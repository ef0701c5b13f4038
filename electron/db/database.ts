import type BetterSqlite3 from 'better-sqlite3';

/**
 * Two types for one connection: a function that takes a ReadDb provably cannot write, because `prepareWrite`
 * is only on WriteDb and `prepare` here refuses statements that are not read-only.
 */
export interface ReadDb {
  /** A cached read-only statement. */
  read<Row>(sql: string): ReadStatement<Row>;
  /** Very many small reads, all of one state of the store: taking a lock for each costs as much as the read. */
  readTogether<T>(work: () => T): T;
}
export interface ReadStatement<Row> {
  get(...params: SqlValue[]): Row | undefined;
  all(...params: SqlValue[]): Row[];
  iterate(...params: SqlValue[]): IterableIterator<Row>;
  /** Rows as arrays of column values, which is faster where there are very many. */
  rawIterate(...params: SqlValue[]): IterableIterator<SqlValue[]>;
  /** The same for a few rows, asked for very often: opening a cursor costs more than they do. */
  rawAll(...params: SqlValue[]): SqlValue[][];
}
export interface WriteDb extends ReadDb {
  /** A cached statement that may write. */
  write(sql: string): WriteStatement;
  /** Runs `work` in one IMMEDIATE transaction: wholly done or, when it throws, wholly undone. */
  transaction<T>(work: () => T): T;
  readonly raw: BetterSqlite3.Database;
}
export interface WriteStatement {
  run(...params: SqlValue[]): { changes: number; lastInsertRowid: number | bigint };
}
export type SqlValue = string | number | bigint | Uint8Array | null;

export function asDatabase(raw: BetterSqlite3.Database): WriteDb {
  const reads = new Map<string, ReadStatement<unknown>>();
  const writes = new Map<string, WriteStatement>();
  return {
    raw,
    read<Row>(sql: string): ReadStatement<Row> {
      let statement = reads.get(sql);
      if (!statement) {
        const prepared = raw.prepare(sql);
        if (!prepared.readonly) throw new Error(`A read was asked to write: ${sql}`);
        // Most are never asked for bare rows.
        let bare: BetterSqlite3.Statement | null = null;
        const rawRows = () => (bare ??= raw.prepare(sql).raw(true));
        statement = {
          get: (...params) => prepared.get(...params),
          all: (...params) => prepared.all(...params),
          iterate: (...params) => prepared.iterate(...params),
          rawIterate: (...params) => rawRows().iterate(...params) as IterableIterator<SqlValue[]>,
          rawAll: (...params) => rawRows().all(...params) as SqlValue[][],
        };
        reads.set(sql, statement);
      }
      return statement as ReadStatement<Row>;
    },
    readTogether: (work) => raw.transaction(work).deferred(),
    write(sql) {
      let statement = writes.get(sql);
      if (!statement) {
        const prepared = raw.prepare(sql);
        statement = { run: (...params) => prepared.run(...params) };
        writes.set(sql, statement);
      }
      return statement;
    },
    transaction(work) {
      return raw.transaction(work).immediate();
    },
  };
}

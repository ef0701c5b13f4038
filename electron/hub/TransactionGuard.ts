import type BetterSqlite3 from 'better-sqlite3';

/**
 * Of statements that come one by one, what belongs together stays together. A full disk makes SQLite take a whole
 * transaction back by itself; what would follow then stood alone and were kept, and the `rollback` of whoever is told fails
 * and hides what had happened.
 */
export class TransactionGuard {
  readonly #raw: BetterSqlite3.Database;
  #isBegun = false;

  constructor(raw: BetterSqlite3.Database) {
    this.#raw = raw;
  }

  /** The statement as it may be run now, when one of its turn is over. Throws when its transaction is. */
  judge(text: string, prepared: () => BetterSqlite3.Statement): BetterSqlite3.Statement {
    if (text === 'begin') return this.#noting(prepared(), true);
    if (text === 'commit') this.#requireBegun();
    if (text === 'commit' || text === 'rollback') {
      const isOver = text === 'rollback' && !this.#raw.inTransaction;
      return isOver ? this.#ended() : this.#noting(prepared(), false);
    }
    this.#requireBegun();
    return prepared();
  }

  #requireBegun(): void {
    if (this.#isBegun && !this.#raw.inTransaction)
      throw new Error('the transaction of this statement was taken back');
  }

  /** Begins or ends only if it was run. */
  #noting(statement: BetterSqlite3.Statement, isBegun: boolean): BetterSqlite3.Statement {
    const run = () => {
      const done = statement.run();
      this.#isBegun = isBegun;
      return done;
    };
    return { reader: false, run } as unknown as BetterSqlite3.Statement;
  }

  #ended(): BetterSqlite3.Statement {
    const run = () => {
      this.#isBegun = false;
      return { changes: 0, lastInsertRowid: 0 };
    };
    return { reader: false, run } as unknown as BetterSqlite3.Statement;
  }
}

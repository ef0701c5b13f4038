import BetterSqlite3 from 'better-sqlite3';

/**
 * Databases in memory that begin alike. One that is not used any more is emptied and used again, with all its prepared
 * statements: to prepare them takes longer than what a short life does with them.
 */
export class StorePool<Store> {
  readonly #image: Buffer;
  readonly #open: (raw: BetterSqlite3.Database) => Store;
  readonly #idle: { raw: BetterSqlite3.Database; store: Store; empty: () => void }[] = [];
  readonly #used = new Map<Store, { raw: BetterSqlite3.Database; store: Store; empty: () => void }>();

  /** `image`: an empty one, serialized; none of its tables has a row. */
  constructor(image: Buffer, open: (raw: BetterSqlite3.Database) => Store) {
    this.#image = image;
    this.#open = open;
  }

  take(): Store {
    const one = this.#idle.pop() ?? this.#make();
    this.#used.set(one.store, one);
    return one.store;
  }

  /** False: it is not one of these; whoever asks closes it. */
  giveBack(store: Store): boolean {
    const one = this.#used.get(store);
    if (!one) return false;
    this.#used.delete(store);
    one.empty();
    this.#idle.push(one);
    return true;
  }

  #make() {
    const raw = new BetterSqlite3(this.#image);
    const tables = raw
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'")
      .pluck()
      .all() as string[];
    const deletions = tables.map((name) => raw.prepare(`DELETE FROM "${name}"`));
    const empty = raw.transaction(() => {
      raw.pragma('defer_foreign_keys = ON');
      for (const deletion of deletions) deletion.run();
    });
    return { raw, store: this.#open(raw), empty };
  }
}

import type { CompiledQuery } from 'kysely';
import type { HubDb, HubTx } from './hubPorts.ts';
import { isPostgres } from './rowSets.ts';

/** In the place of a value that is known only when the statement is asked. */
class Later {
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }
}

/**
 * A statement that every question of every device asks: its text is made once for each engine, which takes longer than
 * asking it does. `make` builds it and uses each value as a parameter, nothing else.
 */
export function keptStatement<Values extends readonly unknown[], Row>(
  make: (db: HubDb | HubTx, ...values: Values) => { compile(): CompiledQuery<Row> },
): (db: HubDb | HubTx, ...values: Values) => Promise<Row | undefined> {
  const kept = new Map<boolean, CompiledQuery<Row>>();
  return async (db, ...values) => {
    const engine = isPostgres(db);
    let statement = kept.get(engine);
    if (!statement) {
      statement = make(db, ...(values.map((_value, at) => new Later(at)) as unknown as Values)).compile();
      kept.set(engine, statement);
    }
    const parameters = statement.parameters.map((said) => (said instanceof Later ? values[said.at] : said));
    const { rows } = await db.executeQuery<Row>({ ...statement, parameters });
    return rows[0];
  };
}

import { sql } from 'kysely';
import type { HubDb, HubTx } from '../../../electron/hub/hubPorts.ts';
import { LogWriter } from '../../../electron/hub/LogWriter.ts';
import { lockPartition } from '../../../electron/hub/lockPartition.ts';
import { readAtOnce } from '../../../electron/hub/readAtOnce.ts';

export interface Entry {
  seq: number;
  row: string;
  ver: number;
}

/** A way in which concurrent transactions write down what they changed, and in which it is read. */
export interface OrderScheme {
  prepare(db: HubDb): Promise<void>;
  /** Counts each of the rows up by one and logs it; `think` is time that passes in between. */
  write(tx: HubTx, rows: readonly string[], think: () => Promise<void>): Promise<void>;
  /** What a reader is told that has everything up to `cursor`, in the order of the log. */
  poll(db: HubDb, cursor: number, limit: number): Promise<Entry[]>;
}

const ENTITY = 'setting';

/** The hub's own: the partition's lock first, then the number (lockPartition, LogWriter). */
export const lockFirst: OrderScheme = {
  prepare: async () => undefined,
  async write(tx, rows, think) {
    const log = new LogWriter(await lockPartition(tx), 0);
    const known = await tx.selectFrom('row').selectAll().where('row_id', 'in', rows).execute();
    await think();
    const vers = new Map(known.map((row) => [row.row_id, Number(row.ver)]));
    const changed = rows.map((row) => {
      const ver = (vers.get(row) ?? 0) + 1;
      const entry = { kind: 'up' as const, scope: '*', entity: ENTITY, row, ver, device: 'd', mid: 1 };
      const seq = log.note({ ...entry, patch: { ver } });
      return { entity: ENTITY, row_id: row, student: null, scope: '*', fields: `{"ver":${ver}}`, ver, seq };
    });
    await tx
      .insertInto('row')
      .values(changed)
      .onConflict((conflict) =>
        conflict.columns(['entity', 'row_id']).doUpdateSet((expression) => ({
          fields: expression.ref('excluded.fields'),
          ver: expression.ref('excluded.ver'),
          seq: expression.ref('excluded.seq'),
        })),
      )
      .execute();
    await log.write(tx);
  },
  async poll(db, cursor, limit) {
    const entries = await readAtOnce(db, (tx) =>
      tx
        .selectFrom('log')
        .select(['seq', 'row_id as row', 'ver'])
        .where('seq', '>', cursor)
        .orderBy('seq')
        .limit(limit)
        .execute(),
    );
    return entries.map(({ seq, row, ver }) => ({ row, seq: Number(seq), ver: Number(ver) }));
  },
};

/** What everybody tries first, and must not: the number comes from a sequence, outside of the transaction (sync.md §2). */
export const numberedEarly: OrderScheme = {
  async prepare(db) {
    await sql`CREATE TABLE early (id bigserial PRIMARY KEY, row_id text NOT NULL, ver bigint NOT NULL)`.execute(
      db,
    );
  },
  async write(tx, rows, think) {
    const wanted = sql.join(rows.map((row) => sql`(${row}, 0)`));
    await sql`INSERT INTO early (row_id, ver) VALUES ${wanted}`.execute(tx);
    await think();
    // In one order, so that none waits for another in a circle.
    for (const row of [...rows].sort()) {
      const counted = await sql<{ ver: number }>`
        INSERT INTO row (entity, row_id, student, scope, fields, ver, seq) VALUES (${ENTITY}, ${row}, NULL, '*', '{}', 1, 0)
        ON CONFLICT (entity, row_id) DO UPDATE SET ver = row.ver + 1 RETURNING ver`.execute(tx);
      const { ver } = counted.rows[0]!;
      await sql`UPDATE early SET ver = ${ver} WHERE row_id = ${row} AND ver = 0 AND xmin = pg_current_xact_id()::xid`.execute(
        tx,
      );
    }
  },
  async poll(db, cursor, limit) {
    const found = await sql<{ id: number; row_id: string; ver: number }>`
      SELECT id, row_id, ver FROM early WHERE id > ${cursor} ORDER BY id LIMIT ${sql.lit(limit)}`.execute(db);
    return found.rows.map(({ id, row_id: row, ver }) => ({ seq: id, row, ver }));
  },
};

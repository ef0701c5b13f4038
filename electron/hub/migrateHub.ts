import { type Kysely, sql } from 'kysely';
import { AppError } from '../../shared/domain/errors.ts';
import type { HubEngine } from './hubEngine.ts';
import { HUB_MIGRATIONS, type HubMigration } from './hubMigrations.ts';
import type { HubTables } from './hubTables.ts';

/** Whoever changes the schema on PostgreSQL holds this lock: hub processes start at the same time. */
const MIGRATION_LOCK = 0x5865756a; // "Xeuj", any number that nobody else in the database uses

/** The schema that a database has; 0: none yet. */
export async function hubSchema(db: Kysely<HubTables>): Promise<number> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'hub_schema')) return 0;
  const row = await db.selectFrom('hub_schema').select('version').executeTakeFirst();
  return Number(row?.version ?? 0);
}

/**
 * Brings the hub's own tables to the newest schema, wholly or not at all, also when several hub processes start at once.
 * `before` is called where there is something that could be lost. Errors: STORE_NEWER (a newer program wrote it).
 */
export async function migrateHub(
  db: Kysely<HubTables>,
  engine: HubEngine,
  {
    steps = HUB_MIGRATIONS,
    before = async () => undefined,
  }: { steps?: readonly HubMigration[]; before?: (from: number, to: number) => Promise<void> } = {},
): Promise<void> {
  const newest = steps.length;
  const found = await hubSchema(db);
  requireKnown(found, newest);
  if (found === newest) return;
  if (found > 0) await before(found, newest);
  await db.transaction().execute(async (tx) => {
    if (engine === 'postgres') await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx);
    await tx.schema
      .createTable('hub_schema')
      .ifNotExists()
      .addColumn('version', 'integer', (column) => column.notNull())
      .execute();
    // Read anew behind the lock: another process may have been first.
    const row = await tx.selectFrom('hub_schema').select('version').executeTakeFirst();
    const current = Number(row?.version ?? 0);
    requireKnown(current, newest);
    for (const step of steps.slice(current)) await step.up(tx);
    if (row === undefined) await tx.insertInto('hub_schema').values({ version: newest }).execute();
    else await tx.updateTable('hub_schema').set({ version: newest }).execute();
  });
}

/** Of commands that work beside a hub: they change no schema. Errors: STORE_NEWER, HUB_REFUSED (none, older). */
export async function requireHubSchema(db: Kysely<HubTables>): Promise<void> {
  const found = await hubSchema(db);
  const newest = HUB_MIGRATIONS.length;
  requireKnown(found, newest);
  if (found < newest) throw new AppError('HUB_REFUSED', { case: found === 0 ? 'none' : 'older' });
}

function requireKnown(found: number, known: number): void {
  if (found > known) throw new AppError('STORE_NEWER', { found, known });
}

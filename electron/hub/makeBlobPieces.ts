import { type Kysely, sql } from 'kysely';
import type { HubTables } from './hubTables.ts';
import { isPostgres } from './rowSets.ts';

/** Files of a hub on PostgreSQL (baseBlobs); of one in a folder they lie in the folder, and this stays empty. */
export async function makeBlobPieces(db: Kysely<HubTables>): Promise<void> {
  const bytes = isPostgres(db) ? sql`bytea` : sql`blob`;
  await db.schema
    .createTable('blob_piece')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('bytes', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_piece_key', ['sha256', 'at'])
    .execute();
  // What is sealed does not get smaller by being packed.
  if (isPostgres(db)) await sql`ALTER TABLE blob_piece ALTER COLUMN bytes SET STORAGE EXTERNAL`.execute(db);
}

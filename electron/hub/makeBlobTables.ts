import type { Kysely } from 'kysely';
import type { HubTables } from './hubTables.ts';

/** The tables that say which files the hub has and who may have them, and by which two sides compare what they have. */
export async function makeBlobTables({ schema }: Kysely<HubTables>): Promise<void> {
  await schema
    .createTable('digest')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('bucket', 'integer', (column) => column.notNull())
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .addColumn('sum', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('digest_key', ['scope', 'entity', 'bucket'])
    .execute();
  await schema
    .createTable('blob')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('size', 'bigint', (column) => column.notNull())
    .addColumn('stored_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('blob_ref')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('row_id', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_ref_key', ['sha256', 'entity', 'row_id'])
    .execute();
  await schema.createIndex('blob_ref_row').on('blob_ref').columns(['entity', 'row_id']).execute();
  await schema
    .createTable('blob_sender')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('blob_sender_key', ['sha256', 'device'])
    .execute();
}

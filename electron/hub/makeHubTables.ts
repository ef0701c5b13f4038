import type { Kysely } from 'kysely';
import type { HubTables } from './hubTables.ts';
import { makeBlobTables } from './makeBlobTables.ts';

/** The tables of a new hub, on either engine. */
export async function makeHubTables(db: Kysely<HubTables>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('partition')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('hub', 'text', (column) => column.notNull())
    .addColumn('instance', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('head_seq', 'bigint', (column) => column.notNull())
    .addColumn('head_chain', 'text', (column) => column.notNull())
    .addColumn('durable_seq', 'bigint', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('device')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('last_mid', 'bigint', (column) => column.notNull())
    .addColumn('grant_version', 'bigint', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('seen_seq', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('public_key', 'text')
    .addColumn('asked_at', 'bigint')
    .addColumn('clock_skew_ms', 'bigint')
    .addColumn('app_version', 'text')
    .addColumn('schema_version', 'bigint')
    .addColumn('outbox_depth', 'bigint')
    .addColumn('outbox_oldest_at', 'bigint')
    .addColumn('purged_version', 'bigint')
    .execute();
  await schema.createIndex('device_public_key').on('device').column('public_key').unique().execute();
  await schema
    .createTable('device_grant')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('grant_version', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_grant_key', ['device', 'grant_version'])
    .execute();
  await schema
    .createTable('enrol_code')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('device', 'text')
    .execute();
  await schema
    .createTable('enrol_guess')
    .addColumn('source', 'text', (column) => column.primaryKey())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addColumn('wrong', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('hub_key')
    .addColumn('n', 'integer', (column) => column.primaryKey())
    .addColumn('certificate', 'text', (column) => column.notNull())
    .addColumn('private_key', 'text', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('log')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('commit_seq', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('row_id', 'text', (column) => column.notNull())
    .addColumn('ver', 'bigint', (column) => column.notNull())
    .addColumn('patch', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('mid', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('chain', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('log_scope').on('log').columns(['scope', 'seq']).execute();
  // All that was said of one row: for compaction, and for erasing it.
  await schema.createIndex('log_row').on('log').columns(['entity', 'row_id', 'seq']).execute();
  await schema.createIndex('log_commit').on('log').columns(['commit_seq', 'seq']).execute();
  await schema
    .createTable('mutation')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('mid', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('args', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('batch', 'text')
    .addColumn('entries', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('seq', 'bigint')
    .addPrimaryKeyConstraint('mutation_key', ['device', 'mid'])
    .execute();
  await schema
    .createTable('staged')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('mid', 'bigint', (column) => column.notNull())
    .addColumn('part_of', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('staged_key', ['device', 'mid'])
    .execute();
  await schema
    .createTable('row')
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('row_id', 'text', (column) => column.notNull())
    .addColumn('student', 'text')
    .addColumn('scope', 'text', (column) => column.notNull())
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('ver', 'bigint', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('row_key', ['entity', 'row_id'])
    .execute();
  await schema.createIndex('row_student').on('row').column('student').execute();
  await schema
    .createTable('student_scope')
    .addColumn('student', 'text', (column) => column.primaryKey())
    .addColumn('word', 'text', (column) => column.notNull())
    .addColumn('scope', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('student_scope_word').on('student_scope').column('word').execute();
  await schema
    .createTable('person_secret')
    .addColumn('person', 'text', (column) => column.primaryKey())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('must_change', 'integer', (column) => column.notNull())
    .addColumn('set_at', 'bigint', (column) => column.notNull())
    .addColumn('ver', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('quarantine')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('mid', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('quarantine_key', ['device', 'mid'])
    .execute();
  await schema
    .createTable('hub_note')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await makeBlobTables(db);
}

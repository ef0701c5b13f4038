import type { Kysely } from 'kysely';
import type { HubTables } from './hubTables.ts';

/** Who was erased, by keys, and which devices have said that nothing is left of them. */
export async function makeErasureTables({ schema }: Kysely<HubTables>): Promise<void> {
  await schema
    .createTable('erasure')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('taken_at', 'bigint', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('done_at', 'bigint')
    .execute();
  await schema
    .createTable('erased_student')
    .addColumn('erasure', 'text', (column) => column.notNull())
    .addColumn('student_key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('erased_student_key', ['erasure', 'student_key'])
    .execute();
  await schema.createIndex('erased_student_of').on('erased_student').column('student_key').execute();
  await schema
    .createTable('erasure_receipt')
    .addColumn('erasure', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('erasure_receipt_key', ['erasure', 'device'])
    .execute();
}

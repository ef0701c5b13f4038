import type { Kysely } from 'kysely';
import { fenceRows } from './fenceRows.ts';
import type { HubTables } from './hubTables.ts';
import { makeBlobPieces } from './makeBlobPieces.ts';
import { makeErasureTables } from './makeErasureTables.ts';
import { makeHubTables } from './makeHubTables.ts';
import { nameStudents } from './nameStudents.ts';

/** One step of the hub's schema, the same on both engines. A step that a released hub has taken is never edited. */
export interface HubMigration {
  version: number;
  up(db: Kysely<HubTables>): Promise<void>;
}

export const HUB_MIGRATIONS: readonly HubMigration[] = [
  { version: 1, up: makeHubTables },
  { version: 2, up: makeErasureTables },
  // The rows of a grant, in the order of an image, without looking at all others.
  { version: 3, up: ({ schema }) => rowsByScope(schema) },
  { version: 4, up: ({ schema }) => ordinals(schema) },
  { version: 5, up: ({ schema }) => schema.alterTable('device').addColumn('report', 'text').execute() },
  { version: 6, up: nameStudents },
  { version: 7, up: makeBlobPieces },
  { version: 8, up: fenceRows },
];

/** Given when a device first asks (deviceOrdinal). */
async function ordinals(schema: Kysely<HubTables>['schema']): Promise<void> {
  await schema.alterTable('device').addColumn('ordinal', 'integer').execute();
  await schema.createIndex('device_ordinal').on('device').column('ordinal').unique().execute();
}

function rowsByScope(schema: Kysely<HubTables>['schema']): Promise<void> {
  return schema.createIndex('row_scope').on('row').columns(['scope', 'entity', 'row_id']).execute();
}

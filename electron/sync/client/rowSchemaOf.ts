import type { ReadDb, WriteDb } from '../../db/database.ts';
import { FIRST_SCHEMA } from '../rules/rowSchema.ts';
import { setState, stateOf } from './syncState.ts';

/** The version of rows that what is done in this store now is made in. */
export function rowSchemaOf(db: ReadDb): number {
  return Number(stateOf(db, 'schema') ?? FIRST_SCHEMA);
}

/**
 * The store is opened by a program of this version: what was done here before keeps the version that it was made in,
 * because its authors saw nothing that came since. To be called before anything is done.
 */
export function moveToSchema(db: WriteDb, schema: number): void {
  const before = rowSchemaOf(db);
  if (before === schema) return;
  db.transaction(() => {
    db.write('UPDATE outbox SET schema = ? WHERE schema IS NULL').run(before);
    setState(db, 'schema', String(schema));
  });
}

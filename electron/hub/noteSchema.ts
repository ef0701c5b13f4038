import { sql } from 'kysely';
import type { HubDb, HubTx } from './hubPorts.ts';

/**
 * Notes which version of rows a device speaks. One that speaks another than before has nothing that is worth going on from:
 * a file for it is to hold everything (exportDown).
 */
export async function noteSchema(db: HubDb | HubTx, device: string, schema: number): Promise<void> {
  await db
    .updateTable('device')
    .set({
      schema_version: schema,
      seen_seq: sql<number>`CASE WHEN schema_version <> ${schema} THEN 0 ELSE seen_seq END`,
    })
    .where('id', '=', device)
    .execute();
}

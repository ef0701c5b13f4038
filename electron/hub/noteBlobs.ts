import type { Entity } from '../changes/change.ts';
import { blobsOf } from '../sync/rules/blobsOf.ts';
import type { HubTx } from './hubPorts.ts';
import type { HubRow } from './hubRow.ts';
import { slices } from './slices.ts';

/** Which rows name which files, in the transaction that writes the rows: who may have a row may have its files. */
export async function noteBlobs(
  tx: HubTx,
  written: readonly { before: HubRow | null; after: HubRow }[],
): Promise<void> {
  const gone: HubRow[] = [];
  const named: { sha256: string; entity: string; row_id: string; scope: string }[] = [];
  for (const { before, after } of written) {
    const old = before ? namesOf(before) : [];
    const now = namesOf(after);
    if (before?.scope === after.scope && old.join() === now.join()) continue;
    if (old.length > 0) gone.push(after);
    for (const sha256 of now)
      named.push({ sha256, entity: after.entity, row_id: after.id, scope: after.scope });
  }
  for (const { entity, id } of gone)
    await tx.deleteFrom('blob_ref').where('entity', '=', entity).where('row_id', '=', id).execute();
  for (const some of slices(named)) await tx.insertInto('blob_ref').values(some).execute();
}

function namesOf({ entity, fields }: HubRow): string[] {
  return fields === null ? [] : blobsOf(entity as Entity, fields);
}

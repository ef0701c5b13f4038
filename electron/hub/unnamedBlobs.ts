import type { HubTx } from './hubPorts.ts';

/** Of the files that the hub has (`blob`): those that no row names. A query, to be narrowed. */
export function unnamedBlobs(tx: HubTx) {
  return tx
    .selectFrom('blob')
    .select('blob.sha256')
    .leftJoin('blob_ref', 'blob_ref.sha256', 'blob.sha256')
    .where('blob_ref.sha256', 'is', null);
}

/** The hub knows nothing of the file any more: whoever names it has to send it. */
export async function forgetBlob(tx: HubTx, sha256: string): Promise<void> {
  await tx.deleteFrom('blob_sender').where('sha256', '=', sha256).execute();
  await tx.deleteFrom('blob').where('sha256', '=', sha256).execute();
}

import type { PurgeReceipt } from '../sync/protocol/purgeReceipt.ts';
import { readNote, writeNote } from './hubNotes.ts';
import type { HubDb, HubPorts, HubTx } from './hubPorts.ts';
import { lockPartition } from './lockPartition.ts';
import { writeInTurn } from './writeInTurn.ts';

/**
 * A device says that nothing is left on it of what a grant took away. Of an older grant than the last one it closes
 * nothing that came since. False: the device is not known, or the grant was never given.
 */
export async function handlePurged(
  db: HubDb,
  ports: Pick<HubPorts, 'now'>,
  receipt: { device: string } & PurgeReceipt,
): Promise<boolean> {
  return writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    const isNew = await close(tx, receipt);
    if (isNew) {
      const { rows, students, files } = receipt.counts;
      const before = (await readNote(tx, 'purges')) ?? {};
      await writeNote(tx, 'purges', {
        ...before,
        [receipt.device]: { at: ports.now(), rows, students, files },
      });
    }
    return isNew;
  });
}

async function close(
  tx: HubTx,
  { device, grantVersion }: { device: string } & PurgeReceipt,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('device')
    .set({ purged_version: grantVersion })
    .where('id', '=', device)
    .where('grant_version', '>=', grantVersion)
    .where((where) =>
      where.or([where('purged_version', 'is', null), where('purged_version', '<', grantVersion)]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

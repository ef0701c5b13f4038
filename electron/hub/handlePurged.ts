import type { PurgeReceipt } from '../sync/protocol/purgeReceipt.ts';
import type { HubDb } from './hubPorts.ts';

/**
 * A device says that nothing is left on it of what a grant took away. Of an older grant than the last one it closes
 * nothing that came since. False: the device is not known, or the grant was never given.
 */
export async function handlePurged(
  db: HubDb,
  { device, grantVersion }: { device: string } & PurgeReceipt,
): Promise<boolean> {
  const { numUpdatedRows } = await db
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

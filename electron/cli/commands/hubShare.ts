import { resolve } from 'node:path';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import { requireFolder } from '../../core/sync/shareAtDesk.ts';
import type { SharedAtHub } from '../../hub/bundles/shareAtHub.ts';
import type { ShareHold } from '../../hub/bundles/shareHold.ts';
import type { OpenHub } from '../../hub/openHub.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import type { CommandContext } from '../commandContext.ts';
import type { HubOptions } from '../hubPlaceOf.ts';
import { withHub } from './hub.ts';

/** One turn of the hub at a shared folder. Errors: FILE_NOT_FOUND (no such folder), HUB_REFUSED (sharing), those of shareAtHub. */
export async function shareOnce(
  context: CommandContext,
  options: HubOptions,
  folder: string,
): Promise<SharedAtHub> {
  // Before the hub is opened: a typing error is told at once.
  await requireFolder(resolve(folder));
  const { shareHold } = await import('../../hub/bundles/shareHold.ts');
  return withHub(context, options, async (hub) => {
    const hold = shareHold(hub);
    try {
      return await shareOnceAt(hub, hold, folder, context.signal);
    } finally {
      hold.release();
    }
  });
}

/** Of a hub that is open. Errors: as above. */
export async function shareOnceAt(
  hub: OpenHub,
  hold: ShareHold,
  folder: string,
  signal: AbortSignal,
): Promise<SharedAtHub> {
  const { bundleHubOf } = await import('../../hub/bundles/bundleHubOf.ts');
  const { shareAtHub } = await import('../../hub/bundles/shareAtHub.ts');
  const root = resolve(folder);
  await requireFolder(root);
  const ends = await bundleHubOf(hub, systemNetPorts);
  return hold.turn(() => shareAtHub(ends, diskFiles, root, { signal }));
}

import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import { requireFolder } from '../../core/sync/shareAtDesk.ts';
import type { SharedAtHub } from '../../hub/bundles/shareAtHub.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import type { CommandContext } from '../commandContext.ts';
import type { HubOptions } from '../hubPlaceOf.ts';
import { withHub } from './hub.ts';

const EVERY_MS = 60_000;

/** One turn of the hub at a shared folder. Errors: FILE_NOT_FOUND (no such folder), those of shareAtHub. */
export async function shareOnce(
  context: CommandContext,
  options: HubOptions,
  folder: string,
  signal: AbortSignal = context.signal,
): Promise<SharedAtHub> {
  const { bundleHubOf } = await import('../../hub/bundles/bundleHubOf.ts');
  const { shareAtHub } = await import('../../hub/bundles/shareAtHub.ts');
  const root = resolve(folder);
  await requireFolder(root);
  return withHub(context, options, async (hub) =>
    shareAtHub(await bundleHubOf(hub, systemNetPorts), diskFiles, root, { signal }),
  );
}

/** A turn every minute as long as a hub is served. What goes wrong is told in the log, and tried again. */
export async function shareWhileServed(
  context: CommandContext,
  options: HubOptions,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await shareOnce(context, options, folder, signal);
    } catch (error) {
      if (signal.aborted) return;
      context.log.error('share-failed', error);
    }
    // It ends as soon as the hub does.
    await wait(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

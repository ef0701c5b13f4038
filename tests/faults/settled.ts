import type { Core } from '../../electron/core/core.ts';

/** Asks until nothing is to be sent or fetched any more. */
export async function settled(core: Core): Promise<void> {
  const status = await core.client.sync.now();
  if (status.phase !== 'synced' || status.waiting > 0) await settled(core);
}

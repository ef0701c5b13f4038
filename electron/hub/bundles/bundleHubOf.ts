import { folderBlobs } from '../blobFiles.ts';
import type { HubPorts } from '../hubPorts.ts';
import type { OpenHub } from '../openHub.ts';
import { hubBundleKey } from './bundleKey.ts';
import { hubAsks } from './hubAsks.ts';
import type { BundleHub } from './importUp.ts';

/** An open hub as its bundles need it, also beside the one that serves it. Errors: KEY_RING (damaged). */
export async function bundleHubOf(hub: OpenHub, ports: HubPorts): Promise<BundleHub> {
  const { db } = hub;
  return {
    ...{ db, ports, asks: hubAsks(db, ports), signing: await hubBundleKey(hub) },
    // On PostgreSQL a hub keeps no files yet.
    store: hub.engine === 'sqlite' ? folderBlobs(hub.dataDir, hub.unlocked.key) : null,
  };
}

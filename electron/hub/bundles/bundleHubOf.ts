import { blobsOf, uploads } from '../blobFiles.ts';
import type { HubPorts } from '../hubPorts.ts';
import type { OpenHub } from '../openHub.ts';
import { hubBundleKey } from './bundleKey.ts';
import { hubAsks } from './hubAsks.ts';
import type { BundleHub } from './importUp.ts';

/** An open hub as its bundles need it, also beside the one that serves it. Errors: KEY_RING (damaged). */
export async function bundleHubOf(hub: OpenHub, ports: HubPorts): Promise<BundleHub> {
  const { db } = hub;
  const store = { blobs: blobsOf(hub), uploads: uploads() };
  const asks = hubAsks(db, ports, undefined, (sha256) => store.blobs.remove(sha256));
  return { db, ports, asks, store, signing: await hubBundleKey(hub) };
}

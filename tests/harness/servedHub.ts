import { onTestFinished } from 'vitest';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import { filesOf } from '../../electron/hub/blobFiles.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { serveHub } from '../../electron/hub/serveHub.ts';
import { noTrouble } from './hubEngines.ts';
import { strictLog } from './openCore.ts';

/** A hub over real TLS on any free port, as `hub serve` runs it; ended when it is said, or the test is over. */
export async function servedHub(
  place: HubPlace,
): Promise<{ address: string; refreshKey(): Promise<boolean>; end(): Promise<void> }> {
  const hub = await openHub(place, systemNetPorts, noTrouble);
  const files = filesOf(hub, systemNetPorts.now);
  const way = { host: '127.0.0.1', port: 0, log: strictLog };
  const running = await serveHub({ hub, ports: systemNetPorts, files, ...way });
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    await running.close();
    await hub.close();
  };
  onTestFinished(end);
  return { address: `127.0.0.1:${running.port}`, refreshKey: () => running.refreshKey(), end };
}

/** The arguments that say where a hub is. */
export function placeArguments(place: HubPlace): string[] {
  return place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];
}

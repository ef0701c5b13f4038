import { systemNetPorts } from '../core/ports/systemNetPorts.ts';
import { announceHub } from '../sync/net/hubDiscovery.ts';
import { filesOf } from './blobFiles.ts';
import type { HubPlace } from './hubEngine.ts';
import { imagesOf } from './images/imagesOf.ts';
import { hubErrorOf, openHub, type ServedHub } from './openHub.ts';
import { otherProcesses } from './otherProcesses.ts';
import { type ServeHubOptions, serveHub } from './serveHub.ts';

/** How often a hub looks whether another process has rolled its key, and whether a backup is due, ms. */
const LOOK_MS = 60_000;

export interface Serving {
  place: HubPlace;
  host: string;
  port: number;
  log: { error(event: string, error: unknown, data?: Record<string, string>): void };
  /** Ends it. */
  signal: AbortSignal;
  /** Looks after the hub while it is served, about once a minute; not called again before it has ended. */
  look?: (hub: ServedHub) => Promise<void>;
  /** Is told the 12 digits of the key that it shows from now on in the place of the one of before. */
  onKey?: (fingerprint: string) => void;
  /** See ServeHubOptions. */
  onStore?: ServeHubOptions['onStore'];
  /** Goes on beside the answers until its signal. */
  beside?: (hub: ServedHub, signal: AbortSignal) => Promise<void>;
}

/**
 * Serves a hub until the signal. `ready` is told the port as soon as it answers. Errors: those of openHub, and those of the
 * system for a port that can't be had (EADDRINUSE, EACCES).
 */
export async function serveUntil(
  { place, host, port, log, signal, look, onKey, onStore, beside }: Serving,
  ready: (said: { port: number; fingerprint: string; woke: ServedHub['woke'] }) => Promise<void>,
): Promise<void> {
  const hub = await openHub(place, systemNetPorts, (event, error) => log.error(event, error));
  try {
    const served = await serveHub({
      ...{ hub, ports: systemNetPorts, host, port, log, onStore },
      files: filesOf(hub, systemNetPorts.now),
      images: imagesOf(hub, place, systemNetPorts),
      others:
        place.engine === 'postgres'
          ? (heard) =>
              otherProcesses({
                ...{ url: place.url, ports: systemNetPorts, heard },
                trouble: (event, error) => log.error(event, error),
              })
          : null,
    });
    const { hub: name } = await hub.db.selectFrom('partition').select('hub').executeTakeFirstOrThrow();
    const heard = announceHub({ hub: name, port: served.port }, (error) => log.error('hub-announce', error));
    let looking: Promise<void> | null = null;
    const ending = new AbortController();
    let besides: Promise<void> | undefined;
    try {
      await ready({ port: served.port, fingerprint: served.fingerprint(), woke: hub.woke });
      besides = beside?.(hub, AbortSignal.any([signal, ending.signal]));
      while (!signal.aborted) {
        looking ??=
          look?.(hub)
            .catch((error: unknown) => log.error('hub-look-failed', error))
            .finally(() => {
              looking = null;
            }) ?? null;
        await systemNetPorts.delay(LOOK_MS, signal);
        if (signal.aborted) break;
        if (await served.refreshKey()) onKey?.(served.fingerprint());
        // What goes wrong beside the answers is told, and does not end them.
        await served.care(signal).catch((error: unknown) => {
          if (!signal.aborted) log.error('hub-chores', error);
        });
      }
    } finally {
      await heard.close();
      await served.close();
      await looking;
      ending.abort();
      await besides;
    }
  } catch (error) {
    throw hubErrorOf(error);
  } finally {
    await hub.close();
  }
}

/** Whether an error is of the system's, for a port that can't be had. */
export function isPortProblem(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL';
}

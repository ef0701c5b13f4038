import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';

/** What travels has had one shape so far. */
const SCHEMA = { least: 1, most: 1 };
/** How often a hub looks whether another process has rolled its key, ms. */
const LOOK_MS = 60_000;

/** Serves the hub until Ctrl-C. `ready` is told the port as soon as it answers. Errors: those of openHub, USAGE (the port). */
export async function serveHubUntilEnd(
  context: CommandContext,
  options: HubOptions & { port: number; host: string },
  ready: (answer: CommandAnswer) => Promise<void>,
): Promise<void> {
  const { log, signal, words } = context;
  const [{ hubErrorOf, openHub }, { serveHub }, { announceHub }, { folderFiles }, { imagesOf }] =
    await Promise.all([
      import('../../hub/openHub.ts'),
      import('../../hub/serveHub.ts'),
      import('../../sync/net/hubDiscovery.ts'),
      import('../../hub/blobFiles.ts'),
      import('../../hub/images/imagesOf.ts'),
    ]);
  const place = hubPlaceOf(context, options);
  const hub = await openHub(place, systemNetPorts, (event, error) => log.error(event, error));
  try {
    const { host, port } = options;
    // A database that several computers serve has no folder that all of them see: its files are not kept yet.
    const files =
      place.engine === 'postgres'
        ? null
        : folderFiles(hub.db, {
            ...{ dataDir: place.dataDir, key: hub.unlocked.key, now: systemNetPorts.now },
          });
    const served = await serveHub({
      ...{ hub, ports: systemNetPorts, schema: SCHEMA, files, host, port, log },
      images: imagesOf(hub, place, systemNetPorts),
    }).catch((error: unknown) => {
      throw portProblem(error) ? new AppError('USAGE', { detail: words.wrong.port(String(port)) }) : error;
    });
    const { hub: name } = await hub.db.selectFrom('partition').select('hub').executeTakeFirstOrThrow();
    const heard = announceHub({ hub: name, port: served.port }, (error) => log.error('hub-announce', error));
    try {
      const shown = served.fingerprint();
      await ready({
        exitCode: 0,
        json: { port: served.port, fingerprint: shown, woke: hub.woke },
        lines: [words.hub.serving(served.port), words.hub.fingerprint(shown), words.hub.firewall],
        notes: hub.woke === 'moved' ? [words.hub.moved] : [],
      });
      while (!signal.aborted) {
        await systemNetPorts.delay(LOOK_MS, signal);
        if (signal.aborted) break;
        await served.refreshKey();
        // What goes wrong beside the answers is told, and does not end them.
        await served.care(signal).catch((error: unknown) => {
          if (!signal.aborted) log.error('hub-chores', error);
        });
      }
    } finally {
      await heard.close();
      await served.close();
    }
  } catch (error) {
    throw hubErrorOf(error);
  } finally {
    await hub.close();
  }
}

function portProblem(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL';
}

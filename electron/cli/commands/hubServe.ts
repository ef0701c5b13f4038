import { AppError } from '../../../shared/domain/errors.ts';
import type { HubDb } from '../../hub/hubPorts.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';
import { shareWhileServed } from './hubShare.ts';

/** Backups by the plan of the folder, as a hub makes them that is hosted from the window; of a PostgreSQL server the operator has them. */
async function backupsOf({ means, clock, signal }: CommandContext, dataDir: string, planDir: string) {
  const { backUpWhenDue } = await import('../../hub/host/plannedBackup.ts');
  const { passphrase } = means;
  const backing = { dataDir, planDir, passphrase, now: () => clock.now(), signal };
  return async ({ db }: { db: HubDb }) => {
    await backUpWhenDue(db, { ...backing, onProgress: () => undefined });
  };
}

/** Serves the hub until Ctrl-C. `ready` is told the port as soon as it answers. Errors: those of openHub, USAGE (the port). */
export async function serveHubUntilEnd(
  context: CommandContext,
  options: HubOptions & { port: number; host: string; share?: string | undefined },
  ready: (answer: CommandAnswer) => Promise<void>,
): Promise<void> {
  const { log, signal, words } = context;
  const { isPortProblem, serveUntil } = await import('../../hub/serveUntil.ts');
  const { host, port, share } = options;
  const place = hubPlaceOf(context, options);
  const look =
    place.engine === 'sqlite'
      ? await backupsOf(context, place.dataDir, options.isDataGiven ? place.dataDir : context.dataDir)
      : undefined;
  const sharing = new AbortController();
  let shared: Promise<void> | null = null;
  await serveUntil(
    { place, host, port, log, signal, ...(look ? { look } : {}) },
    ({ port: bound, fingerprint, woke }) => {
      if (share !== undefined)
        shared = shareWhileServed(context, options, share, AbortSignal.any([signal, sharing.signal]));
      return ready({
        exitCode: 0,
        json: { port: bound, fingerprint, woke },
        lines: [words.hub.serving(bound), words.hub.fingerprint(fingerprint), words.hub.firewall],
        notes: woke === 'moved' ? [words.hub.moved] : [],
      });
    },
  )
    .catch((error: unknown) => {
      throw isPortProblem(error) ? new AppError('USAGE', { detail: words.wrong.port(String(port)) }) : error;
    })
    .finally(() => {
      sharing.abort();
      return shared;
    });
}

import { AppError } from '../../../shared/domain/errors.ts';
import { systemNetPorts } from '../../core/ports/systemNetPorts.ts';
import type { HubDb } from '../../hub/hubPorts.ts';
import type { OpenHub } from '../../hub/openHub.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';
import { shareOnceAt } from './hubShare.ts';

/** Backups by the plan of the folder, as a hub makes them that is hosted from the window; of a PostgreSQL server the operator has them. */
async function backupsOf({ means, clock, signal }: CommandContext, dataDir: string, planDir: string) {
  const { backUpWhenDue } = await import('../../hub/host/plannedBackup.ts');
  const { passphrase } = means;
  const backing = { dataDir, planDir, passphrase, now: () => clock.now(), signal };
  return async ({ db }: { db: HubDb }) => {
    await backUpWhenDue(db, { ...backing, onProgress: () => undefined });
  };
}

/** A turn at the folder every minute as long as a hub is served. What goes wrong is told in the log, and tried again. */
async function sharingOf({ log }: CommandContext, folder: string) {
  const { ShareTurns } = await import('../../hub/bundles/ShareTurns.ts');
  const { shareHold } = await import('../../hub/bundles/shareHold.ts');
  const turns = new ShareTurns(systemNetPorts);
  return async (hub: OpenHub, signal: AbortSignal) => {
    const hold = shareHold(hub);
    const turn = async () => {
      await shareOnceAt(hub, hold, folder, signal);
    };
    await turns.run(turn, signal, (error) => log.error('share-failed', error)).finally(() => hold.release());
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
  const beside = share === undefined ? undefined : await sharingOf(context, share);
  await serveUntil(
    { place, host, port, log, signal, ...(look ? { look } : {}), ...(beside ? { beside } : {}) },
    ({ port: bound, fingerprint, woke }) =>
      ready({
        exitCode: 0,
        json: { port: bound, fingerprint, woke },
        lines: [words.hub.serving(bound), words.hub.fingerprint(fingerprint), words.hub.firewall],
        notes: woke === 'moved' ? [words.hub.moved] : [],
      }),
  ).catch((error: unknown) => {
    throw isPortProblem(error) ? new AppError('USAGE', { detail: words.wrong.port(String(port)) }) : error;
  });
}

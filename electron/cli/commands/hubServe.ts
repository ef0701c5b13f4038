import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { type HubOptions, hubPlaceOf } from '../hubPlaceOf.ts';

/** Serves the hub until Ctrl-C. `ready` is told the port as soon as it answers. Errors: those of openHub, USAGE (the port). */
export async function serveHubUntilEnd(
  context: CommandContext,
  options: HubOptions & { port: number; host: string },
  ready: (answer: CommandAnswer) => Promise<void>,
): Promise<void> {
  const { log, signal, words } = context;
  const { isPortProblem, serveUntil } = await import('../../hub/serveUntil.ts');
  const { host, port } = options;
  const place = hubPlaceOf(context, options);
  await serveUntil({ place, host, port, log, signal }, ({ port: bound, fingerprint, woke }) =>
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

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../shared/domain/errors.ts';
import type { Core } from '../../core/core.ts';
import type { WebHost } from '../../web/serveWeb.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';

/** Serves the window in a browser until Ctrl-C. `ready` is told the address as soon as it answers. */
export async function serve(
  context: CommandContext,
  { port }: { port: number },
  ready: (answer: CommandAnswer) => Promise<void>,
): Promise<void> {
  const { words, log, signal } = context;
  const rendererDir = await findRenderer();
  let host: WebHost | null = null;
  let isAgain: boolean;
  /** Who is waiting for the next core, after a restore. */
  let next: PromiseWithResolvers<Core> | null = null;
  try {
    do {
      isAgain = false;
      const over = Promise.withResolvers<void>();
      const reopen = () => {
        isAgain = true;
        over.resolve();
      };
      await withStore(
        context,
        async (core) => {
          if (host === null) {
            host = await startHost(context, { core, port, rendererDir });
            await ready({
              exitCode: 0,
              json: { url: host.url, port: host.port },
              lines: [words.serving, host.url],
            });
          } else next?.resolve(core);
          signal.addEventListener('abort', () => over.resolve(), { once: true });
          if (!signal.aborted) await over.promise;
          // Nobody is answered any more when the core closes.
          if (!isAgain) await host.close();
          if (!isAgain) return;
          // Whoever asks from now on waits for the next core.
          next = Promise.withResolvers<Core>();
          host.replaceCore(next.promise).catch((error: unknown) => log.error('core-not-replaced', error));
        },
        { make: true, sendsMail: true, warms: true, backsUp: 'by-plan', signsIn: false, onReopen: reopen },
      );
    } while (isAgain);
  } catch (error) {
    await (host as WebHost | null)?.close();
    throw error;
  }
}

async function startHost(
  { words, log }: CommandContext,
  options: { core: Core; port: number; rendererDir: string },
): Promise<WebHost> {
  const { serveWeb } = await import('../../web/serveWeb.ts');
  return serveWeb({ ...options, log }).catch((error: unknown) => {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new AppError('USAGE', { detail: words.wrong.port(String(options.port)) }, { cause: error });
  });
}

/** The built page: beside the built program, or, in a checkout, built now if anything of it has changed. */
async function findRenderer(): Promise<string> {
  const beside = join(import.meta.dirname, '..', 'renderer');
  if (existsSync(join(beside, 'index.html'))) return beside;
  const root = join(import.meta.dirname, '..', '..', '..');
  const script = pathToFileURL(join(root, 'scripts', 'buildRenderer.ts')).href;
  const { buildRenderer, RENDERER_DIR } = (await import(script)) as {
    buildRenderer(): Promise<boolean>;
    RENDERER_DIR: string;
  };
  await buildRenderer();
  return RENDERER_DIR;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../shared/domain/errors.ts';
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
  await withStore(
    context,
    async (core) => {
      const { serveWeb } = await import('../../web/serveWeb.ts');
      const host = await serveWeb({ core, port, rendererDir, log }).catch((error: unknown) => {
        const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
        if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
        throw new AppError('USAGE', { detail: words.wrong.port(String(port)) }, { cause: error });
      });
      try {
        await ready({
          exitCode: 0,
          json: { url: host.url, port: host.port },
          lines: [words.serving, host.url],
        });
        if (!signal.aborted) {
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        }
      } finally {
        await host.close();
      }
    },
    { make: true, sendsMail: true, warms: true, signsIn: false },
  );
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

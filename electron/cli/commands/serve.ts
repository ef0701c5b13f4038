import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../shared/domain/errors.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { actorName } from '../openStore.ts';

/**
 * Serves the window in a browser until Ctrl-C. `ready` is told the address as soon as it answers; a store that can't be
 * opened is told there and on the page, which also says what can be done.
 */
export async function serve(
  context: CommandContext,
  { port }: { port: number },
  ready: (answer: CommandAnswer) => Promise<void>,
): Promise<void> {
  const { dataDir, means, clock, ids, log, signal, words, text, progress } = context;
  const [{ serveStore }, rendererDir] = await Promise.all([
    import('../../web/serveStore.ts'),
    findRenderer(),
  ]);
  await serveStore({
    ...{ dataDir, means, clock, ids, log, actor: actorName(), port, rendererDir, signal },
    onProgress: progress,
    async onReady({ url, port: bound }, trouble) {
      const said = trouble && text.sayError(trouble);
      await ready({
        exitCode: 0,
        json: { url, port: bound, ...(trouble && said ? { error: { code: trouble.code, ...said } } : {}) },
        lines: [words.serving, url],
        notes: said ? [said.message, said.hint] : [],
      });
    },
  }).catch((error: unknown) => {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new AppError('USAGE', { detail: words.wrong.port(String(port)) }, { cause: error });
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

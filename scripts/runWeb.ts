import { userInfo } from 'node:os';
import open from 'open';
import { hostMeans } from '../electron/core/encryption/hostMeans.ts';
import { defaultDataDir } from '../electron/core/ports/defaultDataDir.ts';
import { fileLog } from '../electron/core/ports/fileLog.ts';
import { systemClock } from '../electron/core/ports/systemClock.ts';
import { uuidIds } from '../electron/core/ports/uuidIds.ts';
import { serveStore } from '../electron/web/serveStore.ts';
import type { StartTrouble } from '../shared/contract/start.ts';
import { AppError, exitCodeOf } from '../shared/domain/errors.ts';
import { createText, LANGUAGES } from '../shared/text/createText.ts';
import { buildRenderer, RENDERER_DIR } from './buildRenderer.ts';
import { hasDisplay } from './hasDisplay.ts';

/** Serves the program on loopback until Ctrl-C. Resolves with the exit code. */
export async function runWeb(): Promise<number> {
  const port = readPort(process.env.XUEJI_PORT);
  if (port === null) return refuse('XUEJI_PORT: 0–65535', 2);
  await buildRenderer();

  const dataDir = defaultDataDir();
  const log = fileLog({ dataDir, name: 'web', clock: systemClock });
  const stopped = new AbortController();
  const stop = () => {
    // A second Ctrl-C does not wait.
    process.once('SIGINT', () => process.exit(130));
    stopped.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await serveStore({
      ...{ dataDir, log, port, clock: systemClock, ids: uuidIds, actor: userInfo().username },
      ...{ rendererDir: RENDERER_DIR, signal: stopped.signal, onProgress: () => undefined },
      means: hostMeans(process.env.XUEJI_PASSPHRASE || null),
      async onReady({ url }, trouble) {
        if (trouble !== null) process.stderr.write(`${said(trouble).join('\n')}\n`);
        process.stdout.write(`${url}\n`);
        if (hasDisplay(process.platform, process.env) && !process.env.CI) await openBrowser(url);
      },
    });
  } catch (error) {
    if (error instanceof AppError) return refuse(said(error).join('\n'), exitCodeOf(error));
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return refuse(`端口 ${port} 不可用 · port ${port} is not available`, 2);
  }
  return 0;
}

function said(trouble: StartTrouble): string[] {
  return LANGUAGES.map((language) => {
    const { message, hint } = createText(language).sayError(trouble);
    return `${message} ${hint}`;
  });
}

/** The address is printed anyhow: a browser that cannot be found is nothing to stop for. */
async function openBrowser(url: string): Promise<void> {
  try {
    const browser = await open(url);
    browser.once('error', () => undefined);
  } catch {
    return;
  }
}

function readPort(text: string | undefined): number | null {
  if (!text) return 0;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65535 ? port : null;
}

function refuse(message: string, code: number): number {
  process.stderr.write(`${message}\n`);
  return code;
}

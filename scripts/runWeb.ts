import { userInfo } from 'node:os';
import open from 'open';
import type { Core } from '../electron/core/core.ts';
import { createCore } from '../electron/core/createCore.ts';
import { hostMeans } from '../electron/core/encryption/hostMeans.ts';
import { readyStore } from '../electron/core/encryption/readyStore.ts';
import { defaultDataDir } from '../electron/core/ports/defaultDataDir.ts';
import { fileLog } from '../electron/core/ports/fileLog.ts';
import { systemClock } from '../electron/core/ports/systemClock.ts';
import { uuidIds } from '../electron/core/ports/uuidIds.ts';
import { serveWeb } from '../electron/web/serveWeb.ts';
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
  let core: Core;
  try {
    const { key } = await readyStore(dataDir, hostMeans(process.env.XUEJI_PASSPHRASE || null), {
      clock: systemClock,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    core = await createCore({
      dataDir,
      key,
      clock: systemClock,
      ids: uuidIds,
      log,
      actor: userInfo().username,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const said = LANGUAGES.map((language) => createText(language).sayError(error));
    return refuse(
      [...said.map(({ message, hint }) => `${message} ${hint}`), dataDir].join('\n'),
      exitCodeOf(error),
    );
  }

  let host: Awaited<ReturnType<typeof serveWeb>>;
  try {
    host = await serveWeb({ core, port, rendererDir: RENDERER_DIR, log });
  } catch (error) {
    await core.close();
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return refuse(`端口 ${port} 不可用 · port ${port} is not available`, 2);
  }

  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      // A second Ctrl-C does not wait.
      process.once('SIGINT', () => process.exit(130));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  process.stdout.write(`${host.url}\n`);
  if (hasDisplay(process.platform, process.env) && !process.env.CI) await openBrowser(host.url);

  await stopped;
  await host.close();
  await core.close();
  return 0;
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

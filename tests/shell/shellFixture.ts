import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { buildForShell } from './buildForShell.ts';
import { createElectronDouble, type DoubleOptions } from './electronDouble/electronDouble.ts';
import { launchShell } from './electronDouble/launchShell.ts';
import type { WindowDouble } from './electronDouble/windowDouble.ts';

// Inside the project, so that the built files find its packages.
const FOLDER = join(import.meta.dirname, '../../dist/shell-test');
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

type StartOptions = Omit<DoubleOptions, 'browser'> & { dataDir?: string };

/** Real processes on a busy machine take their time. */
export const soon = <T>(see: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(see, { timeout: 30_000, interval: 20 });

/** For one test file: a browser and the built files, made once; `name` keeps two files' builds apart. */
export function shellFixture(name: string, build: (folder: string) => Promise<string> = buildForShell) {
  let browser: Browser;
  let builtDir: string;

  beforeAll(async () => {
    [browser, builtDir] = await Promise.all([
      chromium.launch({
        ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      }),
      build(join(FOLDER, name)),
    ]);
  }, 120_000);
  afterAll(() => browser?.close());

  /** Starts the program. */
  const start = async (options: StartOptions = {}) => {
    const dataDir = options.dataDir ?? temporaryFolder();
    mkdirSync(join(dataDir, 'photos'), { recursive: true });
    mkdirSync(join(dataDir, 'downloads'), { recursive: true });
    const double = await createElectronDouble({ browser, ...options });
    onTestFinished(() => double.close());
    vi.stubEnv('XUEJI_DATA', dataDir);
    await launchShell(double, builtDir);
    vi.unstubAllEnvs();
    return { ...double, dataDir };
  };

  /** Starts the program and waits for its window. */
  const openDesk = async (options: StartOptions = {}) => {
    const shell = await start(options);
    const window = await soon(() => {
      const [opened] = shell.windows;
      expect(opened?.visible).toBe(true);
      return opened as WindowDouble;
    });
    return { ...shell, window, page: window.webContents.page as Page };
  };
  return { start, openDesk };
}

/** Asks the core which process answers. */
export function versionOf(page: Page): Promise<string> {
  return page.evaluate(async () => (await desk.core.admin.status()).version);
}

/** All that the program has written to its logs. */
export function logged(dataDir: string): string {
  return readdirSync(join(dataDir, 'logs'))
    .map((file) => readFileSync(join(dataDir, 'logs', file), 'utf8'))
    .join('');
}

import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
// Keys of stores that tests make: never in the real account's folder.
process.env.XUEJI_KEYS ??= mkdtempSync(join(tmpdir(), 'xueji-keys-'));

/** The window in a real browser, served by the real program: `npm test browser`, or `playwright test` for one spec. */
export default defineConfig({
  testDir: 'tests/browser',
  globalSetup: './tests/browser/buildPage.ts',
  // Each desk is three busy processes: more of them at once only make each other slow.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    headless: true,
    viewport: { width: 1280, height: 720 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    // The program heeds it: a menu that is still growing has what is clicked somewhere else a moment later.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    launchOptions: {
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
    },
  },
});

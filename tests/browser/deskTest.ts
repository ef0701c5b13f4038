import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';
import { runProgram, serveDesk } from './runProgram.ts';

/** What a test's store holds when its desk opens. */
export type StoreKind = 'nothing' | 'school' | 'demo';

/** Few enough to be made quickly, enough for several pages of the table. */
export const DEMO_STUDENTS = 120;

interface Options {
  store: StoreKind;
  /** Complaints of the browser that the test itself provokes. */
  expectedComplaints: RegExp | null;
}

interface Fixtures {
  /** An empty folder that is gone when the test is over. */
  folder: string;
  /** The window, opened at the address that the program printed. */
  desk: Page;
  /** Errors in the console, uncaught ones, and everything that the page's policy forbade: none is allowed. */
  complaints: string[];
}

interface WorkerFixtures {
  preparedStores: (kind: 'school' | 'demo') => Promise<string>;
}

/** `test` with a real desk: the program serves a fresh data folder, and the browser must have nothing to complain of. */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  store: ['nothing', { option: true }],
  expectedComplaints: [null, { option: true }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'xueji-browser-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  preparedStores: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'xueji-browser-stores-'));
      const made = new Map<string, Promise<string>>();
      await use((kind) => {
        const known = made.get(kind);
        if (known) return known;
        const store = join(folder, kind);
        const args =
          kind === 'demo'
            ? ['demo', '--students', String(DEMO_STUDENTS)]
            : ['init', '--school-code', '10000', '--school-name', '示例大学'];
        const making = runProgram(args, store).then(() => store);
        made.set(kind, making);
        return making;
      });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  complaints: async ({ context, expectedComplaints }, use) => {
    const complaints: string[] = [];
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        reportError(
          new Error(
            `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
          ),
        );
      });
    });
    context.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(String(error.error())));
    await use(complaints);
    const unexpected = complaints.filter((text) => !expectedComplaints?.test(text));
    expect(unexpected, 'what the browser complained of').toEqual([]);
  },

  desk: async ({ page, folder, store, preparedStores, complaints }, use) => {
    void complaints;
    const dataDir = join(folder, 'data');
    if (store !== 'nothing') cpSync(await preparedStores(store), dataDir, { recursive: true });
    const served = await serveDesk(dataDir);
    try {
      await page.goto(served.url);
      await use(page);
      // The page goes first: a window whose program has ended complains, and rightly.
      await page.context().close();
    } finally {
      await served.stop();
    }
  },
});

export { expect };

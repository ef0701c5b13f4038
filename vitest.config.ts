import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Keys of stores that tests make: never in the real account's folder.
const keys = mkdtempSync(join(tmpdir(), 'xueji-keys-'));
process.on('exit', () => rmSync(keys, { recursive: true, force: true }));

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The browser tests are Playwright's.
    exclude: ['tests/browser/**'],
    env: { XUEJI_KEYS: keys },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

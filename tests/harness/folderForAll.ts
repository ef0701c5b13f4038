import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** An empty folder for all tests of a file or a `describe` (called while they are gathered); gone after the last. */
export function folderForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xueji-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

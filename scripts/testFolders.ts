import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether any of these folders below tests/ has a file of tests; asking a runner for none would be an error. */
export async function hasSpecs(folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const root = join(import.meta.dirname, '..', 'tests', folder);
    const names = await readdir(root, { recursive: true }).catch(() => []);
    if (names.some((name) => /\.(test|spec)\.ts$/.test(name))) return true;
  }
  return false;
}

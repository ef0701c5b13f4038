import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_FILE } from '../security/storeFile.ts';

/** Whether a data folder holds a store already. */
export function hasStore(dataDir: string): boolean {
  return existsSync(join(dataDir, STORE_FILE));
}

import { join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** Where this account's key files are: its configuration folder; `XUEJI_KEYS` takes its place. Absolute. */
export function accountKeyFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.XUEJI_KEYS?.trim();
  return chosen ? resolve(chosen) : join(envPaths('XuejiDesk', { suffix: '' }).config, 'keys');
}

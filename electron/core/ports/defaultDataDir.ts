import { resolve } from 'node:path';
import envPaths from 'env-paths';

/** ASCII, whatever the language: native parts and installers stumble over other names. */
const FOLDER_NAME = 'XuejiDesk';

/** The per-user data folder of this platform; `XUEJI_DATA` takes its place. Absolute. */
export function defaultDataDir(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.XUEJI_DATA?.trim();
  return chosen ? resolve(chosen) : envPaths(FOLDER_NAME, { suffix: '' }).data;
}

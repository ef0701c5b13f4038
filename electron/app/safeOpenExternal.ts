import { shell } from 'electron';
import { isSafeExternalUrl } from './isSafeExternalUrl.ts';

/** The only door to the system's browser. Does nothing, and says so, for any other URL. */
export async function safeOpenExternal(url: unknown): Promise<boolean> {
  if (!isSafeExternalUrl(url)) return false;
  await shell.openExternal(url);
  return true;
}

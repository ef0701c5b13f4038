import { isAppUrl } from './appUrl.ts';

/** The one-time token of an address with which the desk's page opens the counter's window; null: another address. */
export function counterToken(url: string): string | null {
  if (!isAppUrl(url)) return null;
  const { pathname, searchParams } = new URL(url);
  return pathname === '/counter' ? searchParams.get('token') : null;
}

import { isAppUrl } from './appUrl.ts';

/**
 * Whether a frame may go to a URL: only the main frame, and only back to the program's own page (a reload). A file of
 * the same origin, an upload or a download is not a page.
 */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  if (!isMainFrame || !isAppUrl(url)) return false;
  const { pathname, search } = new URL(url);
  return search === '' && /^[^.]*$/.test(pathname) && !/^\/(upload|download|rpc|photo)(\/|$)/.test(pathname);
}

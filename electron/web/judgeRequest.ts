/** What the guard looks at; header values as they came. */
export interface GuardedRequest {
  method: string;
  /** Path without the query. */
  path: string;
  host: string | undefined;
  origin: string | undefined;
  secFetchSite: string | undefined;
  secFetchMode: string | undefined;
  secFetchDest: string | undefined;
  /** Whether the request carries the cookie of a session that this process opened. */
  hasSession: boolean;
  /** Whether it carries `?token=`. */
  hasToken: boolean;
}

export type Judgement =
  | { verdict: 'allow' }
  /** The address that was printed was opened: exchange its token for a session. */
  | { verdict: 'exchange' }
  /** The address of the counter's window was opened on the desk's port: it has a port of its own. */
  | { verdict: 'counter' }
  | { verdict: 'refuse'; status: 400 | 401 | 403 | 421 };

/**
 * Who may ask. The host listens on loopback, but every page that a browser on this computer opens can send requests
 * there, under any name that its owner lets point to 127.0.0.1, and so can every other program's page on another port.
 */
export function judgeRequest(request: GuardedRequest, port: number): Judgement {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!request.host || !hosts.includes(request.host)) return refuse(421);
  if (!request.path.startsWith('/') || request.path.startsWith('//')) return refuse(400);
  if (request.origin !== undefined && request.origin !== `http://${request.host}`) return refuse(403);

  const reads = request.method === 'GET' || request.method === 'HEAD';
  const site = request.secFetchSite;
  if (site !== undefined && site !== 'same-origin') {
    // "none" is a person typing an address. From elsewhere only a whole-window navigation, which reads and shows.
    const navigates = request.secFetchMode === 'navigate' && request.secFetchDest === 'document';
    if (!reads || !(site === 'none' || navigates)) return refuse(403);
  }
  if (!reads && request.origin === undefined && site !== 'same-origin') return refuse(403);

  if (request.method === 'GET' && request.path === '/counter' && request.hasToken)
    return { verdict: 'counter' };
  if (request.hasSession) return { verdict: 'allow' };
  if (request.method === 'GET' && request.path === '/' && request.hasToken) return { verdict: 'exchange' };
  return refuse(401);
}

function refuse(status: 400 | 401 | 403 | 421): Judgement {
  return { verdict: 'refuse', status };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../core/core.ts';
import { plainResponse, refusal, SAFE_HEADERS } from '../core/host/plainResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { Sessions } from './createSessions.ts';
import { type GuardedRequest, judgeRequest } from './judgeRequest.ts';
import { sendResponse, toRequest } from './nodeRequest.ts';

const LOOPBACK = '127.0.0.1';

export interface GuardedOptions<Guard extends Sessions> {
  /** 0: any that is free. */
  port: number;
  log: Log;
  sessions(port: number): Guard;
  /** Only for those who have a session; `session` is its secret. */
  answer(request: Request, session: string): Promise<Response>;
  /** Where the counter's window is served to whoever comes with a token for it; absent: nowhere. */
  readonly counterPort?: number | undefined;
  /** What a person is told whose address is not good (any more). */
  refused: string;
}

export interface GuardedServer<Guard extends Sessions> {
  port: number;
  sessions: Guard;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that answers nobody but the one browser that came with the right token. */
export async function serveGuarded<Guard extends Sessions>(
  options: GuardedOptions<Guard>,
): Promise<GuardedServer<Guard>> {
  const { log } = options;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      const session = sessions.sessionOf(incoming.headers.cookie);
      const guarded = guardedRequest(incoming, session !== null);
      const judgement = judgeRequest(guarded, port);
      const withBody = incoming.method !== 'HEAD';
      if (judgement.verdict === 'allow' && session !== null) {
        const request = toRequest(incoming, outgoing, `http://${guarded.host}`);
        return await sendResponse(outgoing, await options.answer(request, session), withBody);
      }
      await sendResponse(outgoing, withoutSession(judgement, incoming), withBody);
    } catch (error) {
      const incident = uuidIds.next();
      log.error('request-failed', error, { incident });
      if (outgoing.headersSent) outgoing.destroy();
      else await sendResponse(outgoing, refusal(500, 'INTERNAL', { incident }), true);
    }
  };

  const withoutSession = (
    judgement: ReturnType<typeof judgeRequest>,
    incoming: IncomingMessage,
  ): Response => {
    const token = new URLSearchParams((incoming.url ?? '').split('?', 2)[1]).get('token') ?? '';
    if (judgement.verdict === 'counter' && options.counterPort !== undefined) {
      const { hostname } = new URL(`http://${incoming.headers.host}`);
      const query = new URLSearchParams({ token });
      return plainResponse(303, null, { location: `http://${hostname}:${options.counterPort}/?${query}` });
    }
    if (judgement.verdict === 'exchange') {
      const cookie = sessions.exchange(token);
      // The token leaves the address bar, so that it is not in what a person copies from there.
      if (cookie !== null) return plainResponse(303, null, { location: '/', 'set-cookie': cookie });
    }
    return plainResponse(judgement.verdict === 'refuse' ? judgement.status : 401, options.refused, {
      'content-type': 'text/plain; charset=utf-8',
      connection: 'close',
    });
  };

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  // A large archive over a slow disk takes longer than the five minutes that node allows by itself.
  server.requestTimeout = 0;
  const port = await listen(server, options.port);
  const sessions = options.sessions(port);
  return {
    port,
    sessions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}

function guardedRequest(incoming: IncomingMessage, hasSession: boolean): GuardedRequest {
  const { headers } = incoming;
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2);
  return {
    method: incoming.method ?? '',
    path,
    host: headers.host,
    origin: headers.origin,
    secFetchSite: header(headers['sec-fetch-site']),
    secFetchMode: header(headers['sec-fetch-mode']),
    secFetchDest: header(headers['sec-fetch-dest']),
    hasSession,
    hasToken: new URLSearchParams(query).has('token'),
  };
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The answer of the contract's handler with the headers that all answers have. */
export function withSafeHeaders(response: Response, more: Record<string, string> = {}): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries({ ...SAFE_HEADERS, ...more })) headers.set(name, value);
  headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch';
import type { Core, Log } from '../core/core.ts';
import { answerRequest } from '../core/host/answerRequest.ts';
import { createUploads, MAX_UPLOAD_BYTES } from '../core/host/createUploads.ts';
import { photoResponse } from '../core/host/photoResponse.ts';
import { plainResponse, refusal, SAFE_HEADERS } from '../core/host/plainResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import { createSessions, type Sessions } from './createSessions.ts';
import { type GuardedRequest, judgeRequest } from './judgeRequest.ts';
import { sendResponse, toRequest } from './nodeRequest.ts';

const LOOPBACK = '127.0.0.1';
/** The largest question that a window may ask, in bytes; files go by /upload. */
const MAX_RPC_BYTES = 16 * 1024 * 1024;

export interface ServeWebOptions {
  core: Core;
  /** 0: any that is free. */
  port: number;
  /** Absolute path of the built page. */
  rendererDir: string;
  log: Log;
  maxUploadBytes?: number;
}

export interface WebHost {
  /** To be opened once, in one browser: it carries the one-time token. */
  url: string;
  port: number;
  /** Ends every connection; the core stays open. */
  close(): Promise<void>;
}

/** The web host: the core and the built page on 127.0.0.1, for the one browser that opens the printed address. */
export async function serveWeb(options: ServeWebOptions): Promise<WebHost> {
  const { core, log } = options;
  const rpc = new RPCHandler(core.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_RPC_BYTES })],
  });
  const uploads = createUploads(core, options.maxUploadBytes ?? MAX_UPLOAD_BYTES);
  const answerDeps = {
    files: core,
    uploads,
    log,
    ids: uuidIds,
    rendererDir: options.rendererDir,
    photoScheme: null,
  };

  const answer = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    if (path.startsWith('/rpc/')) {
      if (request.method !== 'POST') return refusal(405, 'USAGE');
      const { response } = await rpc.handle(request, { prefix: '/rpc', context: {} });
      return response ? withSafeHeaders(response) : refusal(404, 'NOT_FOUND');
    }
    const photo = /^\/photo\/([^/]+)$/.exec(path)?.[1];
    if (photo !== undefined) {
      if (request.method !== 'GET') return refusal(405, 'USAGE');
      return photoResponse(core, photo, new URL(request.url).searchParams.get('size'));
    }
    return answerRequest(request, answerDeps);
  };

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      const guarded = guardedRequest(incoming, sessions);
      const judgement = judgeRequest(guarded, port);
      const withBody = incoming.method !== 'HEAD';
      if (judgement.verdict === 'allow') {
        const request = toRequest(incoming, outgoing, `http://${guarded.host}`);
        return await sendResponse(outgoing, await answer(request), withBody);
      }
      const response =
        judgement.verdict === 'exchange' ? exchangeToken(incoming, sessions) : refuseAsker(judgement.status);
      await sendResponse(outgoing, response, withBody);
    } catch (error) {
      const incident = uuidIds.next();
      log.error('request-failed', error, { incident });
      if (outgoing.headersSent) outgoing.destroy();
      else await sendResponse(outgoing, refusal(500, 'INTERNAL', { incident }), true);
    }
  };

  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  // A large archive over a slow disk takes longer than the five minutes that node allows by itself.
  server.requestTimeout = 0;
  const port = await listen(server, options.port);
  const sessions = createSessions(port);
  return {
    url: `http://${LOOPBACK}:${port}/?token=${sessions.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        uploads.close();
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

function guardedRequest(incoming: IncomingMessage, sessions: Sessions): GuardedRequest {
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
    hasSession: sessions.has(headers.cookie),
    hasToken: new URLSearchParams(query).has('token'),
  };
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function exchangeToken(incoming: IncomingMessage, sessions: Sessions): Response {
  const query = new URLSearchParams((incoming.url ?? '').split('?', 2)[1]);
  const cookie = sessions.exchange(query.get('token') ?? '');
  if (cookie === null) return refuseAsker(401);
  // The token leaves the address bar, so that it is not in what a person copies from there.
  return plainResponse(303, null, { location: '/', 'set-cookie': cookie });
}

function refuseAsker(status: number): Response {
  return plainResponse(
    status,
    '此地址不可用：请使用程序启动时打印的地址，每次启动只能打开一次。\n' +
      'Not available: use the address printed when the program started; it can be opened once per start.\n',
    { 'content-type': 'text/plain; charset=utf-8', connection: 'close' },
  );
}

function withSafeHeaders(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(SAFE_HEADERS)) headers.set(name, value);
  headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}

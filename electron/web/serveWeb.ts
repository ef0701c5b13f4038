import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch';
import type { Core, Log } from '../core/core.ts';
import { answerRequest } from '../core/host/answerRequest.ts';
import { createUploads, MAX_UPLOAD_BYTES } from '../core/host/createUploads.ts';
import { photoResponse } from '../core/host/photoResponse.ts';
import { refusal } from '../core/host/plainResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { CallContext } from '../core/Session.ts';
import { createSessions } from './createSessions.ts';
import { serveCounter } from './serveCounter.ts';
import { serveGuarded, withSafeHeaders } from './serveGuarded.ts';

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
  /** From now on another core answers, as soon as it is open; the browser stays signed in to the host, not to the core. */
  replaceCore(opening: Promise<Core>): Promise<void>;
  /** Ends every connection; the core stays open. */
  close(): Promise<void>;
}

/**
 * The web host: the core and the built page on 127.0.0.1, for the one browser that opens the printed address; and, on
 * a port of its own, the counter's window.
 */
export async function serveWeb(options: ServeWebOptions): Promise<WebHost> {
  const { log, rendererDir } = options;
  const attach = (core: Core) => {
    // The printed address opens one browser only, and that browser is one session.
    const session = core.openSession();
    const files = { ...session, readShownPhoto: core.readShownPhoto };
    const rpc = new RPCHandler<CallContext>(core.router, {
      plugins: [new BodyLimitPlugin({ maxBodySize: MAX_RPC_BYTES })],
    });
    const uploads = createUploads(session, options.maxUploadBytes ?? MAX_UPLOAD_BYTES);
    const answerDeps = { files, uploads, log, ids: uuidIds, rendererDir, photoScheme: null };
    return { session, rpc, uploads, answerDeps };
  };
  /** While one core makes way for the next, whoever asks waits. */
  let desk = Promise.resolve(attach(options.core));

  const answer = async (request: Request): Promise<Response> => {
    const { session, rpc, answerDeps } = await desk;
    const path = new URL(request.url).pathname;
    if (path.startsWith('/rpc/')) {
      if (request.method !== 'POST') return refusal(405, 'USAGE');
      const { response } = await rpc.handle(request, { prefix: '/rpc', context: session.context });
      return response ? withSafeHeaders(response) : refusal(404, 'NOT_FOUND');
    }
    const photo = /^\/photo\/([^/]+)$/.exec(path)?.[1];
    if (photo !== undefined) {
      if (request.method !== 'GET') return refusal(405, 'USAGE');
      return photoResponse(session, photo, new URL(request.url).searchParams.get('size'));
    }
    return answerRequest(request, answerDeps);
  };

  let counter = await serveCounter({ core: options.core, rendererDir, log });
  const server = await serveGuarded({
    port: options.port,
    log,
    sessions: createSessions,
    answer,
    get counterPort() {
      return counter.port;
    },
    refused:
      '此地址不可用：请使用程序启动时打印的地址，每次启动只能打开一次。\n' +
      'Not available: use the address printed when the program started; it can be opened once per start.\n',
  }).catch(async (error: unknown) => {
    await counter.close();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${server.port}/?token=${server.sessions.token}`,
    port: server.port,
    async replaceCore(opening) {
      (await desk).uploads.close();
      desk = opening.then(attach);
      await counter.close();
      counter = await serveCounter({ core: await opening, rendererDir, log });
    },
    async close() {
      (await desk).uploads.close();
      await Promise.all([server.close(), counter.close()]);
    },
  };
}

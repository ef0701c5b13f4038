import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch';
import type { Log } from '../core/core.ts';
import { type AnswerDeps, answerRequest } from '../core/host/answerRequest.ts';
import { createUploads, MAX_UPLOAD_BYTES } from '../core/host/createUploads.ts';
import { photoResponse } from '../core/host/photoResponse.ts';
import { refusal } from '../core/host/plainResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import type { CallContext } from '../core/Session.ts';
import { type Face, isStart } from '../core/start/StoreDoor.ts';
import { createSessions, type Sessions } from './createSessions.ts';
import { serveCounter } from './serveCounter.ts';
import { type GuardedServer, serveGuarded, withSafeHeaders } from './serveGuarded.ts';

/** The largest question that a window may ask, in bytes; files go by /upload. */
const MAX_RPC_BYTES = 16 * 1024 * 1024;

/** On every answer of the start page: a desk that is still on a window learns that it is to be loaded anew. */
const AT_START = { 'x-xueji-start': '1' };

export interface ServeWebOptions {
  face: Face;
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
  /** From now on another face answers, as soon as it is there; the browser stays signed in to the host, not to the core. */
  show(opening: Promise<Face>): Promise<void>;
  /** Ends every connection; the core stays open. */
  close(): Promise<void>;
}

interface Attached {
  rpc: RPCHandler<object>;
  context: object;
  answerDeps: AnswerDeps;
  counter: GuardedServer<Sessions> | null;
  headers: Record<string, string>;
}

/**
 * The web host: the core (or, as long as no store is open, the start page) and the built page on 127.0.0.1, for the one browser that opens the printed address; and, on
 * a port of its own, the counter's window.
 */
export async function serveWeb(options: ServeWebOptions): Promise<WebHost> {
  const { log, rendererDir } = options;
  const rpcPlugins = { plugins: [new BodyLimitPlugin({ maxBodySize: MAX_RPC_BYTES })] };
  const maxBytes = options.maxUploadBytes ?? MAX_UPLOAD_BYTES;
  const attach = async (face: Face): Promise<Attached> => {
    const deps = { log, ids: uuidIds, rendererDir, photoScheme: null };
    if (isStart(face)) {
      const { files } = face;
      return {
        rpc: new RPCHandler(face.router, rpcPlugins),
        context: {},
        answerDeps: { ...deps, files, uploads: createUploads(files, maxBytes), page: 'start.html' },
        counter: null,
        headers: AT_START,
      };
    }
    // The printed address opens one browser only, and that browser is one session.
    const session = face.openSession();
    const files = { ...session, readShownPhoto: face.readShownPhoto };
    return {
      rpc: new RPCHandler<CallContext>(face.router, rpcPlugins) as RPCHandler<object>,
      context: session.context,
      answerDeps: { ...deps, files, uploads: createUploads(session, maxBytes) },
      counter: await serveCounter({ core: face, rendererDir, log }),
      headers: {},
    };
  };
  /** While one face makes way for the next, whoever asks waits. */
  let shown = attach(options.face);
  /** Of the face that is there now. */
  let current = await shown;

  const answer = async (request: Request): Promise<Response> => {
    const { rpc, context, answerDeps, headers } = await shown;
    const path = new URL(request.url).pathname;
    if (path.startsWith('/rpc/')) {
      if (request.method !== 'POST') return refusal(405, 'USAGE');
      const { response } = await rpc.handle(request, { prefix: '/rpc', context });
      return withSafeHeaders(response ?? refusal(404, 'NOT_FOUND'), headers);
    }
    const photo = /^\/photo\/([^/]+)$/.exec(path)?.[1];
    if (photo !== undefined) {
      if (request.method !== 'GET') return refusal(405, 'USAGE');
      return photoResponse(answerDeps.files, photo, new URL(request.url).searchParams.get('size'));
    }
    return answerRequest(request, answerDeps);
  };

  const server = await serveGuarded({
    port: options.port,
    log,
    sessions: createSessions,
    answer,
    get counterPort() {
      return current.counter?.port;
    },
    refused:
      '此地址不可用：请使用程序启动时打印的地址，每次启动只能打开一次。\n' +
      'Not available: use the address printed when the program started; it can be opened once per start.\n',
  }).catch(async (error: unknown) => {
    await current.counter?.close();
    throw error;
  });
  return {
    url: `http://127.0.0.1:${server.port}/?token=${server.sessions.token}`,
    port: server.port,
    async show(opening) {
      const before = current;
      before.answerDeps.uploads.close();
      shown = Promise.all([opening, before.counter?.close()]).then(([face]) => attach(face));
      current = await shown;
    },
    async close() {
      const { answerDeps, counter } = await shown;
      answerDeps.uploads.close();
      await Promise.all([server.close(), counter?.close()]);
    },
  };
}

import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch';
import type { Core, Log } from '../core/core.ts';
import { shownPhotoResponse } from '../core/host/photoResponse.ts';
import { refusal } from '../core/host/plainResponse.ts';
import { rendererResponse } from '../core/host/rendererResponse.ts';
import { createCounterSessions, type Sessions } from './createSessions.ts';
import { type GuardedServer, serveGuarded, withSafeHeaders } from './serveGuarded.ts';

/** All answers with a signature, the largest question of the counter's window, in bytes. */
const MAX_RPC_BYTES = 1024 * 1024;

/**
 * The counter's window on a port of its own, which is an origin of its own: nothing of the desk is served here,
 * whatever cookies the browser has, and a page of here can ask nothing there.
 */
export function serveCounter({
  core,
  rendererDir,
  log,
}: {
  core: Core;
  rendererDir: string;
  log: Log;
}): Promise<GuardedServer<Sessions>> {
  const rpc = new RPCHandler<{ pass: string }>(core.counter.router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: MAX_RPC_BYTES })],
  });
  return serveGuarded({
    port: 0,
    log,
    sessions: (port) => createCounterSessions(port, core.counter),
    refused:
      '核对窗口已经关闭：请工作人员在“柜台”页重新打开。\n' +
      'This window was closed: ask the clerk to open it again on the page “Counter”.\n',
    async answer(request, pass) {
      const path = new URL(request.url).pathname;
      if (path.startsWith('/rpc/')) {
        if (request.method !== 'POST') return refusal(405, 'USAGE');
        const { response } = await rpc.handle(request, { prefix: '/rpc', context: { pass } });
        return response ? withSafeHeaders(response) : refusal(404, 'NOT_FOUND');
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'USAGE');
      const photo = /^\/photo\/([^/]+)$/.exec(path)?.[1];
      if (photo !== undefined) return shownPhotoResponse(core, photo);
      if (/^\/(upload|download)(\/|$)/.test(path)) return refusal(404, 'NOT_FOUND');
      return rendererResponse(path, { rendererDir, photoScheme: null, page: 'counter.html' });
    },
  });
}

import type { Protocol } from 'electron';
import type { Log } from '../core/core.ts';
import { type AnswerDeps, answerRequest } from '../core/host/answerRequest.ts';
import { createUploads } from '../core/host/createUploads.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import { photoResponse, shownPhotoResponse } from '../core/host/photoResponse.ts';
import { refusal } from '../core/host/plainResponse.ts';
import { rendererResponse } from '../core/host/rendererResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import { isAppUrl } from './appUrl.ts';
import type { FaceName } from './coreMessages.ts';

/** Must be declared before the app is ready. */
export function declareSchemes(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
    { scheme: 'photo', privileges: { standard: true, secure: true, stream: true } },
  ]);
}

export interface PageOptions {
  files: HostFiles;
  rendererDir: string;
  log: Log;
  /** Which page the window gets now. */
  face(): FaceName;
}

/** Answers app://xueji (the page, uploads, downloads) and photo://xueji/<sha256>[?size=thumbnail]. */
export function servePages(protocol: Pick<Protocol, 'handle'>, options: PageOptions): void {
  const { files, rendererDir, log, face } = options;
  const deps: AnswerDeps = {
    files,
    uploads: createUploads(files),
    log,
    ids: uuidIds,
    rendererDir,
    photoScheme: 'photo:',
    get page() {
      return face() === 'desk' ? ('index.html' as const) : ('start.html' as const);
    },
  };
  protocol.handle(
    'app',
    guarded(log, async (request) =>
      isAppUrl(request.url) ? answerRequest(request, deps) : refusal(404, 'NOT_FOUND'),
    ),
  );
  protocol.handle(
    'photo',
    guarded(log, async (request) => {
      const url = new URL(request.url);
      if (url.host !== 'xueji' || request.method !== 'GET') return refusal(404, 'NOT_FOUND');
      return photoResponse(files, url.pathname.slice(1), url.searchParams.get('size'));
    }),
  );
}

/** The same for the counter's window, in its own session: its page, and photos of the student who is on it now. */
export function serveCounterPages(
  protocol: Pick<Protocol, 'handle'>,
  options: Omit<PageOptions, 'face'>,
): void {
  const { files, rendererDir, log } = options;
  protocol.handle(
    'app',
    guarded(log, async (request) => {
      const reads = request.method === 'GET' || request.method === 'HEAD';
      const { pathname } = new URL(request.url);
      if (!isAppUrl(request.url) || !reads || /^\/(upload|download)(\/|$)/.test(pathname)) {
        return refusal(404, 'NOT_FOUND');
      }
      return rendererResponse(pathname, { rendererDir, photoScheme: 'photo:', page: 'counter.html' });
    }),
  );
  protocol.handle(
    'photo',
    guarded(log, async (request) => {
      const url = new URL(request.url);
      if (url.host !== 'xueji' || request.method !== 'GET') return refusal(404, 'NOT_FOUND');
      return shownPhotoResponse(files, url.pathname.slice(1));
    }),
  );
}

function guarded(log: Log, answer: (request: Request) => Promise<Response>) {
  return async (request: Request) => {
    try {
      return await answer(request);
    } catch (error) {
      const incident = uuidIds.next();
      log.error('request-failed', error, { incident });
      return refusal(500, 'INTERNAL', { incident });
    }
  };
}

import type { Protocol } from 'electron';
import type { Log } from '../core/core.ts';
import { type AnswerDeps, answerRequest } from '../core/host/answerRequest.ts';
import { createUploads } from '../core/host/createUploads.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import { photoResponse } from '../core/host/photoResponse.ts';
import { refusal } from '../core/host/plainResponse.ts';
import { uuidIds } from '../core/ports/uuidIds.ts';
import { isAppUrl } from './appUrl.ts';

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
}

/** Answers app://xueji (the page, uploads, downloads) and photo://xueji/<sha256>[?size=thumbnail]. */
export function servePages(protocol: Pick<Protocol, 'handle'>, options: PageOptions): void {
  const { files, rendererDir, log } = options;
  const deps: AnswerDeps = {
    files,
    uploads: createUploads(files),
    log,
    ids: uuidIds,
    rendererDir,
    photoScheme: 'photo:',
  };
  const guarded = (answer: (request: Request) => Promise<Response>) => async (request: Request) => {
    try {
      return await answer(request);
    } catch (error) {
      const incident = uuidIds.next();
      log.error('request-failed', error, { incident });
      return refusal(500, 'INTERNAL', { incident });
    }
  };

  protocol.handle(
    'app',
    guarded(async (request) =>
      isAppUrl(request.url) ? answerRequest(request, deps) : refusal(404, 'NOT_FOUND'),
    ),
  );
  protocol.handle(
    'photo',
    guarded(async (request) => {
      const url = new URL(request.url);
      if (url.host !== 'xueji' || request.method !== 'GET') return refusal(404, 'NOT_FOUND');
      return photoResponse(files, url.pathname.slice(1), url.searchParams.get('size'));
    }),
  );
}

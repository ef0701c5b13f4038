import { downloadResponse } from './downloadResponse.ts';
import type { HostFiles } from './hostFiles.ts';
import { refusal } from './plainResponse.ts';
import { type RendererOptions, rendererResponse } from './rendererResponse.ts';
import { type UploadDeps, uploadResponse } from './uploadResponse.ts';

export interface AnswerDeps extends RendererOptions, UploadDeps {
  files: HostFiles;
}

/**
 * What both windowed hosts answer under the page's own origin: the built page, `/upload` and `/download/<id>`. The
 * caller has already decided that the asker may ask.
 */
export async function answerRequest(request: Request, deps: AnswerDeps): Promise<Response> {
  const url = new URL(request.url);
  if (url.pathname === '/upload') {
    return request.method === 'POST' ? uploadResponse(request, deps) : refusal(405, 'USAGE');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'USAGE');
  const download = /^\/download\/([^/]+)$/.exec(url.pathname)?.[1];
  if (download !== undefined) {
    return downloadResponse(deps.files, download, url.searchParams.get('inline') === '1');
  }
  return rendererResponse(url.pathname, deps);
}

import { AppError, type ErrorCode } from '../../../shared/domain/errors.ts';
import type { Ids, Log } from '../core.ts';
import type { UploadPart, Uploads } from './createUploads.ts';
import { jsonResponse, refusal } from './plainResponse.ts';

const MAX_NAME = 255;
const UPLOAD_ID = /^[0-9a-f-]{36}$/;

export interface UploadDeps {
  uploads: Uploads;
  log: Log;
  ids: Ids;
}

/** `POST /upload?name=&set=[&upload=&offset=&last=]`: `{ "file": … }` when the file is whole, `{}` after other parts. */
export async function uploadResponse(request: Request, deps: UploadDeps): Promise<Response> {
  const part = readPart(new URL(request.url).searchParams, request.body ?? emptyBody());
  if (!part) return refusal(400, 'USAGE');
  try {
    return jsonResponse(200, (await deps.uploads.receive(part)) ?? {});
  } catch (error) {
    if (error instanceof AppError) return refusal(statusOf(error.code), error.code, error.params);
    const incident = deps.ids.next();
    deps.log.error('upload-failed', error, { incident });
    return refusal(500, 'INTERNAL', { incident });
  }
}

function readPart(query: URLSearchParams, body: AsyncIterable<Uint8Array>): UploadPart | null {
  const name = query.get('name') ?? '';
  const set = query.get('set') || null;
  if (!name || name.length > MAX_NAME || /\p{Cc}/u.test(name)) return null;
  if (set && (set.length > MAX_NAME || /\p{Cc}/u.test(set))) return null;
  const upload = query.get('upload');
  if (upload === null) return { name, set, upload, offset: 0, last: true, body };
  const offset = Number(query.get('offset'));
  if (!UPLOAD_ID.test(upload) || !Number.isSafeInteger(offset) || offset < 0) return null;
  return { name, set, upload, offset, last: query.get('last') === '1', body };
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

function statusOf(code: ErrorCode): number {
  if (code === 'FILE_TOO_LARGE') return 413;
  return code === 'INTERNAL' ? 500 : 422;
}

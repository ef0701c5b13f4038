import { ConnectionLost } from './ConnectionLost.ts';
import { UploadRefused } from './UploadRefused.ts';

/**
 * A file goes over in parts of this size, one after the other, each acknowledged when the core has taken it: so no
 * process ever holds a whole file, and progress is that of the core.
 */
const PART_BYTES = 8 * 1024 * 1024;

export interface UploadOptions {
  /** Files of one set (a folder of photos) belong together. */
  set?: string | null;
  /** 0 to 1; called after every part. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Sends a picked or dropped file to the core. Returns the name by which `imports.open` knows it.
 * Throws UploadRefused when the host refuses (too large, no space, session over), ConnectionLost when it cannot be reached.
 */
export async function uploadFile(file: File, options: UploadOptions = {}): Promise<string> {
  const query = new URLSearchParams({ name: file.name });
  if (options.set) query.set('set', options.set);
  if (file.size > PART_BYTES) query.set('upload', crypto.randomUUID());

  for (let offset = 0; ; ) {
    const end = Math.min(offset + PART_BYTES, file.size);
    if (query.has('upload')) {
      query.set('offset', String(offset));
      query.set('last', end === file.size ? '1' : '0');
    }
    const answer = await sendPart(`/upload?${query}`, file.slice(offset, end), options.signal);
    offset = end;
    options.onProgress?.(file.size === 0 ? 1 : offset / file.size);
    if (offset === file.size) return answer;
  }
}

async function sendPart(url: string, body: Blob, signal: AbortSignal | undefined): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/octet-stream' },
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ConnectionLost({ cause: error });
  }
  const answer: unknown = response.headers.get('content-type')?.startsWith('application/json')
    ? await response.json()
    : null;
  if (!response.ok) throw new UploadRefused(response.status, field(answer, 'code') ?? 'INTERNAL');
  return field(answer, 'file') ?? '';
}

function field(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : null;
}

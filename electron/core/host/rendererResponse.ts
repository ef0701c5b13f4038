import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentSecurityPolicy, NO_CONTENT_POLICY, SCRIPT_POLICY } from './contentSecurityPolicy.ts';
import { contentType } from './contentType.ts';
import { plainResponse, refusal } from './plainResponse.ts';
import { resolveInside } from './resolveInside.ts';

const NONCE_MARK = '__CSP_NONCE__';

export interface RendererOptions {
  /** Absolute path of the built page. */
  rendererDir: string;
  photoScheme: string | null;
  /** Which of the built pages this is a host of: the desk's, that of the counter's window, or that of a store that is not open. */
  page?: 'index.html' | 'counter.html' | 'start.html';
}

/** A file of the built page. A path without an extension is a place within the page, and gets the page itself. */
export async function rendererResponse(urlPath: string, options: RendererOptions): Promise<Response> {
  const name = options.page ?? 'index.html';
  const file = resolveInside(options.rendererDir, urlPath === '/' ? `/${name}` : urlPath);
  if (!file) return refusal(404, 'NOT_FOUND');
  const page = join(options.rendererDir, name);
  if (file === page || /^[^.]*$/.test(urlPath)) return pageResponse(page, options.photoScheme);
  const type = contentType(file);
  const bytes = type ? await readIfThere(file) : null;
  if (!type || !bytes) return refusal(404, 'NOT_FOUND');
  return plainResponse(200, new Uint8Array(bytes), {
    'content-type': type,
    'content-security-policy': type.startsWith('text/javascript') ? SCRIPT_POLICY : NO_CONTENT_POLICY,
    // The build names everything in assets/ by its content.
    'cache-control': urlPath.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
  });
}

async function pageResponse(page: string, photoScheme: string | null): Promise<Response> {
  const html = await readIfThere(page);
  if (!html) return refusal(404, 'NOT_FOUND');
  const nonce = randomBytes(16).toString('base64');
  return plainResponse(200, html.toString('utf8').replaceAll(NONCE_MARK, nonce), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy({ nonce, photoScheme }),
  });
}

async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}

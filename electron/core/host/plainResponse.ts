import { NO_CONTENT_POLICY } from './contentSecurityPolicy.ts';

/** On every answer: nothing is guessed, nothing is told to other sites, nothing may be embedded by them. */
export const SAFE_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy': NO_CONTENT_POLICY,
};

export function plainResponse(
  status: number,
  body: ConstructorParameters<typeof Response>[0],
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { ...SAFE_HEADERS, 'cache-control': 'no-store', ...headers },
  });
}

export function jsonResponse(status: number, body: unknown): Response {
  return plainResponse(status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8' });
}

/** A refusal that the page can put into words: `code` is one of shared/domain/errors.ts. */
export function refusal(
  status: number,
  code: string,
  params: Record<string, string | number> = {},
): Response {
  return jsonResponse(status, { code, params });
}

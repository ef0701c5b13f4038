export interface PolicyOptions {
  /** Fresh for every response; antd's style sheets, made at run time, carry it. */
  nonce: string;
  /** A further scheme that photos come from, e.g. `photo:`. */
  photoScheme: string | null;
}

/** What the program's own page may load, in every host: nothing from anywhere else, no inline script or style. */
export function contentSecurityPolicy({ nonce, photoScheme }: PolicyOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self'${photoScheme ? ` ${photoScheme}` : ''}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For everything that is not the page: it may be shown, but never act. */
export const NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** For scripts: a worker takes the policy of its own file, and may load what the page may, but no more. */
export const SCRIPT_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; font-src 'self'; frame-ancestors 'none'";

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

export interface Sessions {
  /** For the printed address; good for one exchange. Both it and the sessions end with this process. */
  token: string;
  /** A new session's Set-Cookie value, or null when the token is wrong or was used. */
  exchange(token: string): string | null;
  /** Whether a Cookie header carries a session opened here. */
  has(cookieHeader: string | undefined): boolean;
}

export function createSessions(port: number): Sessions {
  // Cookies do not tell ports apart: two desks on one computer must not overwrite each other's.
  const cookieName = `xueji_session_${port}`;
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  let unused = true;
  let session: string | null = null;

  return {
    token,
    exchange(given) {
      if (!unused || !sameSecret(given, token)) return null;
      unused = false;
      session = randomBytes(SECRET_BYTES).toString('base64url');
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    has(cookieHeader) {
      const current = session;
      if (!cookieHeader || current === null) return false;
      return cookieHeader
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => sameSecret(pair, `${cookieName}=${current}`));
    },
  };
}

/** Takes the same time whatever differs, the length included. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

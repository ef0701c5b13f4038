import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { CounterDoor } from '../core/core.ts';

const SECRET_BYTES = 32;

export interface Sessions {
  /** A new session's Set-Cookie value, or null when the token is wrong or was used. */
  exchange(token: string): string | null;
  /** The secret of the session that a Cookie header carries; null: none that was opened here and still stands. */
  sessionOf(cookieHeader: string | undefined): string | null;
}

/** Sessions of the desk itself. `token` is for the printed address; it and the session end with this process. */
export function createSessions(port: number): Sessions & { token: string } {
  const token = newSecret();
  let unused = true;
  return {
    token,
    ...cookieSessions(`xueji_session_${port}`, {
      open(given) {
        if (!unused || !sameSecret(given, token)) return null;
        unused = false;
        return newSecret();
      },
      stands: () => true,
    }),
  };
}

/** Sessions of the counter's window, which the core opens and ends. */
export function createCounterSessions(port: number, door: CounterDoor): Sessions {
  return cookieSessions(`xueji_counter_${port}`, { open: door.redeem, stands: door.isOpen });
}

/** One session at a time. Cookies do not tell ports apart: `cookieName` must be another for each. */
function cookieSessions(
  cookieName: string,
  { open, stands }: { open(token: string): string | null; stands(secret: string): boolean },
): Sessions {
  let session: string | null = null;
  return {
    exchange(token) {
      const opened = open(token);
      if (opened === null) return null;
      session = opened;
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    sessionOf(cookieHeader) {
      const current = session;
      if (!cookieHeader || current === null || !stands(current)) return null;
      const carried = cookieHeader
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => sameSecret(pair, `${cookieName}=${current}`));
      return carried ? current : null;
    },
  };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Takes the same time whatever differs, the length included. */
function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

import { APP_ORIGIN } from '../../shared/contract/portHandover.ts';

/** The scheme and host of the program's own page; WHATWG gives such URLs the origin "null", so both are compared. */
const APP = new URL(APP_ORIGIN);

/** Whether a URL is the program's own: exactly its scheme and host, nothing in front of or behind the host. */
export function isAppUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    url.protocol === APP.protocol &&
    url.host === APP.host &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  );
}

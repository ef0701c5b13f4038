import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** JSON that only whoever has the secret can have written. `label`: what it is, so that it is never taken for another thing. */
export function signedText(label: string, value: unknown, secret: Uint8Array): string {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${sign(label, body, secret)}`;
}

/** What was written with this label and secret; undefined: nothing was. */
export function readSigned(label: string, text: string, secret: Uint8Array): unknown {
  const [body = '', signature = '', ...more] = text.split('.');
  const [given, own] = [Buffer.from(signature), Buffer.from(sign(label, body, secret))];
  if (more.length > 0 || given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}

function sign(label: string, body: string, secret: Uint8Array): string {
  // A key object: of bare bytes Node makes out what they are by failing, which takes longer than the rest.
  return createHmac('sha256', createSecretKey(secret)).update(`${label}\n${body}`).digest('base64url');
}

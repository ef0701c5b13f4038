import { createHash, scryptSync } from 'node:crypto';

/**
 * What two people compare of a key, 12 digits in threes of four. 40 bits would be found by trying keys for a day; each
 * try is made to cost 64 MiB and some 100 ms, so that it takes centuries.
 */
export function fingerprint(pin: string): string {
  const stretched = scryptSync(pin, 'xueji-fingerprint/1', 8, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 });
  const digits = (stretched.readBigUInt64BE() % 10n ** 12n).toString().padStart(12, '0');
  return digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}

/** Of a device’s key, SPKI in base64. */
export function deviceFingerprint(publicKey: string): string {
  return fingerprint(createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex'));
}

/** Also as people type it: without spaces, with dashes, in full-width digits. */
export function sameFingerprint(given: string, own: string): boolean {
  return digitsOf(given) === digitsOf(own);
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '');
}

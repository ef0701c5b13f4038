import { hkdfSync, randomBytes } from 'node:crypto';

/**
 * The one key of a store, 32 random bytes. It is never written down as it is: the key ring keeps it wrapped, and what
 * encrypts anything is derived from it, a key for each use, so that no two uses ever share one.
 */
export type DataKey = Uint8Array;

export const KEY_BYTES = 32;

/** What is encrypted with a key of its own. A label, once on a disk, is never changed. */
const LABELS = {
  database: 'xueji-desk/1/database',
  blobs: 'xueji-desk/1/blobs',
  files: 'xueji-desk/1/files',
} as const;

export function newDataKey(): DataKey {
  return new Uint8Array(randomBytes(KEY_BYTES));
}

/** HKDF-SHA256 without a salt: the data key is uniformly random already (RFC 5869 §3.1). */
export function deriveKey(key: DataKey, use: keyof typeof LABELS): Buffer {
  if (key.byteLength !== KEY_BYTES) throw new TypeError(`a data key of ${key.byteLength} bytes`);
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), LABELS[use], KEY_BYTES));
}

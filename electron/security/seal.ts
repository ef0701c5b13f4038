import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type DataKey, deriveKey } from './dataKey.ts';

/** Begins every sealed file, so that a plain one of an earlier version is known for what it is. */
const MAGIC = Buffer.from('XJS1', 'latin1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What sealing adds to a file, in bytes. */
export const SEAL_BYTES = MAGIC.length + NONCE_BYTES + TAG_BYTES;

/** Encrypts whole files. `about` is bound to the bytes: what was sealed as one thing does not open as another. */
export interface Seal {
  close(bytes: Uint8Array, about: string): Buffer;
  /** Null when the bytes are not what was sealed: altered, cut short, of another key or about something else. */
  open(bytes: Uint8Array, about: string): Buffer | null;
}

/**
 * AES-256-GCM: `XJS1`, nonce, ciphertext, tag. The nonce is random: of 96 bits, two in 2^32 files under one key are the
 * same with a chance below 2^-32 (NIST SP 800-38D §8.3), and no store holds so many.
 */
export function sealWith(key: Uint8Array): Seal {
  return {
    close(bytes, about) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(about, 'utf8'));
      return Buffer.concat([MAGIC, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open(bytes, about) {
      if (!isSealed(bytes) || bytes.byteLength < SEAL_BYTES) return null;
      const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const nonce = all.subarray(MAGIC.length, MAGIC.length + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAAD(Buffer.from(about, 'utf8'));
      decipher.setAuthTag(all.subarray(-TAG_BYTES));
      const plain = decipher.update(all.subarray(MAGIC.length + NONCE_BYTES, -TAG_BYTES));
      try {
        return Buffer.concat([plain, decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}

/** The seal of one use of a store's key; of a store of an earlier version, which has none, null. */
export function sealOf(key: DataKey | null, use: 'blobs' | 'files'): Seal | null {
  return key === null ? null : sealWith(deriveKey(key, use));
}

export function isSealed(bytes: Uint8Array): boolean {
  return bytes.byteLength >= MAGIC.length && MAGIC.equals(bytes.subarray(0, MAGIC.length));
}

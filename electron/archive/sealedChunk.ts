import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Plain bytes of one chunk; only the last one has fewer. */
export const CHUNK_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
/** A full chunk as it lies on the disk. */
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
const CIPHER = 'aes-256-gcm';

/**
 * One chunk of something long that is sealed piece by piece, AES-256-GCM: its number is the nonce, so a key must seal one
 * thing only, and whether it is the last one is bound to it. No chunk can be altered, moved, left out or put behind the
 * end without being noticed.
 */
export function sealChunk(key: Uint8Array, number: number, isLast: boolean, plain: Buffer): Buffer[] {
  const cipher = createCipheriv(CIPHER, key, nonceOf(number));
  cipher.setAAD(aboutOf(isLast));
  return [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
}

/** Null: not the chunk that was sealed under this key and number. */
export function unsealChunk(key: Uint8Array, number: number, isLast: boolean, sealed: Buffer): Buffer | null {
  if (sealed.length < TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, nonceOf(number));
  decipher.setAAD(aboutOf(isLast));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plain;
}

function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 6, 6);
  return nonce;
}

const aboutOf = (isLast: boolean) => Buffer.of(isLast ? 1 : 0);

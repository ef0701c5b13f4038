import { randomBytes } from 'node:crypto';

/** So many bytes that nobody can guess: salts, keys of tasks. */
export function randomSecret(bytes: number): Uint8Array {
  return randomBytes(bytes);
}

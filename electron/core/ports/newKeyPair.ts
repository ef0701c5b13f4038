import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A new pair of keys for signatures (Ed25519). */
export function newKeyPair(): { privateKey: KeyObject; publicKey: KeyObject } {
  return generateKeyPairSync('ed25519');
}

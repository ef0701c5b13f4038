import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { newKeyPair } from '../ports/newKeyPair.ts';
import type { Services } from '../services.ts';
import { toBase32 } from './base32.ts';
import { KEY_SETTING, keyIdOf, type StoredKey, schoolKey } from './schoolKeys.ts';

export interface Signer {
  /** Of its public key. */
  keyId: string;
  /** The signature of a text, in base32. */
  sign(text: string): string;
}

const LOCAL_KEY = 'signing-key';

/**
 * Signs with this computer's own key, which is made when it is first asked for. The private key is kept beside the
 * tables of the school and never in the log; the public one is the school's.
 */
export function openSigner({ db, commit, device, clock }: Services): Signer {
  const kept = db.read<{ value: string }>('SELECT value FROM local WHERE key = ?').get(LOCAL_KEY);
  const privateKey = kept
    ? createPrivateKey({ key: Buffer.from(kept.value, 'base64'), format: 'der', type: 'pkcs8' })
    : newKeyPair().privateKey;
  if (!kept) {
    const value = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    db.write('INSERT INTO local (key, value) VALUES (?, ?)').run(LOCAL_KEY, value);
  }
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);
  if (schoolKey(db, keyId) === null) {
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    commit('row.save', {
      entity: 'setting',
      id: KEY_SETTING + keyId,
      before: null,
      after: { value: JSON.stringify({ publicKey: spki, device, since: clock.now() } satisfies StoredKey) },
    });
  }
  return { keyId, sign: (text) => toBase32(sign(null, Buffer.from(text, 'utf8'), privateKey)) };
}

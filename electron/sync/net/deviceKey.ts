import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** What a device proves to be itself with. */
export interface DeviceKey {
  /** PKCS #8 PEM, Ed25519. */
  privateKey: string;
  /** SPKI, base64: what the hub knows it by. */
  publicKey: string;
}

export function newDeviceKey(): DeviceKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** Null: no Ed25519 key. */
export function readDevicePublicKey(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

/**
 * What a device signs, with the hub’s key in it: what one hub was told can’t be passed on to another. `about`:
 * the challenge of a session, or the code of an enrolment.
 */
export function signFor(
  key: Pick<DeviceKey, 'privateKey'>,
  use: 'session' | 'enrolment',
  { spki, about }: { spki: string; about: string },
): string {
  return sign(null, signedBytes(use, spki, about), createPrivateKey(key.privateKey)).toString('base64');
}

export function isSignedBy(
  key: KeyObject,
  use: 'session' | 'enrolment',
  { spki, about, signature }: { spki: string; about: string; signature: string },
): boolean {
  return verify(null, signedBytes(use, spki, about), key, Buffer.from(signature, 'base64'));
}

function signedBytes(use: string, spki: string, about: string): Buffer {
  return Buffer.from(`xueji-sync-${use}/1\n${spki}\n${about}`, 'utf8');
}

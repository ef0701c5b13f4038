import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** A key that bundles are sealed to (X25519). The public half is given to the other side when a device is admitted. */
export interface SealKeyPair {
  privateKey: KeyObject;
  /** 32 bytes. */
  publicKey: Uint8Array;
}

/** Before the 32 bytes of a private key, to be what PKCS #8 calls one of X25519 (RFC 8410 §7). */
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** The pair of these 32 random bytes. */
export function sealKeyPair(secret: Uint8Array): SealKeyPair {
  if (secret.byteLength !== 32) throw new TypeError(`a secret of ${secret.byteLength} bytes`);
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_X25519, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { privateKey, publicKey: new Uint8Array(Buffer.from(x!, 'base64url')) };
}

/**
 * A device’s or hub’s pair, out of the key that it signs with (Ed25519): the same secret number on the curve’s other form,
 * so that whoever knows the public key that signatures are checked with can seal to it (decision 0039). RFC 8032 §5.1.5
 * says how the number comes of the seed.
 */
export function sealKeyOf(signing: KeyObject): SealKeyPair {
  const { d } = signing.export({ format: 'jwk' });
  if (signing.asymmetricKeyType !== 'ed25519' || d === undefined) throw new TypeError('no key that signs');
  const number = createHash('sha512').update(Buffer.from(d, 'base64url')).digest();
  return sealKeyPair(number.subarray(0, 32));
}

/** 2^255 − 19. */
const P = 2n ** 255n - 19n;

/**
 * The public half of `sealKeyOf`, out of the public half of the key that signs: u = (1 + y) / (1 − y) (RFC 7748 §4.1).
 * Errors: TypeError for another kind of key, and for the one point that has no other form.
 */
export function sealPublicOf(verifying: KeyObject): Uint8Array {
  const { x } = verifying.export({ format: 'jwk' });
  if (verifying.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('no key that signs');
  const bytes = Buffer.from(x, 'base64url').reverse();
  // The first bit is the sign of the coordinate that is left out.
  bytes[0]! &= 0x7f;
  const y = BigInt(`0x${bytes.toString('hex')}`) % P;
  if (y === 1n) throw new TypeError('nobody’s key');
  const u = ((1n + y) * power(1n + P - y, P - 2n)) % P;
  return new Uint8Array(Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse());
}

/** Of public numbers only: it takes longer for some than for others. */
function power(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % P];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** SHA-256 of a public key, lower-case hex: what a bundle names its reader by. */
export function recipientName(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex');
}

/**
 * The key of one part of a bundle, for whoever has one private half and knows the other’s public one: X25519, then HKDF
 * over both public keys, the bundle and the part, so that no key seals two things. Errors: node:crypto’s, for bytes that
 * are no public key.
 */
export function partKey(
  own: KeyObject,
  other: Uint8Array,
  {
    ephemeral,
    recipient,
    bundle,
    part,
  }: { ephemeral: string; recipient: string; bundle: string; part: number },
): Buffer {
  const x = Buffer.from(other).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const shared = diffieHellman({ privateKey: own, publicKey });
  const salt = Buffer.from(`${ephemeral}.${recipient}`, 'latin1');
  return Buffer.from(hkdfSync('sha256', shared, salt, `xueji-sync/1/bundle/${bundle}/${part}`, 32));
}

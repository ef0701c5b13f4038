import { createDecipheriv, hash } from 'node:crypto';
import { AppError } from '../../../shared/domain/errors.ts';
import type { DecryptPackage } from './decryptPackage.ts';
import { readEncryptionHeader } from './readEncryptionHeader.ts';
import { unknownEncryption } from './unknownEncryption.ts';

const AES_KEY_BITS: Readonly<Record<number, number>> = { 26126: 128, 26127: 192, 26128: 256 };
const SHA1 = 0x8004;
/** Fixed by the format (MS-OFFCRYPTO 2.3.4.7). */
const SPINS = 50_000;
const SEGMENT_BYTES = 64 * 1024;

/**
 * What Excel 2007 writes (MS-OFFCRYPTO 2.3.4.5). Null when the password is wrong. Throws FILE_ENCRYPTION_UNKNOWN,
 * FILE_DAMAGED.
 *
 * @param description what follows the version and the flags in the stream EncryptionInfo
 */
export function openStandard(description: Buffer, password: string): DecryptPackage | null {
  const { algorithm, hashAlgorithm, salt, verifier, verifierHash } = readEncryptionHeader(description);
  const keyBits = AES_KEY_BITS[algorithm];
  if (keyBits === undefined || (hashAlgorithm !== 0 && hashAlgorithm !== SHA1)) {
    throw unknownEncryption('standard');
  }
  const key = keyOf(password, salt, keyBits / 8);
  const decrypt = (bytes: Buffer) => {
    const decipher = createDecipheriv(`aes-${keyBits}-ecb`, key, null).setAutoPadding(false);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 16));
    return Buffer.concat([decipher.update(whole), decipher.final()]);
  };
  const expected = hash('sha1', decrypt(verifier), 'buffer');
  if (verifierHash.length < 32) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  if (!expected.equals(decrypt(verifierHash).subarray(0, expected.length))) return null;
  return { segmentBytes: SEGMENT_BYTES, segment: (_, bytes) => decrypt(bytes) };
}

function keyOf(password: string, salt: Buffer, keyBytes: number): Buffer {
  let spun = hash('sha1', Buffer.concat([salt, Buffer.from(password, 'utf16le')]), 'buffer');
  const round = Buffer.alloc(4 + spun.length);
  for (let index = 0; index < SPINS; index++) {
    round.writeUInt32LE(index);
    spun.copy(round, 4);
    spun = hash('sha1', round, 'buffer');
  }
  const last = hash('sha1', Buffer.concat([spun, Buffer.alloc(4)]), 'buffer');
  const half = (fill: number) => {
    const block = Buffer.alloc(64, fill);
    for (const [at, byte] of last.entries()) block[at]! ^= byte;
    return hash('sha1', block, 'buffer');
  };
  return Buffer.concat([half(0x36), half(0x5c)]).subarray(0, keyBytes);
}

import { AppError } from '../../../shared/domain/errors.ts';

/** EncryptionHeader and EncryptionVerifier of the CryptoAPI schemes (MS-OFFCRYPTO 2.3.2 and 2.3.3). */
export interface EncryptionHeader {
  algorithm: number;
  hashAlgorithm: number;
  keyBits: number;
  salt: Buffer;
  verifier: Buffer;
  verifierHash: Buffer;
}

const SALT_BYTES = 16;
const VERIFIER_BYTES = 16;

/** `bytes`: from the size of the header on. Throws FILE_DAMAGED when they end too early. */
export function readEncryptionHeader(bytes: Buffer): EncryptionHeader {
  const damaged = () => new AppError('FILE_DAMAGED', { what: 'encryption' });
  if (bytes.length < 4) throw damaged();
  const headerBytes = bytes.readUInt32LE(0);
  const at = 4 + headerBytes;
  if (headerBytes < 32 || bytes.length < at + 4 + SALT_BYTES + VERIFIER_BYTES + 4 + 20) throw damaged();
  const hashAt = at + 4 + SALT_BYTES + VERIFIER_BYTES + 4;
  return {
    algorithm: bytes.readUInt32LE(12),
    hashAlgorithm: bytes.readUInt32LE(16),
    keyBits: bytes.readUInt32LE(20),
    salt: bytes.subarray(at + 4, at + 4 + SALT_BYTES),
    verifier: bytes.subarray(at + 4 + SALT_BYTES, hashAt - 4),
    verifierHash: bytes.subarray(hashAt, hashAt + 32),
  };
}

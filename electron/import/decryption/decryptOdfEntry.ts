import { createDecipheriv, hash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { Blowfish } from 'egoroof-blowfish';
import { AppError } from '../../../shared/domain/errors.ts';
import type { OdfLock } from './odfManifest.ts';

const CHECKED_BYTES = 1024;
const AES_BLOCK_BYTES = 16;
const GCM_IV_BYTES = 12;
const GCM_TAG_BYTES = 16;
const BLOWFISH_BLOCK_BYTES = 8;
const spinPassword = promisify(pbkdf2);

/**
 * The content of an entry, decrypted and still packed (raw deflate); null when the password is wrong. Throws
 * FILE_DAMAGED, CANCELLED.
 */
export async function decryptOdfEntry(
  lock: OdfLock,
  bytes: Buffer,
  password: string,
  signal: AbortSignal | undefined,
): Promise<Buffer | null> {
  const key = await derivedKey(lock, password, signal);
  const opened = decrypted(lock, key, bytes);
  if (!opened || !lock.checksum) return opened;
  const { hash: algorithm, value } = lock.checksum;
  return hash(algorithm, opened.subarray(0, CHECKED_BYTES), 'buffer').equals(value) ? opened : null;
}

async function derivedKey(
  { derivation, startKeyHash, keyBytes }: OdfLock,
  password: string,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const start = hash(startKeyHash, Buffer.from(password, 'utf8'), 'buffer');
  if (derivation.kind === 'pbkdf2')
    return spinPassword(start, derivation.salt, derivation.spins, keyBytes, 'sha1');
  const { salt, passes, memoryKib, lanes } = derivation;
  // Not by node:crypto: the one within Electron knows no Argon2. It can't be stopped, but takes seconds at the most.
  const { argon2id } = await import('hash-wasm');
  const key = await argon2id({
    password: start,
    salt,
    iterations: passes,
    memorySize: memoryKib,
    parallelism: lanes,
    hashLength: keyBytes,
    outputType: 'binary',
  });
  if (signal?.aborted) throw new AppError('CANCELLED');
  return Buffer.from(key);
}

function decrypted(lock: OdfLock, key: Buffer, bytes: Buffer): Buffer | null {
  switch (lock.cipher) {
    case 'aes-cbc':
      return openCbc(lock, key, bytes);
    case 'aes-gcm':
      return openGcm(key, bytes);
    default:
      return openBlowfish(lock, key, bytes);
  }
}

/** Padded as XML Encryption has it: the last byte says how much, the others may be anything. */
function openCbc({ iv }: OdfLock, key: Buffer, bytes: Buffer): Buffer | null {
  if (iv.length !== AES_BLOCK_BYTES || bytes.length === 0 || bytes.length % AES_BLOCK_BYTES !== 0)
    throw damaged();
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false);
  const opened = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = opened.at(-1)!;
  return padding >= 1 && padding <= AES_BLOCK_BYTES ? opened.subarray(0, opened.length - padding) : null;
}

/** The initialisation vector stands in front and the seal behind; a seal that does not fit means another password. */
function openGcm(key: Buffer, bytes: Buffer): Buffer | null {
  const end = bytes.length - GCM_TAG_BYTES;
  if (end < GCM_IV_BYTES) throw damaged();
  const name = `aes-${key.length * 8}-gcm` as 'aes-256-gcm';
  const decipher = createDecipheriv(name, key, bytes.subarray(0, GCM_IV_BYTES));
  decipher.setAuthTag(bytes.subarray(end));
  const opened = decipher.update(bytes.subarray(GCM_IV_BYTES, end));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    return null;
  }
}

/** Cipher feedback over whole blocks of 64 bits, though the format calls it 8: what each program writes. */
function openBlowfish({ iv }: OdfLock, key: Buffer, bytes: Buffer): Buffer {
  if (iv.length !== BLOWFISH_BLOCK_BYTES) throw damaged();
  const cipher = new Blowfish(key, Blowfish.MODE.ECB, Blowfish.PADDING.NULL);
  const fed = Buffer.concat([iv, bytes]).subarray(0, Math.ceil(bytes.length / 8) * BLOWFISH_BLOCK_BYTES);
  const over = cipher.encode(fed);
  const opened = Buffer.allocUnsafe(bytes.length);
  for (let at = 0; at < bytes.length; at++) opened[at] = bytes[at]! ^ over[at]!;
  return opened;
}

function damaged(): AppError {
  return new AppError('FILE_DAMAGED', { what: 'encryption' });
}

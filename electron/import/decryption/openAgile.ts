import { createDecipheriv, hash } from 'node:crypto';
import { Parser } from 'htmlparser2';
import { AppError } from '../../../shared/domain/errors.ts';
import type { DecryptPackage } from './decryptPackage.ts';
import { unknownEncryption } from './unknownEncryption.ts';

/** How a package, or the key to it, is encrypted: the attributes of `keyData` and `encryptedKey`. */
interface Parameters {
  cipher: string;
  hash: string;
  salt: Buffer;
  keyBytes: number;
  blockBytes: number;
}

interface PasswordKey extends Parameters {
  spins: number;
  verifierInput: Buffer;
  verifierValue: Buffer;
  keyValue: Buffer;
}

/** MS-OFFCRYPTO 2.3.4.13: what a key is made for. */
const VERIFIER_INPUT = Buffer.from('fea7d2763b4b9e79', 'hex');
const VERIFIER_VALUE = Buffer.from('d7aa0f6d3061344e', 'hex');
const KEY_VALUE = Buffer.from('146e0be7abacd0d6', 'hex');
/** The most that the format allows (2.3.4.10); Excel writes 100,000. Beyond, a file is made to keep us busy. */
const MAX_SPINS = 10_000_000;
const SPINS_AT_ONCE = 20_000;
const SEGMENT_BYTES = 4096;
const HASHES = new Set(['sha1', 'sha256', 'sha384', 'sha512', 'md5']);
const MAX_DESCRIPTION_BYTES = 1024 * 1024;

/**
 * What Excel since 2010 and WPS write (MS-OFFCRYPTO 2.3.4.10). Null when the password is wrong. Throws
 * FILE_ENCRYPTION_UNKNOWN, FILE_DAMAGED, CANCELLED.
 *
 * @param description the XML behind the version of the stream EncryptionInfo
 */
export async function openAgile(
  description: Buffer,
  password: string,
  signal: AbortSignal | undefined,
): Promise<DecryptPackage | null> {
  const { data, key } = readDescription(description);
  const spun = await spin(key, password, signal);
  const decrypted = (use: Buffer, value: Buffer) =>
    decrypt(key, keyFor(key, spun, use), ivOf(key.salt, key.blockBytes), value);
  const input = decrypted(VERIFIER_INPUT, key.verifierInput).subarray(0, key.salt.length);
  const expected = hash(key.hash, input, 'buffer');
  const told = decrypted(VERIFIER_VALUE, key.verifierValue).subarray(0, expected.length);
  if (!expected.equals(told)) return null;
  const packageKey = decrypted(KEY_VALUE, key.keyValue).subarray(0, data.keyBytes);
  if (packageKey.length < data.keyBytes) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  return {
    segmentBytes: SEGMENT_BYTES,
    segment: (index, bytes) => {
      const number = Buffer.alloc(4);
      number.writeUInt32LE(index);
      const iv = hash(data.hash, Buffer.concat([data.salt, number]), 'buffer');
      return decrypt(data, packageKey, ivOf(iv, data.blockBytes), bytes);
    },
  };
}

/** The password hashed over and over, so that guessing takes long. In steps, so that a cancel gets through. */
async function spin(key: PasswordKey, password: string, signal: AbortSignal | undefined): Promise<Buffer> {
  let spun = hash(key.hash, Buffer.concat([key.salt, Buffer.from(password, 'utf16le')]), 'buffer');
  const round = Buffer.alloc(4 + spun.length);
  for (let index = 0; index < key.spins; index++) {
    round.writeUInt32LE(index);
    spun.copy(round, 4);
    spun = hash(key.hash, round, 'buffer');
    if (index % SPINS_AT_ONCE !== SPINS_AT_ONCE - 1) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new AppError('CANCELLED');
  }
  return spun;
}

function keyFor({ hash: algorithm, keyBytes }: Parameters, spun: Buffer, use: Buffer): Buffer {
  return fitted(hash(algorithm, Buffer.concat([spun, use]), 'buffer'), keyBytes);
}

function ivOf(bytes: Buffer, blockBytes: number): Buffer {
  return fitted(bytes, blockBytes);
}

/** Cut, or filled up as the format says (2.3.4.11). */
function fitted(bytes: Buffer, length: number): Buffer {
  if (bytes.length >= length) return bytes.subarray(0, length);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x36)]);
}

function decrypt({ cipher }: Parameters, key: Buffer, iv: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, iv).setAutoPadding(false);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 16));
  return Buffer.concat([decipher.update(whole), decipher.final()]);
}

function readDescription(xml: Buffer): { data: Parameters; key: PasswordKey } {
  if (xml.length > MAX_DESCRIPTION_BYTES) throw new AppError('FILE_UNSAFE', { what: 'encryption' });
  let keyData: Record<string, string> | null = null;
  let encryptedKey: Record<string, string> | null = null;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const local = name.slice(name.indexOf(':') + 1);
        if (local === 'keyData') keyData ??= attributes;
        // A certificate's key stands beside the password's as another encryptedKey, without spins.
        else if (local === 'encryptedKey' && attributes.spinCount !== undefined) encryptedKey ??= attributes;
      },
    },
    { xmlMode: true },
  );
  parser.end(xml.toString('utf8'));
  if (!keyData || !encryptedKey) throw unknownEncryption('agile');
  const attributes: Record<string, string> = encryptedKey;
  const spins = Number(attributes.spinCount);
  if (!(spins >= 0 && spins <= MAX_SPINS)) throw new AppError('FILE_UNSAFE', { what: 'encryption' });
  return {
    data: parametersOf(keyData),
    key: {
      ...parametersOf(attributes),
      spins,
      verifierInput: bytesOf(attributes.encryptedVerifierHashInput),
      verifierValue: bytesOf(attributes.encryptedVerifierHashValue),
      keyValue: bytesOf(attributes.encryptedKeyValue),
    },
  };
}

function parametersOf(attributes: Record<string, string>): Parameters {
  const keyBits = Number(attributes.keyBits);
  const algorithm = (attributes.hashAlgorithm ?? '').toLowerCase().replace('-', '');
  if (
    attributes.cipherAlgorithm !== 'AES' ||
    attributes.cipherChaining !== 'ChainingModeCBC' ||
    ![128, 192, 256].includes(keyBits) ||
    Number(attributes.blockSize) !== 16 ||
    !HASHES.has(algorithm)
  ) {
    throw unknownEncryption('agile');
  }
  return {
    cipher: `aes-${keyBits}-cbc`,
    hash: algorithm,
    salt: bytesOf(attributes.saltValue),
    keyBytes: keyBits / 8,
    blockBytes: 16,
  };
}

function bytesOf(base64: string | undefined): Buffer {
  return Buffer.from(base64 ?? '', 'base64');
}

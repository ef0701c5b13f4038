import { Parser } from 'htmlparser2';
import { AppError } from '../../../shared/domain/errors.ts';
import { unknownEncryption } from './unknownEncryption.ts';

export type OdfCipher = 'aes-cbc' | 'aes-gcm' | 'blowfish';

/** How one entry of an OpenDocument package is encrypted (OpenDocument 1.3 part 2, 3.4, and what LibreOffice 24.2 added). */
export interface OdfLock {
  cipher: OdfCipher;
  keyBytes: number;
  iv: Buffer;
  startKeyHash: 'sha1' | 'sha256';
  derivation:
    | { kind: 'pbkdf2'; salt: Buffer; spins: number }
    | { kind: 'argon2id'; salt: Buffer; passes: number; memoryKib: number; lanes: number };
  /** Of the first 1,024 bytes, decrypted and still packed; absent where the cipher has a seal of its own. */
  checksum: { hash: 'sha1' | 'sha256'; value: Buffer } | null;
}

/** The most that a file may ask for: LibreOffice writes 600,000, and 64 MiB three times. */
const MAX_SPINS = 10_000_000;
const MAX_ARGON_KIB = 256 * 1024;
const MAX_ARGON_WORK_KIB = 2 * 1024 * 1024;
const MAX_ARGON_LANES = 64;
const MIN_SALT_BYTES = 8;

const CIPHERS: readonly [ending: RegExp, cipher: OdfCipher, keyBytes: number][] = [
  [/#aes256-cbc$/, 'aes-cbc', 32],
  [/#aes192-cbc$/, 'aes-cbc', 24],
  [/#aes128-cbc$/, 'aes-cbc', 16],
  [/#aes256-gcm$/, 'aes-gcm', 32],
  [/#aes192-gcm$/, 'aes-gcm', 24],
  [/#aes128-gcm$/, 'aes-gcm', 16],
  [/^blowfish cfb$|#blowfish$/, 'blowfish', 16],
];

type Attributes = Record<string, string>;

interface Said {
  data: Attributes;
  algorithm?: Attributes;
  startKey?: Attributes;
  derivation?: Attributes;
}

/** The encrypted entries of a package by name. Throws FILE_ENCRYPTION_UNKNOWN, FILE_UNSAFE, FILE_DAMAGED. */
export function odfLocks(manifest: string): Map<string, OdfLock> {
  const said = new Map<string, Said>();
  let path = '';
  const parser = new Parser(
    {
      onopentag(name, prefixed) {
        const attributes = withoutPrefixes(prefixed);
        const current = said.get(path);
        const local = localName(name);
        if (local === 'file-entry') path = attributes['full-path'] ?? '';
        else if (local === 'encryption-data') said.set(path, { data: attributes });
        else if (!current) return;
        else if (local === 'algorithm') current.algorithm = attributes;
        else if (local === 'start-key-generation') current.startKey = attributes;
        else if (local === 'key-derivation') current.derivation = attributes;
      },
    },
    { xmlMode: true },
  );
  parser.end(manifest);
  return new Map([...said].map(([name, parts]) => [name, lockOf(parts)]));
}

function lockOf({ data, algorithm = {}, startKey, derivation = {} }: Said): OdfLock {
  const cipherName = (algorithm['algorithm-name'] ?? '').toLowerCase();
  const found = CIPHERS.find(([ending]) => ending.test(cipherName));
  // A key that is locked for somebody's certificate (OpenPGP) stands here as well: no password opens it.
  if (!found) throw unknownEncryption('ods');
  const [, cipher, keyBytes] = found;
  const said = startKey?.['start-key-generation-name'];
  const startKeyHash = said === undefined ? 'sha1' : hashOf(said);
  const size = derivation['key-size'];
  return {
    cipher,
    keyBytes: cipher === 'blowfish' && size !== undefined ? blowfishKeyBytes(size) : keyBytes,
    iv: bytesOf(algorithm['initialisation-vector']),
    startKeyHash,
    derivation: derivationOf(derivation),
    checksum:
      data.checksum === undefined
        ? null
        : { hash: hashOf(data['checksum-type'] ?? 'sha1'), value: bytesOf(data.checksum) },
  };
}

function derivationOf(said: Attributes): OdfLock['derivation'] {
  const name = (said['key-derivation-name'] ?? '').toLowerCase();
  const salt = bytesOf(said.salt);
  if (salt.length < MIN_SALT_BYTES) throw unknownEncryption('ods');
  if (/pbkdf2$/.test(name)) {
    const spins = Number(said['iteration-count'] ?? 1024);
    if (!(Number.isInteger(spins) && spins >= 1 && spins <= MAX_SPINS)) throw unsafe();
    return { kind: 'pbkdf2', salt, spins };
  }
  if (!/argon2id$/.test(name)) throw unknownEncryption('ods');
  const passes = Number(said['argon2-iterations']);
  const memoryKib = Number(said['argon2-memory']);
  const lanes = Number(said['argon2-lanes']);
  const isPossible =
    [passes, memoryKib, lanes].every((each) => Number.isInteger(each) && each >= 1) &&
    memoryKib >= 8 * lanes &&
    memoryKib <= MAX_ARGON_KIB &&
    lanes <= MAX_ARGON_LANES &&
    passes * memoryKib <= MAX_ARGON_WORK_KIB;
  if (!isPossible) throw unsafe();
  return { kind: 'argon2id', salt, passes, memoryKib, lanes };
}

function hashOf(name: string): 'sha1' | 'sha256' {
  if (/sha256/i.test(name)) return 'sha256';
  if (/sha1/i.test(name)) return 'sha1';
  throw unknownEncryption('ods');
}

function blowfishKeyBytes(said: string): number {
  const bytes = Number(said);
  if (!(Number.isInteger(bytes) && bytes >= 4 && bytes <= 56)) throw unknownEncryption('ods');
  return bytes;
}

function withoutPrefixes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function bytesOf(base64: string | undefined): Buffer {
  return Buffer.from(base64 ?? '', 'base64');
}

function unsafe(): AppError {
  return new AppError('FILE_UNSAFE', { what: 'encryption' });
}

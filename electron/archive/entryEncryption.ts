import { createCipheriv, createHmac, type Hmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import type { Entry } from 'yauzl';
import { AppError } from '../../shared/domain/errors.ts';
import { encodeGb18030 } from './encodeGb18030.ts';

/** Takes the encryption off one entry, from its first byte to its last. */
export interface EntryCipher {
  /** In place. */
  apply(piece: Buffer): Buffer;
  /** `tail`: the bytes behind the content. Throws FILE_DAMAGED when they do not fit it. */
  end(tail: Buffer): void;
}

/** How an entry is encrypted, and how many bytes stand before and behind its content. */
export interface EntryEncryption {
  /** Of the content once it is decrypted: stored, deflated… */
  method: number;
  headBytes: number;
  tailBytes: number;
  /** AE-2 leaves the checksum out, as it would tell of the content. */
  hasChecksum: boolean;
  /** Null when no password that it can mean is the right one; the traditional kind takes one wrong one in 256. */
  open(head: Buffer, password: string): EntryCipher | null;
}

/** Of WinZip's AES encryption (AE-1 and AE-2), in the list of entries. */
const AES_METHOD = 99;
const AES_EXTRA = 0x9901;
const AES_KEY_BYTES: Readonly<Record<number, number>> = { 1: 16, 2: 24, 3: 32 };
const AES_CHECK_BYTES = 2;
const AES_SEAL_BYTES = 10;
const AES_SPINS = 1000;
const AES_BLOCK_BYTES = 16;
const TRADITIONAL_HEAD_BYTES = 12;
const TRADITIONAL_BEGINNING = [0x12345678, 0x23456789, 0x34567890] as const;
const HAS_DESCRIPTOR = 0x08;

/** Throws FILE_ENCRYPTION_UNKNOWN for a kind that is neither WinZip's AES nor the traditional one. */
export function entryEncryption(raw: Entry): EntryEncryption {
  const { compressionMethod: method, crc32 } = raw;
  if (method !== AES_METHOD) {
    // Info-ZIP checks against the time where the checksum was not known yet; others have the checksum all the same.
    const checks = new Set([crc32 >>> 24]);
    if ((raw.generalPurposeBitFlag & HAS_DESCRIPTOR) !== 0) checks.add(raw.lastModFileTime >>> 8);
    return {
      method,
      headBytes: TRADITIONAL_HEAD_BYTES,
      tailBytes: 0,
      hasChecksum: true,
      open: (head, password) => first(passwordBytes(password), (bytes) => traditional(head, bytes, checks)),
    };
  }
  const extra = raw.extraFields.find(({ id }) => id === AES_EXTRA)?.data;
  const keyBytes = extra && extra.length >= 7 ? AES_KEY_BYTES[extra[4]!] : undefined;
  if (!extra || keyBytes === undefined) throw new AppError('FILE_ENCRYPTION_UNKNOWN', { what: 'zip' });
  return {
    method: extra.readUInt16LE(5),
    headBytes: keyBytes / 2 + AES_CHECK_BYTES,
    tailBytes: AES_SEAL_BYTES,
    hasChecksum: extra.readUInt16LE(0) !== 2,
    open: (head, password) => first(passwordBytes(password), (bytes) => aes(head, bytes, keyBytes)),
  };
}

/** Chinese programs take the password in the code page of the computer, others in UTF-8. */
function passwordBytes(password: string): Buffer[] {
  const bytes = Buffer.from(password, 'utf8');
  return bytes.length === password.length ? [bytes] : [bytes, encodeGb18030(password)];
}

function first(candidates: Buffer[], open: (bytes: Buffer) => EntryCipher | null): EntryCipher | null {
  for (const bytes of candidates) {
    const cipher = open(bytes);
    if (cipher) return cipher;
  }
  return null;
}

/** APPNOTE.TXT 6.1, the encryption of PKZIP 2. */
function traditional(head: Buffer, password: Buffer, checks: ReadonlySet<number>): EntryCipher | null {
  let [key0, key1, key2]: [number, number, number] = [...TRADITIONAL_BEGINNING];
  const update = (byte: number) => {
    key0 = CRC[(key0 ^ byte) & 0xff]! ^ (key0 >>> 8);
    key1 = (Math.imul((key1 + (key0 & 0xff)) | 0, 134_775_813) + 1) | 0;
    key2 = CRC[(key2 ^ (key1 >>> 24)) & 0xff]! ^ (key2 >>> 8);
  };
  for (const byte of password) update(byte);
  const apply = (piece: Buffer) => {
    for (let at = 0; at < piece.length; at++) {
      const mixed = (key2 | 2) & 0xffff;
      const byte = piece[at]! ^ ((Math.imul(mixed, mixed ^ 1) >>> 8) & 0xff);
      piece[at] = byte;
      update(byte);
    }
    return piece;
  };
  const opened = apply(Buffer.from(head));
  return checks.has(opened.at(-1)!) ? { apply, end: () => {} } : null;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 0 ? value >>> 1 : 0xedb88320 ^ (value >>> 1);
  return value >>> 0;
});

/** https://www.winzip.com/en/support/aes-encryption/ : AES in counter mode, sealed with HMAC-SHA1. */
function aes(head: Buffer, password: Buffer, keyBytes: number): EntryCipher | null {
  const salt = head.subarray(0, head.length - AES_CHECK_BYTES);
  const keys = pbkdf2Sync(password, salt, AES_SPINS, keyBytes * 2 + AES_CHECK_BYTES, 'sha1');
  if (!keys.subarray(keyBytes * 2).equals(head.subarray(salt.length))) return null;
  const seal: Hmac = createHmac('sha1', keys.subarray(keyBytes, keyBytes * 2));
  const stream = counterStream(keys.subarray(0, keyBytes));
  return {
    apply(piece) {
      seal.update(piece);
      const over = stream(piece.length);
      for (let at = 0; at < piece.length; at++) piece[at]! ^= over[at]!;
      return piece;
    },
    end(tail) {
      const expected = seal.digest().subarray(0, AES_SEAL_BYTES);
      if (tail.length !== expected.length || !timingSafeEqual(tail, expected)) {
        throw new AppError('FILE_DAMAGED', { what: 'checksum' });
      }
    },
  };
}

/** Node counts from the last byte on, this format from the first: so each block of the counter is encrypted by itself. */
function counterStream(key: Buffer): (length: number) => Buffer {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  let counter = 0;
  let rest: Buffer = Buffer.alloc(0);
  return (length) => {
    const blocks = Math.ceil((length - rest.length) / AES_BLOCK_BYTES);
    const counters = Buffer.alloc(Math.max(0, blocks) * AES_BLOCK_BYTES);
    for (let at = 0; at < counters.length; at += AES_BLOCK_BYTES) {
      counter++;
      counters.writeUInt32LE(counter >>> 0, at);
      counters.writeUInt32LE(Math.floor(counter / 0x1_0000_0000), at + 4);
    }
    const made = Buffer.concat([rest, cipher.update(counters)]);
    rest = made.subarray(length);
    return made.subarray(0, length);
  };
}

import { hash } from 'node:crypto';
import { AppError } from '../../../shared/domain/errors.ts';
import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import { encodeGb18030 } from '../../archive/encodeGb18030.ts';
import { Rc4 } from './rc4.ts';
import { readEncryptionHeader } from './readEncryptionHeader.ts';
import { unknownEncryption } from './unknownEncryption.ts';
import { withoutXor, xorObfuscation } from './xorObfuscation.ts';

const RECORD_HEADER_BYTES = 4;
const BOF = 0x0809;
const FILE_PASS = 0x002f;
const BOUND_SHEET = 0x0085;
/** Records that are never encrypted (MS-XLS 2.2.10): BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead. */
const PLAIN = new Set([BOF, FILE_PASS, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138]);
/** Where a sheet starts stands in front of its name, and is never encrypted. */
const PLAIN_OF_BOUND_SHEET = 4;
const BIFF8 = 0x0600;
const XOR = 0;
const RC4 = 1;
const RC4_ALGORITHM = 0x6801;
const RC4_BLOCK_BYTES = 1024;
/** A whole workbook stream is decrypted in memory: Excel's own limits keep it below 100 MB a sheet. */
const MAX_STREAM_BYTES = 512 * 1024 * 1024;
const PIECE_BYTES = 1024 * 1024;

/** Takes the encryption off a record's content, in place, behind the `skip` bytes that never are encrypted; `position` is where it stands in the stream. */
type Decrypt = (content: Buffer, position: number, skip: number) => void;

/**
 * The workbook stream of an encrypted .xls with the encryption taken off (MS-XLS 2.2.10): RC4, RC4 by CryptoAPI, and
 * the obfuscation of Excel 95. Null when the password is wrong. Throws FILE_ENCRYPTION_UNKNOWN, FILE_DAMAGED,
 * FILE_TOO_LARGE, CANCELLED.
 */
export async function openEncryptedWorkbook(
  stream: ByteSource,
  password: string,
  signal?: AbortSignal,
): Promise<ByteSource | null> {
  if (stream.size > MAX_STREAM_BYTES) throw new AppError('FILE_TOO_LARGE', { limit: MAX_STREAM_BYTES });
  const found = await findFilePass(stream);
  const decrypt = decryptFor(found, password);
  if (!decrypt) return null;
  const bytes = Buffer.allocUnsafe(stream.size);
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    if (signal?.aborted) throw new AppError('CANCELLED');
    (await stream.read(at, PIECE_BYTES)).copy(bytes, at);
  }
  let decrypted = 0;
  for (let at = 0; at + RECORD_HEADER_BYTES <= bytes.length; ) {
    const type = bytes.readUInt16LE(at);
    const start = at + RECORD_HEADER_BYTES;
    const end = Math.min(bytes.length, start + bytes.readUInt16LE(at + 2));
    const skip = type === BOUND_SHEET ? PLAIN_OF_BOUND_SHEET : 0;
    if (!PLAIN.has(type)) decrypt(bytes.subarray(start, end), start, skip);
    decrypted += end - at;
    at = end;
    if (decrypted < PIECE_BYTES) continue;
    decrypted = 0;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new AppError('CANCELLED');
  }
  return openByteSource(withoutFilePass(bytes, found.at));
}

interface FilePass {
  /** Where the record is in the stream. */
  at: number;
  biff8: boolean;
  content: Buffer;
}

async function findFilePass(stream: ByteSource): Promise<FilePass> {
  const head = await stream.read(0, PIECE_BYTES);
  let biff8 = false;
  for (let at = 0; at + RECORD_HEADER_BYTES <= head.length; ) {
    const type = head.readUInt16LE(at);
    const start = at + RECORD_HEADER_BYTES;
    const end = start + head.readUInt16LE(at + 2);
    if (end > head.length) break;
    if (type === BOF && end - start >= 2) biff8 = head.readUInt16LE(start) === BIFF8;
    if (type === FILE_PASS) return { at, biff8, content: head.subarray(start, end) };
    at = end;
  }
  throw new AppError('FILE_DAMAGED', { what: 'encryption' });
}

/** Null when the password is wrong. */
function decryptFor({ biff8, content }: FilePass, password: string): Decrypt | null {
  if (content.length < 4) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  if (!biff8) return xorDecrypt(content.readUInt16LE(0), content.readUInt16LE(2), password);
  const type = content.readUInt16LE(0);
  if (type === XOR && content.length >= 6) {
    return xorDecrypt(content.readUInt16LE(2), content.readUInt16LE(4), password);
  }
  if (type !== RC4 || content.length < 6) throw unknownEncryption('xls');
  const [major, minor] = [content.readUInt16LE(2), content.readUInt16LE(4)];
  if (major === 1 && minor === 1 && content.length >= 54) {
    return rc4Decrypt(
      rc4Keys(password, content.subarray(6, 22)),
      'md5',
      content.subarray(22, 38),
      content.subarray(38, 54),
    );
  }
  if (minor === 2 && major >= 2 && major <= 4 && content.length >= 10) {
    const header = readEncryptionHeader(content.subarray(10));
    if (header.algorithm !== RC4_ALGORITHM) throw unknownEncryption('xls');
    const keys = cryptoApiKeys(password, header.salt, header.keyBits || 40);
    return rc4Decrypt(keys, 'sha1', header.verifier, header.verifierHash.subarray(0, 20));
  }
  throw unknownEncryption('xls');
}

function xorDecrypt(key: number, verifier: number, password: string): Decrypt | null {
  const made = passwordBytes(password)
    .map((bytes) => xorObfuscation(bytes))
    .find((candidate) => candidate?.key === key && candidate.verifier === verifier);
  if (!made) return null;
  // Which byte of the array comes first, the end of the record in the stream says (MS-OFFCRYPTO 2.3.7.3).
  return (content, position, skip) =>
    withoutXor(content.subarray(skip), made.array, position + content.length + skip);
}

/** Excel takes one byte of each character (MS-OFFCRYPTO 2.3.7.4); Excel 95 knew the Chinese code page only. */
function passwordBytes(password: string): Buffer[] {
  const low = Array.from({ length: password.length }, (_, at) => {
    const unit = password.charCodeAt(at);
    return (unit & 0xff) === 0 ? unit >> 8 : unit & 0xff;
  });
  return [Buffer.from(low), encodeGb18030(password)];
}

type KeyOfBlock = (block: number) => Buffer;

function rc4Decrypt(keyOf: KeyOfBlock, algorithm: string, verifier: Buffer, told: Buffer): Decrypt | null {
  const cipher = new Rc4(keyOf(0));
  const expected = hash(algorithm, cipher.apply(verifier), 'buffer');
  if (!expected.equals(cipher.apply(told))) return null;
  let block = -1;
  let stream: Buffer = Buffer.alloc(0);
  // Every 1,024 bytes of the stream have a key of their own, whatever of them is encrypted.
  return (content, position, skip) => {
    for (let at = skip; at < content.length; at++) {
      const wanted = Math.floor((position + at) / RC4_BLOCK_BYTES);
      if (wanted !== block) {
        block = wanted;
        stream = new Rc4(keyOf(block)).keyStream(RC4_BLOCK_BYTES);
      }
      content[at]! ^= stream[(position + at) % RC4_BLOCK_BYTES]!;
    }
  };
}

/** MS-OFFCRYPTO 2.3.6.2 */
function rc4Keys(password: string, salt: Buffer): KeyOfBlock {
  const short = hash('md5', Buffer.from(password, 'utf16le'), 'buffer').subarray(0, 5);
  const salted = Buffer.concat(Array.from({ length: 16 }, () => Buffer.concat([short, salt])));
  const base = hash('md5', salted, 'buffer').subarray(0, 5);
  return (block) => hash('md5', Buffer.concat([base, numberBytes(block)]), 'buffer');
}

/** MS-OFFCRYPTO 2.3.5.2 */
function cryptoApiKeys(password: string, salt: Buffer, keyBits: number): KeyOfBlock {
  const base = hash('sha1', Buffer.concat([salt, Buffer.from(password, 'utf16le')]), 'buffer');
  return (block) => {
    const key = hash('sha1', Buffer.concat([base, numberBytes(block)]), 'buffer');
    return keyBits === 40
      ? Buffer.concat([key.subarray(0, 5), Buffer.alloc(11)])
      : key.subarray(0, Math.max(1, keyBits >> 3));
  };
}

function numberBytes(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

/** The record that says "encrypted" becomes one that nobody reads, of the same length: sheets are found by their place. */
function withoutFilePass(bytes: Buffer, at: number): Buffer {
  bytes.writeUInt16LE(0, at);
  return bytes;
}

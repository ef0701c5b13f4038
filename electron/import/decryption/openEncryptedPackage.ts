import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { type CompoundFile, readCompoundFile } from '../readers/compoundFile.ts';
import type { DecryptPackage } from './decryptPackage.ts';
import { openAgile } from './openAgile.ts';
import { openStandard } from './openStandard.ts';
import { unknownEncryption } from './unknownEncryption.ts';

/** In front of the encrypted bytes: how many of them are real. */
const SIZE_BYTES = 8;
const MAX_INFO_BYTES = 1024 * 1024;
const AGILE = 4;

/**
 * The workbook within an encrypted .xlsx, .xlsm or .xlsb (MS-OFFCRYPTO 2.3): bytes to be read anywhere, decrypted as
 * they are asked for, never written out. Closing it closes nothing. Null when the password is wrong. Throws
 * FILE_ENCRYPTION_UNKNOWN, FILE_DAMAGED, FILE_UNSAFE, CANCELLED.
 */
export async function openEncryptedPackage(
  source: ByteSource,
  password: string,
  signal?: AbortSignal,
): Promise<ByteSource | null> {
  const file = await readCompoundFile(source);
  // A workbook whose parts a zip program locked one by one is nothing that Excel knows.
  if (!file) throw unknownEncryption('zip');
  const encrypted = await file.stream('EncryptedPackage');
  if (!encrypted) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  const info = await infoOf(file);
  const open =
    info.readUInt16LE(0) === AGILE && info.readUInt16LE(2) === AGILE
      ? await openAgile(info.subarray(8), password, signal)
      : standardOf(info, password);
  return open && decryptedSource(encrypted, open);
}

function standardOf(info: Buffer, password: string): DecryptPackage | null {
  const [major, minor] = [info.readUInt16LE(0), info.readUInt16LE(2)];
  // 3.3 and 4.3 are the extensible encryption, for which no program is known to write.
  if (minor !== 2 || major < 2 || major > 4) throw unknownEncryption('office');
  return openStandard(info.subarray(8), password);
}

async function infoOf(file: CompoundFile): Promise<Buffer> {
  const info = await file.stream('EncryptionInfo');
  // Rights management keeps its key on a server and no EncryptionInfo in the file.
  if (!info) throw unknownEncryption('rights');
  if (info.size < 8 || info.size > MAX_INFO_BYTES) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  return info.read(0, info.size);
}

async function decryptedSource(encrypted: ByteSource, open: DecryptPackage): Promise<ByteSource> {
  const head = await encrypted.read(0, SIZE_BYTES);
  if (head.length < SIZE_BYTES) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  const size = Number(head.readBigUInt64LE(0));
  if (size > encrypted.size - SIZE_BYTES) throw new AppError('FILE_DAMAGED', { what: 'encryption' });
  const { segmentBytes } = open;
  return {
    size,
    async read(position, length) {
      const end = Math.min(size, position + length);
      if (end <= position) return Buffer.alloc(0);
      const first = Math.floor(position / segmentBytes);
      const last = Math.floor((end - 1) / segmentBytes);
      const from = first * segmentBytes;
      const bytes = await encrypted.read(SIZE_BYTES + from, (last + 1 - first) * segmentBytes);
      const pieces: Buffer[] = [];
      for (let index = first; index <= last; index++) {
        const at = (index - first) * segmentBytes;
        pieces.push(open.segment(index, bytes.subarray(at, at + segmentBytes)));
      }
      return Buffer.concat(pieces).subarray(position - from, end - from);
    },
    close: async () => {},
  };
}

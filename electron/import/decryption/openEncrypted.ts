import { AppError } from '../../../shared/domain/errors.ts';
import type { ByteSource } from '../../archive/byteSource.ts';
import { readCompoundFile } from '../readers/compoundFile.ts';
import { WORKBOOK_STREAMS } from '../readers/workbookStreams.ts';
import { openEncryptedOds } from './openEncryptedOds.ts';
import { openEncryptedPackage } from './openEncryptedPackage.ts';
import { openEncryptedWorkbook } from './openEncryptedWorkbook.ts';
import { unknownEncryption } from './unknownEncryption.ts';

/** What Excel encrypts with when only changes are to be kept off: it opens such files without asking (MS-OFFCRYPTO 2.4.2.3). */
const EXCELS_OWN_PASSWORD = 'VelvetSweatshop';

/**
 * What is in an encrypted file, decrypted while it is read and never written out; closing it closes `source`. Throws
 * FILE_ENCRYPTED (it wants a password), FILE_PASSWORD_WRONG, FILE_ENCRYPTION_UNKNOWN, FILE_DAMAGED, FILE_UNSAFE,
 * FILE_TOO_LARGE, CANCELLED.
 *
 * @param format what the file was sniffed as
 */
export async function openEncrypted(
  source: ByteSource,
  format: string,
  password: string | null,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const given = password === null ? [] : [password];
  const open = await openerOf(source, format);
  // OpenDocument keeps changes off without encrypting.
  for (const candidate of format === 'ods' ? given : [...given, EXCELS_OWN_PASSWORD]) {
    const opened = await open(candidate, signal);
    if (opened) return { ...opened, close: () => source.close() };
  }
  throw new AppError(password === null ? 'FILE_ENCRYPTED' : 'FILE_PASSWORD_WRONG', { format });
}

type Open = (password: string, signal?: AbortSignal) => Promise<ByteSource | null>;

async function openerOf(source: ByteSource, format: string): Promise<Open> {
  if (format === 'xlsx') return (password, signal) => openEncryptedPackage(source, password, signal);
  if (format === 'ods') return openEncryptedOds(source);
  if (format === 'zip') throw new AppError('FILE_ENCRYPTED', { what: 'zip' });
  if (format !== 'xls') throw unknownEncryption(format);
  const file = await readCompoundFile(source);
  // Some programs write the records without a container.
  if (!file) return (password, signal) => openEncryptedWorkbook(source, password, signal);
  for (const name of WORKBOOK_STREAMS) {
    const stream = await file.stream(name);
    if (stream) return (password, signal) => openEncryptedWorkbook(stream, password, signal);
  }
  throw new AppError('FILE_DAMAGED', { what: 'compound-file' });
}

import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../../shared/domain/errors.ts';
import type { FilePlace } from './filePlace.ts';
import { readSealed } from './sealedFile.ts';

/** Random access to a file on disk or to bytes in memory (an entry of an archive, which is never written out). */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes from `position`; shorter only at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Throws AppError FILE_NOT_FOUND, FILE_UNREADABLE (no permission, in use, failing medium) or FILE_UNKNOWN (a folder). */
export async function openByteSource(source: FilePlace | Uint8Array): Promise<ByteSource> {
  if (source instanceof Uint8Array) return bytesInMemory(source);
  return typeof source === 'string' ? openFileBytes(source, null) : openFileBytes(source.path, source.key);
}

function bytesInMemory(source: Uint8Array): ByteSource {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  return {
    size: bytes.length,
    read: async (position, length) => bytes.subarray(position, position + length),
    close: async () => {},
  };
}

/** `key`: of a file that this program has sealed. */
async function openFileBytes(path: string, key: Uint8Array | null): Promise<ByteSource> {
  let handle: FileHandle;
  let size: number;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    throw fileSystemError(error);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile())
      throw new AppError('FILE_UNKNOWN', { what: stat.isDirectory() ? 'folder' : 'device' });
    size = stat.size;
  } catch (error) {
    await handle.close();
    throw fileSystemError(error);
  }
  if (key !== null) return sealedBytes(handle, size, key);
  return {
    size,
    async read(position, length) {
      const wanted = Math.max(0, Math.min(length, size - position));
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      try {
        while (filled < wanted) {
          const { bytesRead } = await handle.read(buffer, filled, wanted - filled, position + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
      } catch (error) {
        throw fileSystemError(error);
      }
      return filled === wanted ? buffer : buffer.subarray(0, filled);
    },
    close: () => handle.close(),
  };
}

async function sealedBytes(handle: FileHandle, sealedSize: number, key: Uint8Array): Promise<ByteSource> {
  const altered = () => new AppError('FILE_UNREADABLE', { reason: 'EIO' });
  const sealed = readSealed(handle, sealedSize, key);
  if (sealed === null) {
    await handle.close();
    throw altered();
  }
  return {
    size: sealed.size,
    async read(position, length) {
      let bytes: Buffer | null;
      try {
        bytes = await sealed.read(position, length);
      } catch (error) {
        throw fileSystemError(error);
      }
      if (bytes === null) throw altered();
      return bytes;
    },
    close: () => handle.close(),
  };
}

/** What an error of the file system means to a person. */
export function fileSystemError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = (error as NodeJS.ErrnoException).code ?? '';
  if (reason === 'ENOENT' || reason === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', {}, { cause: error });
  if (reason === 'EISDIR') return new AppError('FILE_UNKNOWN', { what: 'folder' }, { cause: error });
  return new AppError('FILE_UNREADABLE', { reason }, { cause: error });
}

import { join } from 'node:path';
import { namesIn, readStoredFile, removeFile, writeStoredFile } from '../archive/storedFile.ts';
import type { DataKey } from '../security/dataKey.ts';
import { sealOf } from '../security/seal.ts';
import { type BlobStore, isBlobHash } from './blobStore.ts';

export interface Thumbnails {
  /** The small JPEG of a stored photo, made when it is first asked for; null when there is no such photo or none can be made. */
  read(hash: string): Promise<Buffer | null>;
  /** Takes away the thumbnails of photos that are no longer stored. Returns how many. */
  sweep(): Promise<number>;
}

/** A cache beside the blobs: `<dataDir>/thumbnails/ab/<sha256 of the photo>`. May be deleted at any time. */
export function openThumbnails(dataDir: string, key: DataKey | null, blobs: BlobStore): Thumbnails {
  const seal = sealOf(key, 'files');
  const root = join(dataDir, 'thumbnails');
  const making = new Map<string, Promise<Buffer | null>>();
  const pathOf = (hash: string) => join(root, hash.slice(0, 2), hash);

  async function make(hash: string): Promise<Buffer | null> {
    const stored = await readStoredFile(pathOf(hash));
    // One that does not open is made again, as one that was cut short.
    const cached = stored !== null && seal !== null ? seal.open(stored, `thumbnail ${hash}`) : stored;
    if (cached !== null && isWholeJpeg(cached)) return cached;
    const photo = await blobs.read(hash);
    if (photo === null) return null;
    const { makeThumbnail } = await import('./makeThumbnail.ts');
    const thumbnail = await makeThumbnail(photo);
    if (thumbnail !== null) {
      const sealed = seal?.close(thumbnail, `thumbnail ${hash}`) ?? thumbnail;
      await writeStoredFile(pathOf(hash), sealed, { durable: false });
    }
    return thumbnail;
  }

  return {
    async read(hash) {
      if (!isBlobHash(hash)) return null;
      const begun = making.get(hash);
      if (begun !== undefined) return begun;
      const thumbnail = make(hash).finally(() => making.delete(hash));
      making.set(hash, thumbnail);
      return thumbnail;
    },
    async sweep() {
      let removed = 0;
      for (const folder of await namesIn(root)) {
        for (const name of await namesIn(join(root, folder))) {
          if (making.has(name.slice(0, 64)) || (await blobs.has(name))) continue;
          if (await removeFile(join(root, folder, name))) removed += 1;
        }
      }
      return removed;
    },
  };
}

/** A cache is not flushed when it is written, so a power cut can leave it short. */
function isWholeJpeg(bytes: Buffer): boolean {
  return (
    bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9
  );
}

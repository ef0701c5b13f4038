import { AppError } from '../../shared/domain/errors.ts';
import { type KeyRing, readKeyRing, writeKeyRing } from './keyRing.ts';

/** Where a key ring lies: in a folder, or in the database of a hub. */
export interface RingPlace {
  /** Errors: KEY_RING (missing, damaged, newer). */
  read(): KeyRing | Promise<KeyRing>;
  /** Resolves once it is on the disk. */
  write(ring: KeyRing): void | Promise<void>;
}

/** In the data folder that it opens. */
export function folderRing(dataDir: string) {
  return {
    read(): KeyRing {
      const ring = readKeyRing(dataDir);
      if (ring === null) throw new AppError('KEY_RING', { case: 'missing' });
      return ring;
    },
    write: (ring: KeyRing) => writeKeyRing(dataDir, ring),
  } satisfies RingPlace;
}

import { takeWriterLock } from '../../db/writerLock.ts';
import type { KeySlotKind } from '../../security/keyRing.ts';
import { type KeyFolders, recoverStore } from '../../security/StoreKeys.ts';

/** recoverStore, while nobody else has the data folder. Errors: STORE_IN_USE, and those of recoverStore. */
export async function recoverHeld(
  folders: KeyFolders,
  recoveryKey: string,
  ways: Parameters<typeof recoverStore>[2],
): Promise<KeySlotKind> {
  const lock = takeWriterLock(folders.dataDir);
  try {
    return await recoverStore(folders, recoveryKey, ways);
  } finally {
    lock.release();
  }
}

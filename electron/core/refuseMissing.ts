import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../shared/domain/errors.ts';
import { namesIn } from '../archive/storedFile.ts';
import { hasStore } from './hasStore.ts';

/**
 * A data folder that has all but its database is not a new one: an empty store made there would look as if everything
 * were gone. Errors: STORE_DAMAGED `missing`.
 */
export async function refuseMissing(dataDir: string): Promise<void> {
  if (hasStore(dataDir)) return;
  const hadOne =
    existsSync(join(dataDir, 'store.sqlite-wal')) ||
    (await namesIn(join(dataDir, 'blobs'))).length > 0 ||
    (await namesIn(join(dataDir, 'backups'))).length > 0;
  if (hadOne) throw new AppError('STORE_DAMAGED', { what: 'missing' });
}

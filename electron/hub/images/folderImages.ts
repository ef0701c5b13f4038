import { join } from 'node:path';
import { threadEntry, workThread } from '../../core/workThread.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { HUB_FILE } from '../connectSqlite.ts';
import type { FolderImageOrder } from './hubImageWorker.ts';
import type { ImageOrder, WrittenImage } from './writeImage.ts';

/** Makes images of a hub that is in a folder, beside its work. */
export function folderImages(dataDir: string, databaseKey: DataKey) {
  return (order: ImageOrder, signal: AbortSignal): Promise<WrittenImage> => {
    const entry = threadEntry('hubImageWorker', import.meta.url);
    const asked: FolderImageOrder = { ...order, database: join(dataDir, HUB_FILE), databaseKey };
    return workThread<WrittenImage>(entry, asked, { signal, onProgress: () => undefined });
  };
}

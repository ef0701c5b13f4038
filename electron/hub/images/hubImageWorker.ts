import { answerThread } from '../../core/workThread.ts';
import type { DataKey } from '../../security/dataKey.ts';
import { connectSqlite } from '../connectSqlite.ts';
import { type ImageOrder, type WrittenImage, writeImage } from './writeImage.ts';

export interface FolderImageOrder extends ImageOrder {
  database: string;
  databaseKey: DataKey;
}

/** A thread of its own, with a connection of its own: while an image is made the hub goes on answering. */
await answerThread<FolderImageOrder, WrittenImage>(async ({ database, databaseKey, ...order }) => {
  const { db } = connectSqlite(database, databaseKey);
  try {
    return await writeImage(db, order);
  } finally {
    await db.destroy();
  }
});

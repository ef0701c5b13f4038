import type { WriteDb } from '../../electron/db/database.ts';
import { saveImage } from '../../electron/students/image/imageSnapshot.ts';
import type { StudentImage } from '../../electron/students/image/StudentImage.ts';
import { type OrderKey, SortOrders } from '../../electron/students/image/sortOrders.ts';

const KEYS: readonly OrderKey[] = ['class', 'studentNo', 'examNo', 'name'];

/** Keeps an image with all its orders in the store, however small the school is; whether it was kept whole. */
export function keepImage(db: WriteDb, image: StudentImage, seq = newestChange(db)): Promise<boolean> {
  const orders = new SortOrders(image, db);
  for (const key of KEYS) orders.get(key);
  return saveImage(db, image, orders.made(), seq, () => true);
}

export function newestChange(db: WriteDb): number {
  return db.read<{ seq: number | null }>('SELECT max(seq) AS seq FROM change').get()!.seq ?? 0;
}

export function forgetImage(db: WriteDb): void {
  db.write('DELETE FROM image_part').run();
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { checkStore } from '../../electron/core/checkStore.ts';
import { connect, STORE_FILE } from '../../electron/db/openDatabase.ts';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { saveImage } from '../../electron/students/image/imageSnapshot.ts';
import { StudentImage } from '../../electron/students/image/StudentImage.ts';
import { SortOrders } from '../../electron/students/image/sortOrders.ts';
import { testKey } from '../harness/testKey.ts';
import { importRoster } from './importSteps.ts';
import type { Office } from './Office.ts';
import { livesOn } from './people.ts';
import { editStudents, undoBatch } from './studentSteps.ts';

/** The program is closed, looked at from outside at times, and opened again. */
export async function reopen(office: Office, random: SeededRandom): Promise<void> {
  await office.close();
  for (const name of ['incoming', 'downloads', 'check']) {
    const folder = join(office.dataDir, name);
    expect(existsSync(folder) ? readdirSync(folder) : [], `${name} is left tidy`).toEqual([]);
  }
  if (random.chance(0.3)) {
    office.note('the kept image is deleted');
    const db = connect(join(office.dataDir, STORE_FILE), testKey(office.dataDir));
    db.write('DELETE FROM image_part').run();
    db.raw.close();
  }
  if (random.chance(0.3)) {
    office.note('checked');
    const signal = new AbortController().signal;
    const checks = await checkStore(office.dataDir, testKey(office.dataDir), {
      signal,
      onProgress: () => undefined,
    });
    expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
  }
  await office.open();
}

/**
 * The image is kept as it is now, as the core does for a large school, so that the next opening takes it and follows
 * the log from here.
 */
export async function keepImage(office: Office, random: SeededRandom): Promise<void> {
  const { db } = office;
  const { seq } = db.read<{ seq: number | null }>('SELECT max(seq) AS seq FROM change').get()!;
  if (seq === null) return;
  const image = new StudentImage();
  await image.load(db);
  const orders = new SortOrders(image, db);
  for (const key of ['class', 'name', 'examNo'] as const) if (random.chance(0.7)) orders.get(key);
  expect(await saveImage(db, image, orders.made(), seq, () => true)).toBe(true);
}

/** What happened since the image was kept must be there when the program opens with it. */
export async function reopenFromKeptImage(office: Office, random: SeededRandom): Promise<void> {
  await keepImage(office, random);
  const since = random.pick([editStudents, undoBatch, importRoster]);
  office.note(`since then ${since.name}`);
  await since(office, random);
  await office.close();
  await office.open();
}

/** Hours or days go by, and with them windows; people's lives go on. */
export async function timePasses(office: Office, random: SeededRandom): Promise<void> {
  const hours = random.pick([1, 5, 12, 23, 24, 25, 72, 240]);
  office.note(`${hours} h`);
  office.pass(hours * 60);
  for (const person of office.people) if (random.chance(0.15)) livesOn(random, person);
}

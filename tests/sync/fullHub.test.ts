import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { connectSqlite } from '../../electron/hub/connectSqlite.ts';
import { migrateHub } from '../../electron/hub/migrateHub.ts';
import { refusalOfFault } from '../../electron/hub/refusalOfFault.ts';
import { together } from '../../electron/hub/together.ts';
import { writeInTurn } from '../../electron/hub/writeInTurn.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

it('keeps nothing of a transaction that a full disk took back, also of what comes after it, and says why', async () => {
  const { db, raw } = connectSqlite(join(temporaryFolder(), 'hub.sqlite'), STORE_KEY);
  onTestFinished(() => db.destroy());
  await migrateHub(db, 'sqlite');
  const note = (name: string, value: string) => db.insertInto('hub_note').values({ name, value });
  await note('before', 'x').execute();
  const limit = (raw.pragma('page_count', { simple: true }) as number) + 2;
  raw.pragma(`max_page_count = ${limit}`);
  const writing = db.transaction().execute(async (tx) => {
    const insert = (name: string, value: string) =>
      tx.insertInto('hub_note').values({ name, value }).execute();
    await insert('first', 'x');
    await together(insert('large', 'x'.repeat(1_000_000)), insert('after', 'x'));
  });
  const error: unknown = await writing.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'SQLITE_FULL' });
  expect(refusalOfFault(error)).toBe('store-full');
  const kept = async () => (await db.selectFrom('hub_note').select('name').execute()).map(({ name }) => name);
  expect(await kept()).toContain('before');
  expect(await kept()).not.toContain('after');
  expect(await kept()).not.toContain('first');
  // Those who were to be committed together are all told why nothing was.
  const turns = ['x', 'x'.repeat(1_000_000), 'y'].map((value, at) =>
    writeInTurn(
      db,
      (tx) =>
        tx
          .insertInto('hub_note')
          .values({ name: `turn ${at}`, value })
          .execute(),
      1,
    ),
  );
  const told = await Promise.allSettled(turns);
  expect(told.map((one) => one.status === 'rejected' && refusalOfFault(one.reason))).toEqual(
    Array(3).fill('store-full'),
  );
  expect((await kept()).filter((name) => name.startsWith('turn'))).toEqual([]);
  // It goes on once there is room.
  raw.pragma('max_page_count = 100000');
  await db
    .transaction()
    .execute((tx) => tx.insertInto('hub_note').values({ name: 'later', value: 'x' }).execute());
  expect(await kept()).toContain('later');
});

import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { handlePush } from '../../electron/hub/handlePush.ts';
import { isOwnWork, nextPush } from '../../electron/sync/client/nextPush.ts';
import { stateOf } from '../../electron/sync/client/syncState.ts';
import { bodyHash } from '../../electron/sync/protocol/logChain.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

it('work that says less when it is sent again is known to the hub that has it, and to the desk', async () => {
  const random = seededRandom(1, 'again');
  const clock = () => Date.UTC(2026, 9, 1);
  const hub = await SimHub.make(random, clock);
  const desk = SimDesk.named('desk', random, clock);
  await hub.enrol('desk', '*');
  desk.join();
  const client = desk.client(hub.calls());
  while ((await client.pull()).kind === 'more');
  const rows = [{ student: 's1', isNew: true, values: { name: '学生' } }];
  desk.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
  const next = () => nextPush(desk.db, 0, { mutations: 100, changes: 1_000 });
  const push = (mutations: ReturnType<typeof next>) =>
    handlePush(hub.db, hub.ports, { device: 'desk', token: stateOf(desk.db, 'token')!, mutations });
  const [sent] = next();
  // Something of it left this desk while it was under way.
  expect(desk.db.write("UPDATE mutation SET args = '{}' WHERE name = 'import.chunk'").run().changes).toBe(1);
  const [shorter] = next();
  expect(shorter!.was).toEqual([bodyHash(sent!)]);
  // However often: it grows no further.
  expect(next()).toEqual([shorter]);
  expect(await push([sent!])).toMatchObject({ kind: 'processed', lastMid: 1 });
  expect(await push([shorter!])).toMatchObject({ kind: 'processed', lastMid: 1 });
  // What was never said under this number is another store’s.
  expect(await push([{ ...shorter!, actor: '别人', was: [] }])).toEqual({ kind: 'device-cloned' });
  for (const mutation of [sent!, shorter!]) expect(isOwnWork(desk.db, 1, bodyHash(mutation))).toBe(true);
  while ((await client.pull()).kind === 'more');
  expect(desk.db.read('SELECT state FROM outbox').all()).toEqual([{ state: 'applied' }]);
});

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setLeaseDays } from '../../electron/hub/lease.ts';
import { DEFAULT_LEASE_DAYS } from '../../electron/sync/protocol/lease.ts';
import { deskHub } from '../harness/deskHub.ts';
import { newestTold } from '../harness/newestTold.ts';
import { openCore } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const DAY = 86_400_000;
const LOCKED = { data: { code: 'SYNC_LEASE' } };

/** A desk that is with its hub, and a clock of its own. */
async function scene() {
  const folder = temporaryFolder();
  const clock = { at: Date.UTC(2026, 6, 1) };
  const now = () => clock.at;
  const world = await deskHub(join(folder, 'hub'), now);
  const open = () => openCore(join(folder, 'desk'), { now }, { hubDoor: world.door, syncs: true });
  const desk = await open();
  await desk.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(desk, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  const { pin } = await desk.client.sync.look({ address: '10.0.0.5' });
  await desk.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name: 'desk' });
  await world.letIn('desk', '*');
  expect(await desk.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
  return { clock, world, desk, open };
}
const firstPage = { query: {}, offset: 0, limit: 10 };

it('shows what it has over a summer without its hub, and nothing of anybody after that until it reaches it again', async () => {
  const { clock, world, desk } = await scene();
  const { days, endsAt } = (await desk.client.sync.status()).lease!;
  expect([days, endsAt]).toEqual([DEFAULT_LEASE_DAYS, clock.at + DEFAULT_LEASE_DAYS * DAY]);
  world.cut = true;
  clock.at += 62 * DAY;
  const { items } = await desk.client.students.page(firstPage);
  await desk.client.students.setFields({ id: items[0]!.id, values: { email: 'a@example.com' }, reason: '' });
  clock.at = endsAt + 1;
  await expect(desk.client.students.page(firstPage)).rejects.toMatchObject(LOCKED);
  await expect(desk.client.students.get({ id: items[0]!.id })).rejects.toMatchObject(LOCKED);
  await expect(desk.client.sync.waiting({ offset: 0, limit: 10 })).rejects.toMatchObject(LOCKED);
  expect(await desk.client.sync.status()).toMatchObject({ lease: { isEnded: true } });
  expect((await desk.client.sync.status()).waiting).toBeGreaterThan(0);
  world.cut = false;
  expect(await desk.client.sync.now()).toMatchObject({
    phase: 'synced',
    waiting: 0,
    lease: { isEnded: false },
  });
  expect((await desk.client.students.page(firstPage)).items).toHaveLength(3);
  await desk.close();
}, 60_000);

it('is not helped by a clock that is turned back, also not over a restart', async () => {
  const { clock, world, desk, open } = await scene();
  const { endsAt } = (await desk.client.sync.status()).lease!;
  const begun = clock.at;
  await desk.close();
  world.cut = true;
  clock.at = endsAt + 1;
  await (await open()).close();
  clock.at = begun;
  const again = await open();
  await expect(again.client.students.page(firstPage)).rejects.toMatchObject(LOCKED);
  // Nor does it stand in the way of whoever reaches the hub: the clock was wrong for a while, and is right now.
  world.cut = false;
  expect(await again.client.sync.now()).toMatchObject({ phase: 'synced', lease: { isEnded: false } });
  expect((await again.client.students.page(firstPage)).items).toHaveLength(3);
  await again.close();
}, 60_000);

it('counts the days that the hub says, and none where it says so', async () => {
  const { clock, world, desk } = await scene();
  await setLeaseDays(world.hub.db, 3, { by: '林老师', at: 1 });
  await desk.client.sync.now();
  expect((await desk.client.sync.status()).lease).toMatchObject({ days: 3 });
  await setLeaseDays(world.hub.db, 0, { by: '林老师', at: 1 });
  await desk.client.sync.now();
  expect((await desk.client.sync.status()).lease).toBeNull();
  world.cut = true;
  clock.at += 1_000 * DAY;
  expect((await desk.client.students.page(firstPage)).items).toHaveLength(3);
  await desk.close();
}, 60_000);

it('is unlocked by the printed recovery key where there is no hub any more', async () => {
  const { clock, world, desk } = await scene();
  const { recoveryKey } = await desk.client.keys.makeRecoveryKey();
  world.cut = true;
  clock.at += (DEFAULT_LEASE_DAYS + 1) * DAY;
  await expect(desk.client.students.page(firstPage)).rejects.toMatchObject(LOCKED);
  await expect(desk.client.sync.unlock({ recoveryKey: 'AAAAA' })).rejects.toMatchObject({
    data: { code: 'KEY_WRONG' },
  });
  await expect(desk.client.students.page(firstPage)).rejects.toMatchObject(LOCKED);
  expect(await desk.client.sync.unlock({ recoveryKey })).toMatchObject({ lease: { isEnded: false } });
  expect(await newestTold(desk, 1)).toMatchObject([{ action: 'hub-unlocked', detail: {} }]);
  expect((await desk.client.students.page(firstPage)).items).toHaveLength(3);
  await desk.close();
}, 60_000);

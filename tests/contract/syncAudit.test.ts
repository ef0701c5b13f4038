import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { deskHub } from '../harness/deskHub.ts';
import { openCore } from '../harness/openCore.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const DAY = 24 * 3_600_000;

async function scene() {
  const folder = temporaryFolder();
  const time = { at: Date.UTC(2026, 10, 24, 4), now: () => time.at };
  const world = await deskHub(join(folder, 'hub'), time.now);
  const dataDir = join(folder, 'one');
  const open = () => openCore(dataDir, time, { hubDoor: world.door, syncs: true });
  const desk = await open();
  await desk.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(desk, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  const { pin } = await desk.client.sync.look({ address: '10.0.0.5' });
  await desk.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name: 'one' });
  await world.letIn('one', '*');
  const report = async () => (await hubStatus(world.hub.db)).devices[0]!;
  return { time, world, dataDir, open, desk, report };
}

it('compares a desk with its hub once a day, mends what a disk has changed, and tells both sides', async () => {
  const { time, dataDir, open, desk, report } = await scene();
  expect(await desk.client.sync.now()).toMatchObject({
    ...{ phase: 'synced', audit: { at: time.at, mended: 0, incidents: 0 }, stuckSince: null },
  });
  expect(await desk.client.sync.incidents()).toEqual([]);
  expect(await report()).toMatchObject({
    outbox: { depth: 0, oldestAt: null },
    report: { at: time.at, refused: 0, wanted: 0, stuckSince: null, audit: { mended: 0, incidents: 0 } },
  });
  // Not again before a day is over.
  const first = time.at;
  time.at += DAY - 1;
  expect(await desk.client.sync.now()).toMatchObject({ audit: { at: first } });
  await desk.close();

  // A disk that has changed something by itself: a year on, everything is hashed anew.
  const disk = openTestDatabase(dataDir);
  const { changes } = disk
    .prepare("UPDATE setting SET value = replace(value, '示例', '样例') WHERE value LIKE '%示例大学%'")
    .run();
  disk.close();
  expect(changes).toBe(1);
  time.at += 365 * DAY;
  const later = await open();
  expect(await later.client.sync.now()).toMatchObject({
    ...{ phase: 'synced', waiting: 0, audit: { at: time.at, mended: 1, incidents: 1 } },
  });
  expect(await later.client.sync.incidents()).toEqual([
    { at: time.at, entity: 'setting', how: 'other', rows: 1 },
  ]);
  expect(await report()).toMatchObject({ report: { audit: { at: time.at, mended: 1, incidents: 1 } } });
  await later.close();
  const mended = openTestDatabase(dataDir, { readonly: true });
  expect(mended.prepare("SELECT count(*) AS n FROM setting WHERE value LIKE '%示例大学%'").get()).toEqual({
    n: 1,
  });
  mended.close();
}, 60_000);

it('finds out that nothing goes on although the hub answers, says so, and ends saying so when it does', async () => {
  const { time, world, open, desk, report } = await scene();
  await desk.client.sync.now();
  await desk.close();
  const { calls } = world.door;
  let isDeaf = true;
  world.door.calls = (place) => {
    const way = calls(place);
    // Takes what is sent, and forgets it.
    const push: typeof way.push = (asked) =>
      isDeaf
        ? Promise.resolve({ kind: 'processed', lastMid: asked.mutations.at(-1)!.mid, missing: [] })
        : way.push(asked);
    return { ...way, push };
  };
  const again = await open();
  const { items } = await again.client.students.page({ query: {}, offset: 0, limit: 1 });
  await again.client.students.setFields({ id: items[0]!.id, values: { phone: '13911112222' }, reason: '' });
  expect(await again.client.sync.now()).toMatchObject({ phase: 'synced', stuckSince: null });
  const since = time.at;
  time.at += 2 * 60_000;
  const stuck = await again.client.sync.now();
  expect(stuck).toMatchObject({ phase: 'synced', stuckSince: since });
  expect(stuck.waiting).toBeGreaterThan(0);
  expect(await report()).toMatchObject({
    ...{ outbox: { depth: stuck.waiting, oldestAt: since }, report: { stuckSince: since } },
  });
  isDeaf = false;
  time.at += 60_000;
  expect(await again.client.sync.now()).toMatchObject({ waiting: 0, stuckSince: null });
  expect(await report()).toMatchObject({ outbox: { depth: 0 }, report: { stuckSince: null } });
  await again.close();
}, 60_000);

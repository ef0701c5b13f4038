import { expect, it } from 'vitest';
import { erasedKey } from '../../electron/changes/erase/erasedKey.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { dailyChores } from '../../electron/hub/dailyChores.ts';
import { recordErasure } from '../../electron/hub/erasures/recordErasure.ts';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { HubDevice, record } from './HubDevice.ts';
import { SimHub } from './rig/SimHub.ts';

const DAY = 24 * 3600 * 1000;

it('is done once a day, also when the clock goes back, and told by the hub’s status', async () => {
  let now = 1_800_000_000_000;
  const hub = await SimHub.make(seededRandom(1, 'chores'), () => now);
  let swept = 0;
  const files = { sweep: () => Promise.resolve({ removed: ++swept, lost: 0 }) };
  expect((await hubStatus(hub.db)).chores).toBeNull();
  expect(await dailyChores(hub.db, hub.ports, files)).toMatchObject({ at: now, files: 1 });
  now += DAY - 1;
  expect(await dailyChores(hub.db, hub.ports, files)).toBeNull();
  now += 1;
  expect(await dailyChores(hub.db, hub.ports, files)).toMatchObject({ at: now, files: 2 });
  now -= 3 * DAY;
  expect(await dailyChores(hub.db, hub.ports, files)).toMatchObject({ at: now, files: 3 });
  expect((await hubStatus(hub.db)).chores).toMatchObject({ at: now, files: 3 });
});

it('goes on with an erasure that was written down and not carried out', async () => {
  const hub = await SimHub.make(seededRandom(1, 'chores'), () => 0);
  const device = await HubDevice.enrolled(hub, hub.ports, 'office', '*');
  await device.push(record('s1', { name: '要走的人', collegeName: '法学院' }));
  const erasure = { id: '1'.repeat(32), at: 0, students: [erasedKey('s1')], seal: null };
  expect(await recordErasure(hub.db, hub.ports, 'office', erasure)).toBe(true);
  const said = () => JSON.stringify(hub.raw.prepare('SELECT fields FROM row').all());
  expect(said()).toContain('要走的人');
  await dailyChores(hub.db, hub.ports, null);
  expect(said()).not.toContain('要走的人');
});

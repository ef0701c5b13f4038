import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

it('a hub that was put back twice to the same copy finds out each time, and once each time', async () => {
  const random = seededRandom(1, 'epochs');
  const clock = () => Date.UTC(2026, 9, 1);
  const hub = await SimHub.make(random, clock);
  const [one, other] = ['one', 'other'].map((name) => SimDesk.named(name, random, clock)) as [
    SimDesk,
    SimDesk,
  ];
  const exchange = async (desk: SimDesk) => {
    const client = desk.client(hub.calls());
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
  };
  const epoch = () => hub.raw.prepare('SELECT epoch FROM partition').pluck().get() as string;
  for (const desk of [one, other]) {
    await hub.enrol(desk.name, '*');
    desk.join();
    await exchange(desk);
  }
  const copy = hub.backUp();
  const first = epoch();
  const epochs = [first];
  for (const phone of ['13800000001', '13800000002']) {
    const rows = [{ student: 's1', isNew: phone.endsWith('1'), values: { name: '学生', phone } }];
    one.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
    for (const desk of [one, other]) await exchange(desk);
    hub.restore(copy);
    expect(epoch()).toBe(first);
    await exchange(one);
    epochs.push(epoch());
    await exchange(other);
    expect(epoch()).toBe(epochs.at(-1));
  }
  expect(new Set(epochs).size).toBe(3);
});

import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

it('a hub that was put back tells where its log ended then, and how far devices were told of it before', async () => {
  const random = seededRandom(2, 'epochs');
  const clock = () => Date.UTC(2026, 9, 1);
  const hub = await SimHub.make(random, clock);
  const desks = ['one', 'other'].map((name) => SimDesk.named(name, random, clock));
  const exchange = async (desk: SimDesk) => {
    const client = desk.client(hub.calls());
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
  };
  const head = () => hub.raw.prepare('SELECT head_seq FROM partition').pluck().get() as number;
  for (const desk of desks) {
    await hub.enrol(desk.name, '*');
    desk.join();
    await exchange(desk);
  }
  const [one, other] = desks as [SimDesk, SimDesk];
  const work = (desk: SimDesk, student: string) => {
    const rows = [{ student, isNew: true, values: { name: student } }];
    desk.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
  };
  work(one, 's1');
  await exchange(one);
  const [copy, had] = [hub.backUp(), head()];
  expect((await hubStatus(hub.db)).rewound).toBeNull();
  work(one, 's2');
  await exchange(one);
  const first = head();
  work(other, 's3');
  await exchange(other);
  const upTo = head();
  hub.restore(copy);
  await exchange(one);
  expect((await hubStatus(hub.db)).rewound).toEqual({ at: clock(), had, upTo: first });
  await exchange(other);
  expect((await hubStatus(hub.db)).rewound).toEqual({ at: clock(), had, upTo });
});

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

import { expect, it } from 'vitest';
import { readRow } from '../../electron/changes/readRow.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

it('a desk that was not told something begins anew, instead of going on without it', async () => {
  const random = seededRandom(1, 'missed');
  const clock = () => Date.UTC(2026, 9, 1);
  const hub = await SimHub.make(random, clock);
  const [office, clerk] = ['office', 'clerk'].map((name) => SimDesk.named(name, random, clock)) as [
    SimDesk,
    SimDesk,
  ];
  for (const desk of [office, clerk]) {
    await hub.enrol(desk.name, '*');
    desk.join();
  }
  const images: string[] = [];
  let isForgotten = false;
  const calls: HubCalls = {
    ...hub.calls(),
    async pull(request) {
      const answer = await hub.calls().pull(request);
      // Of what a device is told one piece is missing, once.
      if (request.device !== 'clerk' || answer.kind !== 'delta' || !isForgotten) return answer;
      isForgotten = false;
      return { ...answer, deeds: answer.deeds.filter(({ name }) => name !== 'student.setFields') };
    },
    image(request) {
      images.push(request.device);
      return hub.calls().image(request);
    },
  };
  const exchange = async (desk: SimDesk) => {
    const client = desk.client(calls);
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
  };
  const rows = [{ student: 's1', isNew: true, values: { name: '学生', collegeName: '法学院' } }];
  office.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
  office.scene.edit('s1', { phone: '13800000001' });
  for (const desk of [office, clerk]) await exchange(desk);
  office.scene.edit('s1', { phone: '13800000002' });
  await exchange(office);
  isForgotten = true;
  await exchange(clerk);
  const before = images.length;
  office.scene.edit('s1', { email: 'a@example.cn' });
  for (const desk of [office, clerk]) await exchange(desk);
  expect(images.slice(before)).toEqual(['clerk']);
  expect(readRow(clerk.db, 'record', 's1/staff')).toEqual(readRow(office.db, 'record', 's1/staff'));
});

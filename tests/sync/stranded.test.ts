import { expect, it } from 'vitest';
import { readRow } from '../../electron/changes/readRow.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { expectReplayEqual } from '../harness/storeInvariants.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

const random = seededRandom('stranded', 'world');
const clock = () => Date.UTC(2026, 9, 1);

async function sync(hub: SimHub, desk: SimDesk): Promise<void> {
  const client = desk.client(hub.calls());
  for (const what of ['pull', 'push', 'pull'] as const)
    for (;;) {
      const { kind } = await client[what]();
      if (kind === 'stopped') throw new Error(`${desk.name} stopped`);
      if (kind === 'done') break;
    }
}

it('keeps a verdict that was taken back when its student left and came back under another number', async () => {
  const hub = await SimHub.make(random, clock);
  const office = SimDesk.named('office', random, clock);
  const clerk = SimDesk.named('clerk', random, clock);
  await hub.enrol('office', '*');
  await hub.enrol('clerk', ['法学院']);
  for (const desk of [office, clerk]) desk.join();
  const campaign = office.scene.campaign();
  office.scene.importRoster('sis', [
    { studentNo: '20260001', name: '甲', collegeName: '文学院' },
    { studentNo: '20260002', name: '乙', collegeName: '法学院' },
  ]);
  for (const desk of [office, clerk]) await sync(hub, desk);
  const backup = hub.backUp();
  const student = office.db.read<{ id: string }>("SELECT id FROM student WHERE name = '甲'").get()!.id;
  office.scene.edit(student, { collegeName: '法学院' });
  for (const desk of [office, clerk]) await sync(hub, desk);
  await clerk.scene.undo(clerk.scene.verdict(campaign, [student], 'wrong'));
  await sync(hub, clerk);
  const { id } = clerk.db.read<{ id: string }>('SELECT id FROM event').get()!;
  const verdict = readRow(clerk.db, 'event', id);

  hub.restore(backup);
  const client = clerk.client(hub.calls());
  await client.pull();
  expect(clerk.db.read('SELECT 1 FROM student WHERE id = ?').get(student)).toBeUndefined();
  await sync(hub, office);
  for (const desk of [clerk, office]) await sync(hub, desk);

  expect(readRow(clerk.db, 'event', id)).toEqual(verdict);
  expect(readRow(office.db, 'event', id)).toEqual(verdict);
  expect(clerk.db.read('SELECT 1 FROM purge_row').get()).toBeUndefined();
  for (const desk of [office, clerk]) {
    expectReplayEqual(desk.db);
    desk.close();
  }
  hub.close();
});

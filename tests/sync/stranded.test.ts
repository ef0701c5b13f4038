import { expect, it } from 'vitest';
import { readRow } from '../../electron/changes/readRow.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

it('keeps a verdict that was taken back when its student left and came back under another number', async () => {
  const desks = await TwoDesks.make('stranded');
  const { hub, office, clerk } = desks;
  const campaign = office.scene.campaign();
  office.scene.importRoster('sis', [
    { studentNo: '20260001', name: '甲', collegeName: '文学院' },
    { studentNo: '20260002', name: '乙', collegeName: '法学院' },
  ]);
  await desks.sync(office, clerk);
  const backup = hub.backUp();
  const student = desks.student('甲');
  office.scene.edit(student, { collegeName: '法学院' });
  await desks.sync(office, clerk);
  await clerk.scene.undo(clerk.scene.verdict(campaign, [student], 'wrong'));
  await desks.sync(clerk);
  const { id } = clerk.db.read<{ id: string }>('SELECT id FROM event').get()!;
  const verdict = readRow(clerk.db, 'event', id);

  hub.restore(backup);
  const client = clerk.client(hub.calls());
  await client.pull();
  expect(clerk.db.read('SELECT 1 FROM student WHERE id = ?').get(student)).toBeUndefined();
  await desks.sync(office, clerk, office);

  expect(readRow(clerk.db, 'event', id)).toEqual(verdict);
  expect(readRow(office.db, 'event', id)).toEqual(verdict);
  expect(clerk.db.read('SELECT 1 FROM purge_row').get()).toBeUndefined();
  await desks.end();
});

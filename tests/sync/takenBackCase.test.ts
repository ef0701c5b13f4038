import { expect, it } from 'vitest';
import { openCasesFor } from '../../electron/cases/recordCases.ts';
import { eraseStudents } from '../../electron/changes/erase/eraseStudents.ts';
import { studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** A case that was taken back leaves its steps behind, of nobody by then: they go with the student whose it was. */

const LAW = { collegeName: '法学院' };
const MARKS = ['印记姓名', '印记说明'];

const needs = ({ scene }: SimDesk) => ({
  ...{ db: scene.db, clock: { now: () => scene.now }, ids: { next: () => scene.nextId() }, actor: '王老师' },
  commit: scene.write.bind(scene),
});

async function make(story: string) {
  const desks = await TwoDesks.make(story);
  const { office } = desks;
  office.scene.importRoster('chsi', [
    { studentNo: '1', name: MARKS[0]!, ...LAW },
    { studentNo: '2', name: '留下的人', ...LAW },
  ]);
  const student = desks.student(MARKS[0]!);
  const origin = { kind: 'staff' as const, id: null };
  const opening = { form: {}, note: MARKS[1]!, origin, assignee: null };
  const { batch } = openCasesFor(needs(office), 'wrong-photo', [{ student, opening }]);
  return { desks, ...desks, student, batch: batch! };
}

const found = ({ db }: SimDesk) => {
  db.raw.exec('VACUUM');
  const bytes = db.raw.serialize();
  return MARKS.filter((mark) => bytes.includes(mark));
};

it('nothing of it is left anywhere once the student is erased', async () => {
  const { desks, office, clerk, hub, student, batch } = await make('erased');
  await desks.sync(office, clerk);
  await office.scene.undo(batch);
  await desks.sync(office, clerk);
  expect(found(office)).toEqual(MARKS);
  expect(found(clerk)).toEqual(MARKS);
  const n = studentNumberOf(office.db, student)!;
  const by = { person: null, name: '管理员', role: 'admin', session: '' };
  office.db.transaction(() => {
    const erasure = '1'.repeat(32);
    for (const _ of eraseStudents(office.db, [n], { at: office.now, by, reason: '期满', erasure }));
  });
  // Before the hub says anything of it: there may be none.
  expect(found(office)).toEqual([]);
  await desks.sync(office, clerk, office);
  expect(found(office)).toEqual([]);
  expect(found(clerk)).toEqual([]);
  hub.raw.exec('VACUUM');
  const bytes = hub.raw.serialize();
  expect(MARKS.filter((mark) => bytes.includes(mark))).toEqual([]);
  await desks.end();
});

it('nothing of it is left at a desk that the student leaves', async () => {
  const { desks, office, clerk, student, batch } = await make('left');
  await desks.sync(office, clerk);
  await office.scene.undo(batch);
  await desks.sync(office, clerk);
  expect(found(clerk)).toEqual(MARKS);
  office.scene.edit(student, { collegeName: '文学院' });
  await desks.sync(office, clerk);
  expect(found(clerk)).toEqual([]);
  await desks.end();
});

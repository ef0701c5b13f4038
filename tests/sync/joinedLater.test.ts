import { expect, it } from 'vitest';
import { eraseStudents } from '../../electron/changes/erase/eraseStudents.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { presentId, studentAlias } from '../../electron/db/tables/studentAliases.ts';
import { studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import { asBatch } from './rig/officeWork.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** What comes behind a join (decision 0041): lists that know the old number, a third one, erasing. */

const LAW = { collegeName: '法学院' };
const E1 = '1'.repeat(32);

async function make(story: string) {
  const desks = await TwoDesks.make(story, '*');
  const { office } = desks;
  office.scene.importRoster('sis', [{ studentNo: '1', name: '印记甲名', ...LAW }]);
  office.scene.importRoster('chsi', [{ studentNo: '2', name: '印记乙名', ...LAW }]);
  const kept = desks.student('印记甲名');
  const joined = desks.student('印记乙名');
  return { desks, ...desks, kept, joined };
}

function join(desk: SimDesk, kept: string, joined: string): string {
  let made = '';
  asBatch(desk, 'reconcile', (batch) => {
    made = batch;
    desk.scene.write('student.join', { kept, joined, batch, at: desk.now, actor: desk.name }, batch);
  });
  return made;
}

const phone = (value: string) => [{ studentNo: '2', name: '印记乙名', phone: value, ...LAW }];

it('lists that have the old number say something of the one who they are, where it is known that they are one', async () => {
  const { desks, office, clerk, kept, joined } = await make('known');
  await desks.sync(office, clerk);
  join(office, kept, joined);
  await desks.sync(office, clerk);
  for (const [desk, number] of [
    [office, '13900000001'],
    [clerk, '13900000002'],
  ] as const) {
    desk.scene.importRoster('chsi', phone(number));
    await desks.sync(desk, office, clerk);
    for (const { db } of desks.both)
      expect(readRow(db, 'record', `${kept}/chsi`)).toMatchObject({ phone: number });
  }
  for (const { db } of desks.both) {
    expect(studentNumberOf(db, joined)).toBeNull();
    expect(db.read('SELECT id FROM student').all()).toHaveLength(1);
  }
  await desks.end();
});

it('of lists that were brought in where it was not known yet, rows of the other one are refused, kept and told, and all else counts', async () => {
  const { desks, office, clerk, hub, kept, joined } = await make('not known');
  await desks.sync(office, clerk);
  join(office, kept, joined);
  await desks.sync(office);
  clerk.scene.importRoster('chsi', [...phone('13900000001'), { studentNo: '3', name: '丙', ...LAW }]);
  await desks.sync(clerk, office);
  expect(desks.outcomes(clerk)).toContain('gone');
  const { body } = hub.look('SELECT body FROM quarantine').get() as { body: string };
  expect(body).toContain('13900000001');
  expect(body).not.toContain('丙');
  for (const { db } of desks.both) {
    expect(readRow(db, 'record', `${kept}/chsi`)).not.toHaveProperty('phone');
    expect(db.read<{ name: string }>('SELECT name FROM student ORDER BY name').all()).toHaveLength(2);
  }
  // The same list once more, where it is known by now.
  clerk.scene.importRoster('chsi', phone('13900000001'));
  await desks.sync(clerk, office);
  for (const { db } of desks.both)
    expect(readRow(db, 'record', `${kept}/chsi`)).toMatchObject({ phone: '13900000001' });
  await desks.end();
});

it('a third one who is the other one is not taken for two, and can be joined to the one who stays', async () => {
  const { desks, office, clerk, kept, joined } = await make('third');
  office.scene.importRoster('admission', [{ examNo: '7', name: '丙', ...LAW }]);
  const third = desks.student('丙');
  await desks.sync(office, clerk);
  join(office, kept, joined);
  await desks.sync(office);
  // Joined to one of whom this desk does not know yet that they are another.
  join(clerk, joined, third);
  await desks.sync(clerk, office);
  expect(desks.outcomes(clerk)).toContain('gone');
  for (const { db } of desks.both) {
    expect(studentAlias(db, third)).toBeNull();
    expect(studentNumberOf(db, third)).not.toBeNull();
  }
  join(clerk, kept, third);
  await desks.sync(clerk, office);
  for (const { db } of desks.both) expect(presentId(db, third)).toBe(kept);
  await desks.end();
});

it('who was joined on goes with whoever they are in the end, and leaves with them', async () => {
  const desks = await TwoDesks.make('joined on');
  const { office, clerk } = desks;
  office.scene.importRoster('sis', [{ studentNo: '1', name: '印记甲名', ...LAW }]);
  office.scene.importRoster('chsi', [{ studentNo: '2', name: '印记乙名', ...LAW }]);
  office.scene.importRoster('admission', [{ examNo: '7', name: '印记丙名', ...LAW }]);
  const [first, second, third] = ['印记甲名', '印记乙名', '印记丙名'].map((name) => desks.student(name)) as [
    string,
    string,
    string,
  ];
  await desks.sync(office, clerk);
  join(office, second, first);
  await desks.sync(office, clerk);
  const on = join(office, third, second);
  await desks.sync(office, clerk);
  for (const { db } of desks.both) expect(presentId(db, first)).toBe(third);
  await office.scene.undo(on);
  await desks.sync(office, clerk);
  for (const { db } of desks.both) expect(presentId(db, first)).toBe(second);
  join(office, third, second);
  await desks.sync(office, clerk);
  office.scene.edit(third, { collegeName: '文学院' });
  await desks.sync(office, clerk);
  const left = ['印记甲名', '印记乙名', '印记丙名'];
  expect(left.filter((mark) => clerk.db.raw.serialize().includes(mark))).toEqual([]);
  await desks.end();
});

it('nothing of either is left anywhere once the one who they are is erased', async () => {
  const { desks, office, clerk, hub, kept, joined } = await make('erased');
  office.scene.importRoster('sis', [{ studentNo: '9', name: '留下的人', ...LAW }]);
  office.scene.edit(joined, { phone: '印记乙话' });
  office.scene.edit(kept, { email: '印记甲信' });
  await desks.sync(office, clerk);
  clerk.scene.edit(joined, { departmentName: '印记乙系' });
  await desks.sync(clerk, office);
  clerk.scene.edit(joined, { className: '印记乙班' });
  join(office, kept, joined);
  await desks.sync(office, clerk);
  // Of the clerk’s work, that came behind the join, the hub keeps what was typed.
  expect(desks.outcomes(clerk)).toContain('gone');
  const n = studentNumberOf(office.db, kept)!;
  const by = { person: null, name: '管理员', role: 'admin', session: '' };
  office.db.transaction(() => {
    for (const _ of eraseStudents(office.db, [n], { at: office.now, by, reason: '期满', erasure: E1 }));
  });
  await desks.sync(office, clerk, office);
  const marks = ['印记甲名', '印记乙名', '印记乙话', '印记甲信', '印记乙系', '印记乙班', kept, joined];
  for (const { db } of desks.both) {
    const bytes = db.raw.serialize();
    expect(marks.filter((mark) => bytes.includes(mark))).toEqual([]);
    expect(bytes.includes('留下的人')).toBe(true);
  }
  // The hub keeps ids of rows in its log.
  hub.raw.exec('VACUUM');
  const bytes = hub.raw.serialize();
  expect(marks.slice(0, 6).filter((mark) => bytes.includes(mark))).toEqual([]);
  await desks.end();
});

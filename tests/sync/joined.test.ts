import { expect, it } from 'vitest';
import { ID_SEPARATOR } from '../../electron/changes/change.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { studentAlias } from '../../electron/db/tables/studentAliases.ts';
import { studentNumberOf } from '../../electron/db/tables/studentTable.ts';
import { handedOver } from '../../electron/sync/client/handedOver.ts';
import { asBatch } from './rig/officeWork.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** Two who turn out to be one (decision 0041), told as stories of two desks. */

const LAW = { collegeName: '法学院' };

/** 甲, whom one file knows, and 乙, whom another does. */
function bringTwo(desk: SimDesk): void {
  desk.scene.importRoster('sis', [{ studentNo: '1', name: '甲', ...LAW }]);
  desk.scene.importRoster('chsi', [{ studentNo: '2', name: '乙', ...LAW }]);
}

const both = (desks: TwoDesks) => ['甲', '乙'].map((name) => desks.student(name)) as [string, string];

function join(desk: SimDesk, kept: string, joined: string): string {
  let made = '';
  asBatch(desk, 'reconcile', (batch) => {
    made = batch;
    desk.scene.write('student.join', { kept, joined, batch, at: desk.now, actor: desk.name }, batch);
  });
  return made;
}

const quarantined = ({ hub }: TwoDesks) =>
  (hub.look('SELECT body FROM quarantine').all() as { body: string }[]).map(({ body }) => body).join('\n');

it('have at each desk the number that they had there, also when they are parted at the other', async () => {
  const desks = await TwoDesks.make('numbers', '*');
  const { office, clerk } = desks;
  clerk.scene.importRoster('sis', [{ studentNo: '9', name: '丙', ...LAW }]);
  bringTwo(office);
  await desks.sync(office, clerk);
  const [kept, joined] = both(desks);
  const numbers = desks.both.map(({ db }) => studentNumberOf(db, joined));
  expect(numbers[0]).not.toBe(numbers[1]);
  const batch = join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(desks.both.map(({ db }) => studentAlias(db, joined)?.n)).toEqual(numbers);
  await clerk.scene.undo(batch);
  await desks.sync(clerk, office);
  expect(desks.both.map(({ db }) => studentNumberOf(db, joined))).toEqual(numbers);
  expect(desks.both.map(({ db }) => studentAlias(db, joined))).toEqual([null, null]);
  await desks.end();
});

it('take along what was said of the photo of the one, and give it back', async () => {
  const desks = await TwoDesks.make('reviewed', '*');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  const hash = '一一';
  office.scene.photos('graduation', [{ student: joined, hash }]);
  const review = { verdict: 'wrong' as const, reasons: [], note: '不是本人' };
  const said = { role: 'graduation' as const, at: office.now, actor: '甲' };
  office.scene.write('photo.review', { ...said, reviews: [{ student: joined, hash, review }] });
  await desks.sync(office, clerk);
  const reviewed = (student: string) =>
    desks.both.map(({ db }) => readRow(db, 'review', idOf(student, hash)));
  const before = reviewed(joined);
  expect(before[0]).toMatchObject({ verdict: 'wrong' });
  const batch = join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(reviewed(kept)).toEqual(before);
  expect(reviewed(joined)).toEqual([null, null]);
  await clerk.scene.undo(batch);
  await desks.sync(clerk, office);
  expect(reviewed(joined)).toEqual(before);
  expect(reviewed(kept)).toEqual([null, null]);
  expect(quarantined(desks)).toBe('');
  await desks.end();
});

const idOf = (student: string, hash: string) => [student, 'graduation', hash].join(ID_SEPARATOR);

it('come to a desk that never had the one, which can’t part them, and are parted again elsewhere', async () => {
  const desks = await TwoDesks.make('later', ['文学院']);
  const { office, clerk, hub } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  const batch = join(office, kept, joined);
  await desks.sync(office, clerk);
  await hub.grant('clerk', '*');
  await desks.sync(clerk);
  expect(studentAlias(clerk.db, joined)?.n).toBeNull();
  // It has no word of what was whose before: not half of it is taken back, and the others are not told that it was.
  await expect(clerk.scene.undo(batch)).rejects.toMatchObject({ code: 'BATCH_ELSEWHERE' });
  await desks.sync(clerk, office);
  expect(readRow(office.db, 'batch', batch)).not.toHaveProperty('undoneAt');
  await office.scene.undo(batch);
  await desks.sync(office, clerk);
  expect(studentAlias(clerk.db, joined)).toBeNull();
  expect(studentNumberOf(clerk.db, joined)).not.toBeNull();
  await desks.end();
});

it.each([
  ['the whole school', '*' as const, 'gone'],
  // Of somebody who is nowhere a college learns nothing; what was typed it may copy.
  ['a college', ['法学院'], 'scope'],
])('are one for what %s says of them meanwhile: it is refused, kept and told', async (_, grant, code) => {
  const desks = await TwoDesks.make('meanwhile', grant);
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  const campaign = office.scene.campaign();
  await desks.sync(office, clerk);
  clerk.scene.edit(joined, { phone: '印记一三九' });
  clerk.scene.verdict(campaign, [joined], 'wrong');
  join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(desks.outcomes(clerk).filter((one) => one === code)).toHaveLength(2);
  expect(JSON.stringify(handedOver(clerk.db)).includes('印记一三九')).toBe(code === 'scope');
  expect(quarantined(desks)).toContain('印记一三九');
  expect(quarantined(desks)).toContain('verification.record');
  for (const { db } of desks.both) {
    expect(studentNumberOf(db, joined)).toBeNull();
    expect(studentAlias(db, joined)?.into).toBe(kept);
  }
  await desks.end();
});

it('stay two when more was said of the one than whoever joined them knew', async () => {
  const desks = await TwoDesks.make('more');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  await desks.sync(office, clerk);
  clerk.scene.edit(joined, { phone: '13900000001' });
  await desks.sync(clerk);
  join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(desks.outcomes(office)).toContain('changed');
  for (const { db } of desks.both) {
    expect(studentAlias(db, joined)).toBeNull();
    expect(readRow(db, 'record', `${joined}/staff`)).toEqual({ phone: '13900000001' });
    expect(readRow(db, 'record', `${kept}/chsi`)).toBeNull();
  }
  await desks.end();
});

it('stay two when there is one more field in a row of the one than whoever joined them saw', async () => {
  const desks = await TwoDesks.make('field');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  office.scene.edit(joined, { phone: '13900000001' });
  await desks.sync(office, clerk);
  clerk.scene.edit(joined, { remark: '印记' });
  await desks.sync(clerk);
  join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(desks.outcomes(office)).toContain('changed');
  for (const { db } of desks.both) {
    expect(studentAlias(db, joined)).toBeNull();
    expect(readRow(db, 'record', `${joined}/staff`)).toEqual({ phone: '13900000001', remark: '印记' });
  }
  await desks.end();
});

it('stay two when a verdict was said of the one that whoever joined them did not know of', async () => {
  const desks = await TwoDesks.make('verdict');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  const campaign = office.scene.campaign();
  await desks.sync(office, clerk);
  clerk.scene.verdict(campaign, [joined], 'wrong');
  await desks.sync(clerk);
  join(office, kept, joined);
  await desks.sync(office, clerk);
  expect(desks.outcomes(office)).toContain('changed');
  for (const { db, scene } of desks.both) {
    expect(studentAlias(db, joined)).toBeNull();
    expect(scene.verification(campaign, joined)).toMatchObject({ verdict: 'wrong' });
  }
  await desks.end();
});

it('are joined once when two desks join them the other way round', async () => {
  const desks = await TwoDesks.make('round', '*');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  await desks.sync(office, clerk);
  join(office, kept, joined);
  join(clerk, joined, kept);
  await desks.sync(office, clerk, office);
  expect(desks.outcomes(clerk)).toContain('gone');
  for (const { db } of desks.both) {
    expect(studentAlias(db, joined)?.into).toBe(kept);
    expect(studentAlias(db, kept)).toBeNull();
  }
  await desks.end();
});

it('leave a desk with what was said of the one before they were one', async () => {
  const desks = await TwoDesks.make('before');
  const { office, clerk } = desks;
  bringTwo(office);
  const [kept, joined] = both(desks);
  office.scene.edit(joined, { phone: '印记一三九' });
  await desks.sync(office, clerk);
  join(office, kept, joined);
  await desks.sync(office, clerk);
  office.scene.edit(kept, { collegeName: '文学院' });
  await desks.sync(office, clerk);
  expect(studentAlias(clerk.db, joined)).toBeNull();
  expect(clerk.db.raw.serialize().includes('印记一三九')).toBe(false);
  await desks.end();
});

import { describe, expect, it } from 'vitest';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { handBatchRow } from '../../electron/changes/batchRow.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { forgetHandedOver, handedOver } from '../../electron/sync/client/handedOver.ts';
import { writeShown } from '../../electron/sync/client/writeShown.ts';
import { expectReplayEqual } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';
import { asBatch } from './rig/officeWork.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** What worlds of the simulation found about one kind of work or another, each told as a story of two desks. */

const needs = ({ scene, name }: SimDesk) => ({
  ...{ db: scene.db, clock: { now: () => scene.now }, ids: { next: () => scene.nextId() }, actor: name },
  commit: scene.write.bind(scene),
});

function openCase(desk: SimDesk, student: string): string {
  const opening = {
    form: {},
    note: '印记备注',
    origin: { kind: 'staff' as const, id: null },
    assignee: null,
  };
  return openCasesFor(needs(desk), 'wrong-photo', [{ student, opening }]).batch!;
}

function noteOnCase(desk: SimDesk): string {
  const { id, version } = desk.db
    .read<{ id: string; version: number }>('SELECT id, version FROM case_file')
    .get()!;
  const action = { do: 'comment' as const, text: '备注' };
  return actOnCasesAs(needs(desk), [{ case: id, seen: version, action }]).batch;
}

function join(desk: SimDesk, kept: string, joined: string): string {
  let made = '';
  asBatch(desk, 'reconcile', (batch) => {
    made = batch;
    desk.scene.write('student.join', { kept, joined, batch, at: desk.now, actor: desk.name }, batch);
  });
  return made;
}

const holdsText = ({ db }: SimDesk, text: string) => db.raw.serialize().includes(text);

describe('photos and those whom they show', () => {
  it('keep what was said of a photo when nothing else is left of its student', async () => {
    const desks = await TwoDesks.make('review');
    const { office, clerk } = desks;
    const { batch } = office.scene.importRoster('sis', [
      { studentNo: '1', name: '甲', collegeName: '法学院' },
    ]);
    const student = desks.student('甲');
    const photos = office.scene.photos('graduation', [{ student, hash: '一一' }]);
    await desks.sync(office, clerk);
    const { scene } = clerk;
    const reviews = [
      { student, hash: '一一', review: { verdict: 'correct' as const, reasons: [], note: '' } },
    ];
    scene.write(
      'photo.review',
      { role: 'graduation', at: scene.now, actor: 'clerk', reviews },
      scene.nextId(),
    );
    await office.scene.undo(photos);
    await office.scene.undo(batch);
    await desks.sync(clerk, office, clerk);
    expect(readRow(office.db, 'review', `${student}/graduation/一一`)).not.toBeNull();
    await desks.end();
  });
});

describe('two who are one', () => {
  it('leave a desk with whatever was said of either', async () => {
    const desks = await TwoDesks.make('joined');
    const { office, clerk } = desks;
    office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
    office.scene.importRoster('chsi', [{ studentNo: '2', name: '乙', collegeName: '法学院' }]);
    const [kept, joined] = ['甲', '乙'].map((name) => desks.student(name)) as [string, string];
    office.scene.edit(joined, { phone: '印记一三九' });
    join(office, kept, joined);
    await desks.sync(office, clerk);
    expect(readRow(clerk.db, 'alias', joined)).not.toBeNull();
    expect(holdsText(clerk, '印记一三九')).toBe(true);
    office.scene.edit(kept, { collegeName: '文学院' });
    await desks.sync(office, clerk);
    expect(readRow(clerk.db, 'alias', joined)).toBeNull();
    expect(holdsText(clerk, '印记一三九')).toBe(false);
    await desks.end();
  });
});

describe('cases', () => {
  it('that were taken back before the hub refused them leave no word behind of their history', async () => {
    const desks = await TwoDesks.make('taken back');
    const { office, clerk, hub } = desks;
    office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
    const student = desks.student('甲');
    await desks.sync(office, clerk);
    const batch = openCase(clerk, student);
    await clerk.scene.undo(batch);
    // It is another college’s for as long as it is asked to take this.
    await hub.grant('clerk', ['文学院']);
    await clerk.client(hub.calls()).push();
    await hub.grant('clerk', ['法学院']);
    await desks.sync(clerk);
    expect(desks.outcomes(clerk)).toContain('scope');
    // What its author may copy out of it was looked at.
    for (const { mid } of handedOver(clerk.db)) forgetHandedOver(clerk.db, mid);
    expect(holdsText(clerk, '印记备注')).toBe(false);
    await desks.end();
  });

  it('are not taken without the rules that they go by', async () => {
    const desks = await TwoDesks.make('no rules');
    const { office, clerk } = desks;
    office.scene.importRoster('sis', [
      { studentNo: '1', name: '甲', collegeName: '法学院' },
      { studentNo: '2', name: '乙', collegeName: '法学院' },
    ]);
    await desks.sync(office, clerk);
    const backup = desks.hub.backUp();
    openCase(office, desks.student('甲'));
    await desks.sync(office, clerk);
    desks.hub.restore(backup);
    openCase(clerk, desks.student('乙'));
    await desks.sync(clerk);
    expect(desks.outcomes(clerk)).toContain('gone');
    expect(clerk.db.read('SELECT 1 FROM case_file').get()).toBeUndefined();
    await desks.end();
  });

  it('of a type of which there was none begin at a college as well, and others may go by its rules at once', async () => {
    const desks = await TwoDesks.make('first');
    const { office, clerk, hub } = desks;
    office.scene.importRoster('sis', [
      { studentNo: '1', name: '甲', collegeName: '法学院' },
      { studentNo: '2', name: '乙', collegeName: '法学院' },
    ]);
    await desks.sync(office, clerk);
    // The first of them is refused; what the second goes by stays.
    office.scene.edit(desks.student('甲'), { collegeName: '文学院' });
    await desks.sync(office);
    openCase(clerk, desks.student('甲'));
    openCase(clerk, desks.student('乙'));
    await desks.sync(clerk, office);
    expect(desks.outcomes(clerk)).toEqual(['applied', 'scope', 'applied', 'applied', 'applied']);
    expect(
      office.db.read<{ name: string }>('SELECT name FROM student JOIN case_file ON student_n = n').all(),
    ).toEqual([{ name: '乙' }]);
    expect(hub.look("SELECT scope FROM row WHERE entity = 'caseRules'").all()).toEqual([{ scope: '*' }]);
    await desks.end();
  });

  it('can’t be given other rules under the name of theirs', async () => {
    const desks = await TwoDesks.make('other rules');
    const { clerk } = desks;
    const other = { entity: 'caseRules' as const, id: 'a'.repeat(64), before: null, after: { body: '{}' } };
    clerk.scene.write('row.save', other);
    await desks.sync(clerk);
    expect(desks.outcomes(clerk)).toEqual(['scope']);
    await desks.end();
  });

  it('are not taken back by whoever was second, and was refused', async () => {
    const desks = await TwoDesks.make('second');
    const { office, clerk } = desks;
    office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
    openCase(office, desks.student('甲'));
    await desks.sync(office, clerk);
    const [first, second] = desks.both.map((desk) => noteOnCase(desk)) as [string, string];
    await desks.sync(office, clerk);
    expect(desks.outcomes(clerk)).toContain('moved');
    await clerk.scene.undo(second);
    await desks.sync(clerk, office);
    const steps = 'SELECT version, batch, voided_by AS voidedBy FROM case_entry ORDER BY version';
    for (const { db } of desks.both) {
      expect(db.read(steps).all().at(-1)).toEqual({ version: 2, batch: first, voidedBy: null });
      expect(db.read('SELECT version FROM case_file').all()).toEqual([{ version: 2 }]);
    }
    await desks.end();
  });

  it('go to another college with their history when their student turns out to be somebody there', async () => {
    const desks = await TwoDesks.make('history');
    const { office, clerk } = desks;
    office.scene.importRoster('chsi', [{ studentNo: '1', name: '甲', collegeName: '文学院' }]);
    office.scene.importRoster('sis', [{ studentNo: '2', name: '乙', collegeName: '法学院' }]);
    const [kept, joined] = ['甲', '乙'].map((name) => desks.student(name)) as [string, string];
    openCase(office, joined);
    await desks.sync(office, clerk);
    expect(holdsText(clerk, '印记备注')).toBe(true);
    join(office, kept, joined);
    await desks.sync(office, clerk);
    expect(holdsText(clerk, '印记备注')).toBe(false);
    await desks.end();
  });
});

it('what the hub refused is not there to be taken back', async () => {
  const scene = new StoreScene();
  const { db } = scene;
  const [batch, id] = [scene.nextId(), scene.nextId()];
  const one = { id, mail: null, address: 'a@example.edu.cn', cause: 'address' as const, status: '5.1.1' };
  const returns = [{ ...one, reply: '', told: null }];
  const row = { kind: 'mailReturns' as const, campaign: null, at: scene.now, actor: '测试员' };
  scene.write('row.save', handBatchRow({ ...row, id: batch, students: 1 }), batch);
  scene.write('mail.return', { batch, actor: '测试员', at: scene.now, returns }, batch);
  const settled = { ...scene.context(), name: 'sync.settle', args: '{}' };
  writeShown(db, settled, [{ entity: 'mailReturn', id, from: readRow(db, 'mailReturn', id), to: null }]);
  await scene.undo(batch);
  expect(readRow(db, 'mailReturn', id)).toBeNull();
  expectReplayEqual(db);
});

it('a conflict about a row of no student is settled by whoever may see it', async () => {
  const desks = await TwoDesks.make('no student');
  const { office, clerk } = desks;
  const campaign = office.scene.campaign();
  office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
  await desks.sync(office, clerk);
  const batch = clerk.scene.verdict(campaign, [desks.student('甲')], 'correct');
  await desks.sync(clerk, office);
  for (const desk of [office, clerk]) await desk.scene.undo(batch);
  await desks.sync(office, clerk);
  const { id } = clerk.db.read<{ id: string }>("SELECT id FROM conflict WHERE entity = 'batch'").get()!;
  const settled = { conflict: id, take: 'theirs' as const, values: null };
  clerk.scene.write('conflict.resolve', { ...settled, at: clerk.now, actor: 'clerk' });
  await desks.sync(clerk);
  expect(desks.outcomes(clerk).at(-1)).toBe('applied');
  await desks.end();
});

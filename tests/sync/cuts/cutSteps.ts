import { expect } from 'vitest';
import type { StoreScene } from '../../harness/storeScene.ts';
import type { SimDesk } from '../rig/SimDesk.ts';
import type { CutStep } from './CutScene.ts';

const LAW = ['s1', 's2', 's3'];
const ARTS = ['s4', 's5'];

function importStudents(scene: StoreScene): void {
  const rows = [...LAW, ...ARTS].map((student) => ({
    ...{ student, isNew: true },
    values: { name: `学生${student}`, collegeName: LAW.includes(student) ? '法学院' : '文学院' },
  }));
  const batch = scene.nextId();
  const about = { kind: 'roster', source: 'sis', file: 'a.csv', format: 'csv', counts: '{}' };
  scene.db.transaction(() => {
    const after = { ...about, at: scene.now, actor: '甲' };
    scene.write('row.save', { entity: 'batch', id: batch, before: null, after }, batch);
    for (const piece of [rows.slice(0, 3), rows.slice(3)])
      scene.write('import.chunk', { source: 'sis', chunk: 0, rows: piece }, batch);
  });
}

function campaignOf({ db }: SimDesk): string {
  return db.read<{ id: string }>('SELECT id FROM campaign').get()!.id;
}

function contact(scene: StoreScene, campaign: string, student: string): void {
  const batch = scene.nextId();
  const said = { whom: 'student', way: 'phone', outcome: 'told', promise: null, note: '已说' } as const;
  scene.write(
    'chase.log',
    {
      ...{ campaign, batch, actor: '乙', students: [{ id: scene.nextId(), student }] },
      contact: { at: scene.now, ...said },
    },
    batch,
  );
}

function teach(scene: StoreScene, meant: string | null): void {
  const words = [{ field: 'collegeName' as const, spelling: '文学院', meant }];
  scene.write('words.save', { words, how: 'typed', at: scene.now, actor: '丙' });
}

const works = (name: string, run: CutStep['run']): CutStep => ({ name, run });
const pulls = (desk: 'office' | 'clerk'): CutStep => ({
  name: `the ${desk} pulls`,
  run: (scene) => scene.ask(scene[desk], 'pull'),
});
const pushes = (desk: 'office' | 'clerk'): CutStep => ({
  name: `the ${desk} pushes`,
  run: (scene) => scene.ask(scene[desk], 'push'),
});

/** A morning of an office and a clerk of one college: everything that sync does, each of it once. */
export const CUT_STEPS: readonly CutStep[] = [
  works('the office imports before there is a hub', ({ office }) => importStudents(office.scene)),
  works('the office joins', ({ office }) => office.join()),
  works('the clerk joins', ({ clerk }) => clerk.join()),
  pulls('office'),
  pushes('office'),
  pulls('office'),
  pulls('clerk'),
  works('the office opens a campaign', ({ office }) => void office.scene.campaign()),
  works('the office edits', ({ office }) => void office.scene.edit('s1', { phone: '13800000001' })),
  works('the office sets photos', ({ office }) => {
    office.scene.photos(
      'graduation',
      LAW.map((student) => ({ student, hash: `照片${student}` })),
    );
  }),
  works('the clerk edits the same', ({ clerk }) => void clerk.scene.edit('s1', { email: 'a@example.cn' })),
  works('the clerk edits another', ({ clerk }) => void clerk.scene.edit('s2', { className: '一班' })),
  pushes('office'),
  pushes('clerk'),
  pulls('office'),
  pulls('clerk'),
  works('there is one conflict at both', ({ office, clerk }) => {
    const open = "SELECT count(*) AS count FROM conflict WHERE state = 'open'";
    for (const { db } of [office, clerk]) expect(db.read<{ count: number }>(open).get()?.count).toBe(1);
  }),
  works('the clerk says what is so', ({ clerk: { db, scene } }) => {
    const { id } = db.read<{ id: string }>('SELECT id FROM conflict').get()!;
    scene.write('conflict.resolve', {
      ...{ conflict: id, take: 'mine', values: null, at: scene.now, actor: '丁' },
    });
  }),
  works('the clerk records a verdict', (scene) => {
    scene.clerk.scene.verdict(campaignOf(scene.clerk), ['s2', 's3'], 'correct');
  }),
  works('the clerk calls somebody', ({ clerk }) => contact(clerk.scene, campaignOf(clerk), 's3')),
  pushes('clerk'),
  pulls('clerk'),
  pulls('office'),
  works('the office takes an edit back', async ({ office }) => {
    const sql = "SELECT id FROM batch WHERE kind = 'photos'";
    await office.scene.undo(office.db.read<{ id: string }>(sql).get()!.id);
  }),
  works('the office moves a student away', ({ office }) => {
    office.scene.edit('s3', { collegeName: '文学院' });
  }),
  works('the clerk edits who leaves', ({ clerk }) => void clerk.scene.edit('s3', { phone: '13900000003' })),
  pushes('office'),
  pushes('clerk'),
  pulls('clerk'),
  pulls('office'),
  works('the office says what a word means', ({ office }) => teach(office.scene, '法学院')),
  pushes('office'),
  pulls('clerk'),
  works('the clerk is given less', ({ hub }) => hub.grant('clerk', ['理学院'])),
  works('the clerk edits what it may not', ({ clerk }) => void clerk.scene.edit('s1', { name: '不可' })),
  pulls('clerk'),
  pushes('clerk'),
  pulls('clerk'),
  works('the clerk is given all', ({ hub }) => hub.grant('clerk', '*')),
  pulls('clerk'),
  pulls('office'),
];

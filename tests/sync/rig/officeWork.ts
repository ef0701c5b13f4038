import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { handBatchRow } from '../../../electron/changes/batchRow.ts';
import type { Entity } from '../../../electron/changes/change.ts';
import type { CampaignValues } from '../../../electron/changes/mutations/saveCampaign.ts';
import type { SaveRowArgs } from '../../../electron/changes/mutations/saveRow.ts';
import { readRow } from '../../../electron/changes/readRow.ts';
import { KEY_SETTING, keyIdOf } from '../../../electron/core/signing/schoolKeys.ts';
import { studentsOfSheet } from '../../../electron/db/tables/sheetTable.ts';
import type { HandKind } from '../../../shared/domain/importKinds.ts';
import { anyCampaign, anyId, COLLEGES, type Work } from './anyRow.ts';
import type { SimDesk } from './SimDesk.ts';

/** What an office does that is about no student, or about paper: days, sheets, settings, views, people. */

/** Something that can be taken back, with its row in the list of what was done. */
export function asBatch({ scene }: SimDesk, kind: HandKind, work: (batch: string) => void): void {
  const batch = scene.nextId();
  scene.db.transaction(() => {
    scene.write(
      'row.save',
      handBatchRow({ id: batch, kind, campaign: null, at: scene.now, actor: '甲', students: 1 }),
      batch,
    );
    work(batch);
  });
}

const day = ({ random }: SimDesk) => `2026-12-${random.between(10, 28)}`;

const editCampaign: Work = (desk) => {
  const campaign = anyCampaign(desk);
  if (!campaign) return false;
  const values: Partial<CampaignValues> = desk.random.chance(0.5)
    ? { deadline: day(desk) }
    : { name: `核对${desk.random.between(1, 4)}` };
  return desk.scene.write('campaign.save', { campaign, values }).length > 0;
};

const setDeadline: Work = (desk) => {
  const campaign = anyCampaign(desk);
  if (!campaign) return false;
  const { random, scene } = desk;
  const deadline = random.chance(0.3) ? null : day(desk);
  const rules = [{ collegeName: random.pick(COLLEGES), className: null, deadline }];
  return scene.write('campaign.setDeadlines', { campaign, rules }).length > 0;
};

const setMilestone: Work = (desk) => {
  const campaign = anyCampaign(desk);
  if (!campaign) return false;
  const { random, scene } = desk;
  const values = random.chance(0.3) ? null : { name: '公示', from: day(desk), to: null, kind: null };
  const milestones = [{ id: `m${random.between(1, 2)}`, values }];
  return scene.write('campaign.setMilestones', { campaign, milestones }).length > 0;
};

const closeOrReopenCampaign: Work = ({ scene, db }) => {
  const campaign = db
    .read<{ id: string; closed: number | null }>(
      'SELECT id, closed_at AS closed FROM campaign ORDER BY id LIMIT 1',
    )
    .get();
  if (!campaign) return false;
  const { id, closed } = campaign;
  if (closed === null) scene.write('campaign.close', { campaign: id, at: scene.now, parts: [] });
  else scene.write('campaign.reopen', { campaign: id, closedAt: closed, reason: '补录' });
  return true;
};

/** The same number may be given at two desks that do not see each other. */
const sheetNumber = ({ random, scene }: SimDesk) =>
  random.chance(0.4) ? `S${random.below(60)}` : `S${scene.nextId()}`;

/** Signed, then issued, as printing does. Mostly of a class: of one college’s students. */
const printSheet: Work = (desk) => {
  const { random, scene, db } = desk;
  const number = sheetNumber(desk);
  if (readRow(db, 'sheet', number) !== null || readRow(db, 'signedSheet', number) !== null) return false;
  const college = 'SELECT DISTINCT college_name AS id FROM student WHERE college_name IS NOT NULL ORDER BY 1';
  const collegeName = random.chance(0.15) ? null : anyId(desk, college);
  const students = db
    .read<{ id: string }>('SELECT id FROM student WHERE college_name IS ? ORDER BY id')
    .all(collegeName)
    .map(({ id }) => id);
  const texts = { about: 'a', request: '{}', group: '{}', key: desk.key, digest: 'd', columns: '[]' };
  const dataTime = desk.now;
  const signed = { number, ...texts, dataTime, students: students.join(' '), marks: '' };
  scene.write('sheets.sign', { sheets: [signed] });
  const about = { code: desk.label, campaign: anyCampaign(desk), dataTime, collegeName, className: null };
  if (random.chance(0.8)) scene.write('sheets.issue', { sheets: [{ number, ...about, students }] });
  return true;
};

const anySheet = (desk: SimDesk) => anyId(desk, 'SELECT number AS id FROM sheet ORDER BY number');

const returnSheet: Work = (desk) => {
  const number = anySheet(desk);
  if (number === null) return false;
  const about = { number, kind: 'struck' as const, name: '某人', studentNo: null, written: null };
  asBatch(desk, 'sheetReturn', (batch) => {
    const printed = desk.random.shuffled(studentsOfSheet(desk.db, number) ?? []).filter((id) => id !== '');
    // Of somebody who was on it, of somebody who was written in, or of nobody.
    const asked = [...printed.slice(0, 1), null].filter(() => desk.random.chance(0.5));
    const questions = asked.map((student) => ({ id: desk.scene.nextId(), ...about, student }));
    const sheets = [{ number, rows: 3 }];
    desk.scene.write('sheets.return', { batch, at: desk.now, sheets, questions }, batch);
  });
  return true;
};

const handleSheet: Work = (desk) => {
  const number = anySheet(desk);
  if (number === null) return false;
  asBatch(desk, 'sheetHandling', (batch) => {
    const kind = desk.random.pick(['handed', 'lost', 'void'] as const);
    const handling = { kind, at: desk.now, holder: null, role: null, note: '', replacement: null };
    desk.scene.write('sheets.handle', { batch, actor: '甲', handling, numbers: [number] }, batch);
  });
  return true;
};

/** A computer’s own key, by which it signs what it prints. */
const makeKey: Work = (desk) => {
  const seed = createHash('sha256').update(desk.label).digest();
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const publicKey = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
  const id = KEY_SETTING + keyIdOf(publicKey);
  if (readRow(desk.db, 'setting', id) !== null) return false;
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const value = JSON.stringify({ publicKey: spki, device: desk.label, since: desk.now });
  return saveRow(desk, 'setting', id, { value });
};

const decideSheetQuestion: Work = (desk) => {
  const id = anyId(desk, 'SELECT id FROM sheet_question ORDER BY id');
  if (id === null) return false;
  const row = readRow(desk.db, 'sheetQuestion', id)!;
  const fields = ['decision', 'decisionNote', 'decidedAt', 'decidedBy'] as const;
  const before = Object.fromEntries(fields.map((field) => [field, row[field] ?? null]));
  const decided = { decision: desk.random.pick(['belongs', 'elsewhere']), decisionNote: null };
  const after = desk.random.chance(0.2)
    ? Object.fromEntries(fields.map((field) => [field, null]))
    : { ...decided, decidedAt: desk.now, decidedBy: '甲' };
  return desk.scene.write('sheets.decide', { id, before, after } as never).length > 0;
};

/** A row that is made, changed or deleted as a whole. */
function saveRow(
  desk: SimDesk,
  entity: SaveRowArgs['entity'] & Entity,
  id: string,
  after: SaveRowArgs['after'],
): boolean {
  const before = readRow(desk.db, entity, id);
  return desk.scene.write('row.save', { entity, id, before, after }).length > 0;
}

const saveSetting: Work = (desk) =>
  saveRow(
    desk,
    'setting',
    `rig ${desk.random.between(1, 2)}`,
    desk.random.chance(0.2) ? null : { value: JSON.stringify(desk.random.between(1, 3)) },
  );

const saveView: Work = (desk) =>
  saveRow(
    desk,
    'view',
    desk.random.chance(0.4) ? `view ${desk.random.between(1, 2)}` : desk.scene.nextId(),
    desk.random.chance(0.3) ? null : { name: `名单${desk.random.between(1, 9)}`, query: '{}', columns: '[]' },
  );

const deleteView: Work = (desk) => {
  const id = anyId(desk, 'SELECT id FROM saved_view ORDER BY id');
  return id !== null && saveRow(desk, 'view', id, null);
};

const saveMapping: Work = (desk) =>
  saveRow(desk, 'mapping', `roster/${desk.random.between(1, 2)}`, {
    ...{ columns: '[]', headings: '[]', uses: desk.random.between(1, 5), usedAt: desk.now },
  });

const setClassContact: Work = ({ scene, random }) => {
  const values = {
    collegeName: random.pick(COLLEGES),
    className: '一班',
    counsellor: `辅导员${random.below(3)}`,
  };
  const none = { phone: null, email: null, qq: null };
  const classes = [{ key: `c${random.between(1, 2)}`, values: { ...values, ...none } }];
  return scene.write('contacts.set', { classes, students: [] }).length > 0;
};

const savePerson: Work = ({ scene, random }) => {
  const who = random.between(1, 3);
  const colleges = random.chance(0.5) ? null : JSON.stringify([random.pick(COLLEGES)]);
  const person = { kind: 'person' as const, signInName: `p${who}`, name: `人${random.below(3)}` };
  const values = { ...person, role: who === 1 ? 'admin' : 'clerk', colleges: who === 1 ? null : colleges };
  const args = { id: `person ${who}`, at: scene.now, actor: '甲' };
  return scene.write('people.save', { ...args, values: { ...values, state: 'active' } }).length > 0;
};

const mailReturns: Work = (desk) => {
  const { random, scene } = desk;
  const campaign = anyCampaign(desk);
  const contact = desk.db
    .read<{ student: string; at: number }>(
      `SELECT student.id AS student, at FROM chase_contact JOIN student ON student.n = student_n
       WHERE way = 'email' AND voided_by IS NULL AND campaign_id = ? ORDER BY chase_contact.id LIMIT 1`,
    )
    .get(campaign);
  asBatch(desk, 'mailReturns', (batch) => {
    const told = contact ? { campaign: campaign!, at: contact.at, students: [contact.student] } : null;
    const about = { mail: null, address: `a${random.below(5)}@example.edu.cn`, cause: 'address' as const };
    const returns = [{ id: scene.nextId(), ...about, status: '5.1.1', reply: '', told }];
    scene.write('mail.return', { batch, actor: '甲', at: scene.now, returns }, batch);
  });
  return true;
};

export const OFFICE_WORK: readonly (readonly [Work, number])[] = [
  [editCampaign, 0.6],
  [setDeadline, 0.6],
  [setMilestone, 0.6],
  [closeOrReopenCampaign, 0.3],
  [printSheet, 1.2],
  [returnSheet, 0.9],
  [handleSheet, 0.5],
  [makeKey, 0.2],
  [decideSheetQuestion, 0.9],
  [saveSetting, 0.5],
  [saveView, 0.5],
  [deleteView, 0.2],
  [saveMapping, 0.3],
  [setClassContact, 0.4],
  [savePerson, 0.3],
  [mailReturns, 0.4],
];

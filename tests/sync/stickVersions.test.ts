import { expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { RowSchemas } from '../../electron/sync/rules/RowSchemas.ts';
import { ROW_FIELDS } from '../../electron/sync/rules/rowSchema.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { createText } from '../../shared/text/createText.ts';
import { knowsField, NEW, OLD, TWO_SCHEMAS } from './rig/before.ts';
import { checkOutcomes, checkOverlay, checkPrefix } from './rig/invariants.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';
import { Sticks } from './Sticks.ts';

/** Sticks between a hub and desks of which one has a program of the version before (docs/spec/sync.md, “Versions”). */
async function scene() {
  let time = Date.UTC(2026, 9, 1);
  const clock = () => (time += 1000);
  const random = seededRandom(1, 'versions on sticks');
  const hub = await SimHub.make(random, clock);
  hub.schemas = TWO_SCHEMAS;
  const [office, before] = ['office', 'before'].map((name) => SimDesk.named(name, random, clock)) as [
    SimDesk,
    SimDesk,
  ];
  const sticks = new Sticks(hub);
  for (const [desk, schema] of [
    [office, NEW],
    [before, OLD],
  ] as const) {
    await hub.enrol(desk.name, '*');
    desk.speak(TWO_SCHEMAS, schema);
    desk.join();
  }
  sticks.know('office', 'before');
  office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', className: '一班', email: 'a@x.cn' }]);
  await sticks.rounds(office, before);
  const student = office.db.read<{ id: string }>('SELECT id FROM student').get()!.id;
  return { hub, office, before, sticks, student };
}

const shown = ({ db }: SimDesk) =>
  db.read('SELECT name, class_name AS className, phone, email FROM student').get();

/** What a person is told of a stick that is not taken, and that nothing of it was. */
async function said(take: () => Promise<unknown>): Promise<{ why: unknown; message: string; hint: string }> {
  const error = await take().then(
    () => null,
    (refused: unknown) => refused,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('it was taken');
  expect(error.code).toBe('BUNDLE_REFUSED');
  const { message, hint } = createText('zh').sayError(error);
  return { why: error.params.case, message, hint };
}

it('a desk of the version before passes all that it knows, and takes nothing away that it does not', async () => {
  const { hub, office, before, sticks, student } = await scene();
  expect(shown(before)).toEqual({ name: '甲', className: null, phone: null, email: null });
  before.scene.edit(student, { phone: '13800000001' });
  office.scene.edit(student, { className: '二班' });
  await sticks.rounds(before, office);
  expect(shown(office)).toEqual({ name: '甲', className: '二班', phone: '13800000001', email: 'a@x.cn' });
  expect(shown(before)).toEqual({ name: '甲', className: null, phone: '13800000001', email: null });
  expect(knowsField(OLD, 'record', 'email')).toBe(false);
  for (const desk of [office, before]) {
    expect(waitingMids(desk.db)).toBeNull();
    checkOverlay(desk);
    checkOutcomes(hub, desk);
  }
  checkPrefix(hub, office, '*');
});

it('a desk is given everything anew once it is updated; what waited goes as it was made', async () => {
  const { hub, office, before, sticks, student } = await scene();
  before.scene.edit(student, { phone: '13800000001' });
  const ofBefore = await sticks.down('before');
  before.moveTo(NEW);
  // Of what it did not know something may be missing in it.
  expect(await said(() => sticks.takeDown(before, ofBefore))).toMatchObject({ why: 'schema-older' });
  await sticks.rounds(before, office);
  for (const desk of [office, before]) {
    expect(shown(desk)).toEqual({ name: '甲', className: '一班', phone: '13800000001', email: 'a@x.cn' });
    expect(waitingMids(desk.db)).toBeNull();
    checkOverlay(desk);
    checkOutcomes(hub, desk);
    checkPrefix(hub, desk, '*');
  }
});

it('a stick of a desk that is newer than its hub waits until the hub is updated, and says so', async () => {
  const { hub, office, before, sticks, student } = await scene();
  office.scene.edit(student, { className: '二班' });
  const mids = waitingMids(office.db)!;
  const up = await sticks.up(office);
  const newest = hub.schemas;
  // The hub was put back with a program of before.
  hub.schemas = new RowSchemas({ most: OLD, casts: {}, fields: ROW_FIELDS });
  const log = () => hub.raw.prepare('SELECT count(*) AS n FROM log').get();
  const head = log();
  const { why, message, hint } = await said(() => sticks.takeUp(up));
  expect([why, log()]).toEqual(['schema-newer', head]);
  expect(message + hint).toMatch(/升级|更新/);
  expect(waitingMids(office.db)).toEqual(mids);
  hub.schemas = newest;
  expect(await sticks.takeUp(up)).toMatchObject({
    ...{ isKnown: false, mutations: mids[1] - mids[0] + 1 },
  });
  await sticks.rounds(office, before);
  expect(shown(office)).toMatchObject({ className: '二班' });
});

it('a stick of a desk that is two versions behind waits until it is updated, and says so', async () => {
  const { hub, office, before, sticks, student } = await scene();
  before.scene.edit(student, { phone: '13800000001' });
  const mids = waitingMids(before.db);
  const up = await sticks.up(before);
  hub.schemas = new RowSchemas({ most: NEW + 1, casts: {}, fields: ROW_FIELDS });
  const head = hub.raw.prepare('SELECT count(*) AS n FROM log').get();
  const { why, message, hint } = await said(() => sticks.takeUp(up));
  expect(why).toBe('schema-older');
  expect(message + hint).toMatch(/升级|更新/);
  expect(hub.raw.prepare('SELECT count(*) AS n FROM log').get()).toEqual(head);
  expect(waitingMids(before.db)).toEqual(mids);
  hub.schemas = TWO_SCHEMAS;
  before.moveTo(NEW);
  await sticks.rounds(before, office);
  expect(shown(office)).toMatchObject({ phone: '13800000001' });
});

it('what a hub wrote for a version that a desk has not got yet is not taken there, and says so', async () => {
  const { office, before, sticks } = await scene();
  const older = before.copy();
  before.moveTo(NEW);
  await sticks.takeUp(await sticks.up(before));
  const down = await sticks.down('before');
  // Its computer broke, and the program of before was installed again with the backup of before.
  before.schema = OLD;
  before.replace(older);
  const { why, message, hint } = await said(() => sticks.takeDown(before, down));
  expect(why).toBe('schema-newer');
  expect(message + hint).toMatch(/升级|更新/);
  await sticks.rounds(before, office);
  expect(shown(before)).toEqual({ name: '甲', className: null, phone: null, email: null });
});

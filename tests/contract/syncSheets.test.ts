import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, setClock, writeCsv } from '../harness/runImport.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const folder = folderForAll();
const clock = setClock(Date.UTC(2026, 10, 24, 4));
let world: DeskHub;
let office: Core;
/** Two desks of one college. */
let arts: Core;
let arts2: Core;
let science: Core;
let campaign: string;

const synced = async (core: Core) => {
  clock.time += 1_000;
  const status = await core.client.sync.now();
  expect(status).toMatchObject({ phase: 'synced', waiting: 0, refused: 0 });
};
/** Everybody sends, and then everybody takes. */
const everybody = async () => {
  for (const core of [office, arts, arts2, science, office, arts, arts2, science]) await synced(core);
};
const joinAs = async (core: Core, name: string, grant: '*' | string[]) => {
  const { pin } = await core.client.sync.look({ address: '10.0.0.5' });
  await core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
  await world.letIn(name, grant);
  await synced(core);
};
const list = async (core: Core) =>
  (await core.client.sheets.list({ query: {}, offset: 0, limit: 100 })).items.map(
    ({ number, collegeName, state, holder }) => ({ number, collegeName, state, holder }),
  );
const print = async (core: Core) => {
  const known = new Set((await list(core)).map(({ number }) => number));
  const kind = 'record-check-sheet';
  await resultOf(await core.client.reports.create({ kind, campaign, format: 'xlsx' }));
  return (await list(core)).map(({ number }) => number).filter((number) => !known.has(number));
};
const stateOf = async (core: Core, number: string) =>
  (await list(core)).find((sheet) => sheet.number === number)?.state ?? null;
const questions = async (core: Core) =>
  (await core.client.sheets.questions({ campaign, open: false })).map(({ number, name }) => ({
    number,
    name,
  }));
const batches = (core: Core, kind: string) =>
  core.client.imports.batches().then((all) => all.filter((batch) => batch.kind === kind));
const back = (core: Core, number: string, answers: ('correct' | 'struck')[]) =>
  core.client.sheets.return({ number, answers: answers.map((answer, at) => ({ at, answer })) });
const takeBack = async (core: Core, batch: string) => {
  await resultOf(await core.client.imports.undo({ batch }));
};

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'), () => clock.now());
  const open = (name: string) => openCore(join(folder, name), clock, { hubDoor: world.door, syncs: true });
  [office, arts, arts2, science] = [
    await open('office'),
    await open('arts'),
    await open('arts2'),
    await open('science'),
  ];
  await office.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(office, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  ({ id: campaign } = await office.client.campaigns.create({
    ...{ name: '核查', type: 'enrolled-record', deadline: '2027-06-01', lockRule: '24h', population: {} },
    ...{ coveredFields: ['name'], coversPhoto: false },
  }));
  await joinAs(office, 'office', '*');
  await joinAs(arts, 'arts', ['文学院']);
  await joinAs(arts2, 'arts2', ['文学院']);
  await joinAs(science, 'science', ['理学院']);
}, 60_000);
afterAll(async () => {
  await Promise.all([office, arts, arts2, science].map((core) => core.close()));
});

let own: string;

it('a college prints its sheets, and what it printed stands at its desks and at the office, and nowhere else', async () => {
  world.cut = true;
  [own] = (await print(arts)) as [string];
  await arts.client.sheets.handle({ numbers: [own], kind: 'handed', holder: '王班长', role: 'monitor' });
  await arts.client.students.saveView({ id: null, name: '本院名单', query: {}, columns: [] });
  world.cut = false;
  await everybody();
  for (const core of [office, arts, arts2])
    expect(await list(core)).toEqual([
      { number: own, collegeName: '文学院', state: 'out', holder: '王班长' },
    ]);
  expect(await list(science)).toEqual([]);
  expect((await science.client.sheets.scan({ text: own })).kind).toBe('unknown');
  const views = async (core: Core) => (await core.client.students.views()).map(({ name }) => name);
  expect(await Promise.all([office, arts, arts2, science].map(views))).toEqual([
    ['本院名单'],
    ['本院名单'],
    ['本院名单'],
    [],
  ]);
});

it('whoever printed, everybody can tell by which computer it was', async () => {
  const [key] = (await arts.client.reports.keys.list()).filter(({ isOwn }) => isOwn);
  for (const core of [office, arts2, science])
    expect(await core.client.reports.keys.list()).toContainEqual({ ...key, isOwn: false });
});

it('a colleague registers what came back; the office sees it, and what it asks', async () => {
  await back(arts2, own, ['correct', 'struck']);
  await everybody();
  for (const core of [office, arts, arts2]) {
    expect(await stateOf(core, own)).toBe('returned');
    expect(await questions(core)).toEqual([{ number: own, name: '李四' }]);
  }
  expect(await questions(science)).toEqual([]);
  const statuses = async (core: Core) =>
    (await core.client.students.page({ query: { campaign }, offset: 0, limit: 10 })).items.map(
      ({ values, status }) => `${values.name} ${status}`,
    );
  expect(await statuses(office)).not.toContain('张三 not-verified');
  expect((await statuses(office)).sort()).toEqual(expect.arrayContaining(await statuses(arts)));
});

it('what the office prints goes to the college whose it is, and comes back there as well as at the office', async () => {
  const numbers = await print(office);
  await everybody();
  const colleges = new Map((await list(office)).map(({ number, collegeName }) => [number, collegeName]));
  const of = (college: string) => numbers.filter((number) => colleges.get(number) === college);
  const [[forArts], [forScience]] = [of('文学院'), of('理学院')] as [[string], [string]];
  expect((await list(arts2)).map(({ number }) => number)).toEqual([own, forArts]);
  expect((await list(science)).map(({ number }) => number)).toEqual([forScience]);

  // Registered at the office, whose list of what was done stays there.
  const { batch } = await back(office, forArts, ['correct', 'struck']);
  await back(science, forScience, ['correct']);
  await everybody();
  expect(await stateOf(arts, forArts)).toBe('returned');
  expect(await stateOf(office, forScience)).toBe('returned');
  expect((await batches(arts, 'sheetReturn')).map((one) => one.batch)).not.toContain(batch);
  expect((await questions(arts)).map(({ number }) => number)).toEqual([forArts, own].sort());

  await takeBack(office, batch);
  await everybody();
  for (const core of [office, arts, arts2]) {
    expect(await stateOf(core, forArts)).toBe('printed');
    expect(await questions(core)).toEqual([{ number: own, name: '李四' }]);
  }
});

it('a college takes back what it did with its sheets', async () => {
  const [handed] = await batches(arts, 'sheetHandling');
  const [returned] = await batches(arts2, 'sheetReturn');
  await takeBack(arts2, returned!.batch);
  await everybody();
  expect(await stateOf(office, own)).toBe('out');
  await takeBack(arts, handed!.batch);
  await everybody();
  for (const core of [office, arts, arts2]) {
    expect(await stateOf(core, own)).toBe('printed');
    expect(await questions(core)).toEqual([]);
  }
});

it('a sheet stays with the college that it was printed for, and what is asked of a student goes with them', async () => {
  await back(arts, own, ['correct', 'struck']);
  await everybody();
  expect(await questions(arts2)).toEqual([{ number: own, name: '李四' }]);
  const { items } = await office.client.students.page({ query: {}, offset: 0, limit: 10 });
  const moved = items.find(({ values }) => values.name === '李四')!;
  await office.client.students.setFields({
    id: moved.id,
    values: { collegeName: '理学院' },
    reason: '转学院',
  });
  await everybody();
  expect(await questions(office)).toEqual([{ number: own, name: '李四' }]);
  for (const core of [arts, arts2, science]) expect(await questions(core)).toEqual([]);
  for (const core of [office, arts, arts2]) expect(await stateOf(core, own)).toBe('returned');
  expect(await stateOf(science, own)).toBeNull();
  const { rows } = await arts2.client.sheets.scan({ text: own });
  expect(rows.map(({ name }) => name)).toEqual(['张三', null]);
});

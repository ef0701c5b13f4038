import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const folder = folderForAll();
const clock = { now: () => Date.UTC(2026, 10, 24, 4) };
let world: DeskHub;
let one: Core;
let other: Core;
let campaign: string;

const synced = async (core: Core) => {
  const status = await core.client.sync.now();
  expect(status).toMatchObject({ phase: 'synced', waiting: 0 });
  return status;
};
const joinAs = async (core: Core, name: string) => {
  const { pin } = await core.client.sync.look({ address: '10.0.0.5' });
  await core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
  await world.letIn(name, '*');
  await synced(core);
};
/** Numbers of all class sheets that a desk knows of, in their order. */
const sheets = async (core: Core) =>
  (await core.client.sheets.list({ query: {}, offset: 0, limit: 100 })).items
    .map(({ number }) => number)
    .sort();
const print = async (core: Core) => {
  const known = new Set(await sheets(core));
  const kind = 'record-check-sheet';
  await resultOf(await core.client.reports.create({ kind, campaign, format: 'xlsx' }));
  return (await sheets(core)).filter((number) => !known.has(number));
};
const openCase = async (core: Core, student: string, form: { trouble: string }) => {
  const { opened } = await core.client.cases.open({ type: 'account-trouble', students: [student], form });
  return (await core.client.cases.get({ case: opened[0]! })).item.number;
};

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'), clock.now);
  const open = (name: string) => openCore(join(folder, name), clock, { hubDoor: world.door, syncs: true });
  [one, other] = [await open('one'), await open('other')];
  await one.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(one, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  ({ id: campaign } = await one.client.campaigns.create({
    ...{ name: '核查', type: 'enrolled-record', deadline: '2027-06-01', lockRule: '24h', population: {} },
    ...{ coveredFields: ['name'], coversPhoto: false },
  }));
}, 60_000);
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

it('gives numbers at one desk that no other desk gives on the same day, and keeps those of before', async () => {
  const before = await print(one);
  expect(before.map((number) => number.slice(0, 16))).toEqual(['XJ27-261124-0001', 'XJ27-261124-0002']);
  await joinAs(one, 'one');
  await joinAs(other, 'other');
  expect(await sheets(other)).toEqual(before);
  expect((await one.client.sync.status()).hub?.letters).toBe('A');
  expect((await other.client.sync.status()).hub?.letters).toBe('B');

  // Neither knows of what the other does.
  world.cut = true;
  const { items } = await one.client.students.page({ query: {}, offset: 0, limit: 10 });
  const given = [
    ...(await print(one)),
    ...(await print(other)),
    await openCase(one, items[0]!.id, { trouble: 'forgotten' }),
    await openCase(other, items[1]!.id, { trouble: 'forgotten' }),
    await openCase(other, items[2]!.id, { trouble: 'forgotten' }),
  ];
  expect(given.map((number) => number.replace(/-.$/, ''))).toEqual([
    ...['XJ27-261124-A0001', 'XJ27-261124-A0002', 'XJ27-261124-B0001', 'XJ27-261124-B0002'],
    ...['AJ26-261124-A0001', 'AJ26-261124-B0001', 'AJ26-261124-B0002'],
  ]);
  world.cut = false;
  for (const core of [one, other, one])
    expect(await synced(core)).toMatchObject({ conflicts: 0, refused: 0 });
  expect(await sheets(one)).toEqual([...before, ...given.slice(0, 4)].sort());
  expect(await sheets(other)).toEqual(await sheets(one));
  // Each verifies what the other has printed, also as a person types it.
  for (const core of [one, other])
    for (const number of given.slice(0, 4)) {
      const typed = number.toLowerCase().replaceAll('-', '');
      const found = await resultOf(await core.client.reports.verify({ code: typed }));
      expect(found.sheets).toMatchObject([{ number, printed: { kind: 'record-check-sheet' } }]);
    }
}, 60_000);

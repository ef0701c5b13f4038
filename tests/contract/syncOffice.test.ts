import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore } from '../harness/openCore.ts';
import { runImport, setClock, writeCsv } from '../harness/runImport.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

/** What is the office’s alone (decision 0040) is not to be had at a desk of a college, whose hub would refuse it. */

const folder = folderForAll();
const clock = setClock(Date.UTC(2026, 10, 24, 4));
let world: DeskHub;
let office: Core;
let arts: Core;

const synced = async (core: Core) => {
  clock.time += 1_000;
  return await core.client.sync.now();
};
const joinAs = async (core: Core, name: string, grant: '*' | string[]) => {
  const { pin } = await core.client.sync.look({ address: '10.0.0.5' });
  await core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
  await world.letIn(name, grant);
  await synced(core);
};

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'), () => clock.now());
  const open = (name: string) => openCore(join(folder, name), clock, { hubDoor: world.door, syncs: true });
  [office, arts] = [await open('office'), await open('arts')];
  await office.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(office, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  await joinAs(office, 'office', '*');
  await joinAs(arts, 'arts', ['文学院']);
}, 60_000);
afterAll(async () => {
  await Promise.all([office, arts].map((core) => core.close()));
});

const refused = { code: 'NOT_ALLOWED', data: { params: { case: 'desk' } } };

it('says at which desk it is, and refuses there what the hub would refuse', async () => {
  expect((await office.client.people.me()).atSchoolDesk).toBe(true);
  expect((await arts.client.people.me()).atSchoolDesk).toBe(false);
  await expect(arts.client.mail.readReturns({ files: ['一封信'] })).rejects.toMatchObject(refused);
  await expect(arts.client.mail.recordReturns({ plan: '一份' })).rejects.toMatchObject(refused);
  const [mapping] = await office.client.imports.mappings();
  await expect(arts.client.imports.saveMapping(mapping!)).rejects.toMatchObject(refused);
  await expect(arts.client.imports.forgetMapping(mapping!)).rejects.toMatchObject(refused);
  expect(await office.client.imports.saveMapping(mapping!)).toMatchObject({ kind: 'roster' });
});

it('remembers of a list that a college brings in nothing that would be refused at the hub', async () => {
  const list = [THREE_STUDENTS[0]!, ['2022001', '22110101110001', '张三', '文学院', '文221', '13900000001']];
  await runImport(arts, writeCsv(folder, '本院.csv', list), { kind: 'roster', source: 'sis' });
  expect(await arts.client.imports.mappings()).toEqual([]);
  await synced(arts);
  const { refused: told } = await synced(arts);
  expect(told).toBe(0);
});

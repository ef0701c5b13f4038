import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { importUp } from '../../electron/hub/bundles/importUp.ts';
import { diskFiles } from '../../electron/sync/bundle/diskFiles.ts';
import type { TakenBundle, WrittenBundle } from '../../shared/contract/bundles.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const folder = folderForAll();
let world: DeskHub;
let office: Core;
let college: Core;
let now = Date.UTC(2026, 10, 1);

const open = (name: string) =>
  openCore(join(folder, name), undefined, {
    ...{ hubDoor: world.door, syncs: true, clock: { now: () => now } },
  });

const joined = async (core: Core, name: string, grant: '*' | string[]) => {
  const { pin } = await core.client.sync.look({ address: '10.0.0.5' });
  await core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
  await world.letIn(name, grant);
};

const names = async (core: Core) => {
  const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
  return items.map(({ values }) => values.name).sort();
};

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'), () => now);
  office = await open('office');
  college = await open('college');
  await office.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(office, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  await joined(office, 'office', '*');
}, 60_000);
afterAll(async () => {
  await Promise.all([office.close(), college.close()]);
});

it('is not begun at a desk that was never synced, nor at one that holds some colleges', async () => {
  await joined(college, 'college', ['文学院']);
  await office.client.sync.now();
  await college.client.sync.now();
  expect(await names(college)).toEqual(['张三', '李四'].sort());
  await expect(resultOf(await college.client.privacy.plan({ numbers: ['2022001'] }))).rejects.toMatchObject({
    code: 'ERASE_REFUSED',
  });
}, 60_000);

it('waits for the hub, and tells who has done it and who has not', async () => {
  const { privacy, sync } = office.client;
  world.cut = true;
  await sync.now();
  const selection = { numbers: ['2022001'] };
  const { digest, students } = await resultOf(await privacy.plan(selection));
  expect(students).toBe(1);
  const proof = await resultOf(await privacy.erase({ ...selection, digest, reason: '本人申请' }));
  expect(proof).toMatchObject({ students: 1, found: 0 });
  const hubOf = async () => (await privacy.erasures())[0]!.hub;
  expect(await hubOf()).toEqual({ isHere: true, state: 'waiting', at: null, devices: [] });

  world.cut = false;
  await sync.now();
  const done = { isRevoked: false, doneAt: expect.any(Number) as number };
  expect(await hubOf()).toMatchObject({
    ...{ state: 'told' },
    devices: [
      { name: 'college', isRevoked: false, doneAt: null },
      { name: 'office', ...done },
    ],
  });
  await college.client.sync.now();
  expect(await names(college)).toEqual(['李四']);
  const [told] = await college.client.privacy.erasures();
  expect(told).toMatchObject({ students: 1, reason: '', proof: null, hub: { isHere: false } });
  now += 61_000;
  await sync.now();
  expect((await hubOf())!.devices.every(({ doneAt }) => doneAt !== null)).toBe(true);
  const { download } = await privacy.proof({ seq: proof.audit.seq, format: 'pdf', lang: 'zh' });
  expect(download).not.toBe('');
}, 60_000);

it('goes on sticks where there is no network, and is confirmed by them', async () => {
  world.cut = true;
  for (const core of [office, college]) await core.client.sync.now();
  const { privacy } = office.client;
  const selection = { numbers: ['2022002'] };
  const { digest } = await resultOf(await privacy.plan(selection));
  await resultOf(await privacy.erase({ ...selection, digest, reason: '期满' }));
  const up = async (core: Core) => {
    const { downloads } = await resultOf<WrittenBundle>(await core.client.bundles.write());
    const paths: string[] = [];
    for (const { download } of downloads) paths.push(await takenDownload(core, download));
    await importUp(world.bundles, diskFiles, paths);
  };
  let files = 0;
  const down = async (core: Core, device: string) => {
    files += 1;
    const target = { files: diskFiles, folder, name: `down-${files}` };
    const [name] = (await exportDown(world.bundles, device, target, { whole: false })).files;
    const { file } = await core.offerPath(join(folder, name!));
    return resultOf<TakenBundle>(await core.client.bundles.take({ files: [file] }));
  };
  expect(await names(college)).toEqual(['李四']);
  await up(office);
  await down(college, 'college');
  expect(await names(college)).toEqual([]);
  await up(college);
  await down(office, 'office');
  const { hub } = (await privacy.erasures()).find(({ reason }) => reason === '期满')!;
  expect(hub!.devices.map(({ name, doneAt }) => [name, doneAt !== null])).toEqual([
    ['college', true],
    ['office', true],
  ]);
}, 60_000);

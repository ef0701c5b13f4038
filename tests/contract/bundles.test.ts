import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { exportDown } from '../../electron/hub/bundles/exportDown.ts';
import { importUp } from '../../electron/hub/bundles/importUp.ts';
import { diskFiles } from '../../electron/sync/bundle/diskFiles.ts';
import type { ShownBundle, TakenBundle, WrittenBundle } from '../../shared/contract/bundles.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const folder = folderForAll();
let world: DeskHub;
let one: Core;
let other: Core;

const offline = async (core: Core) =>
  expect(await core.client.sync.now()).toMatchObject({ phase: 'offline' });

const byName = async (core: Core, name: string) => {
  const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
  return items.find(({ values }) => values.name === name)!;
};

/** What a person takes away on a stick. */
async function written(core: Core): Promise<{ number: number; mutations: number; paths: string[] }> {
  const { number, mutations, downloads } = await resultOf<WrittenBundle>(await core.client.bundles.write());
  const paths: string[] = [];
  for (const { download } of downloads) paths.push(await takenDownload(core, download));
  return { number, mutations, paths };
}

const handedIn = async (core: Core, paths: readonly string[]) => {
  const files: string[] = [];
  for (const path of paths) files.push((await core.offerPath(path)).file);
  return files;
};
const lookedAt = async (core: Core, paths: readonly string[]) =>
  resultOf<ShownBundle[]>(await core.client.bundles.look({ files: await handedIn(core, paths) }));
const taken = async (core: Core, paths: readonly string[]) =>
  resultOf<TakenBundle>(await core.client.bundles.take({ files: await handedIn(core, paths) }));

let downs = 0;
async function down(device: string, whole = false): Promise<string> {
  downs += 1;
  const target = { files: diskFiles, folder, name: `down-${downs}` };
  const { files } = await exportDown(world.bundles, device, target, { whole });
  return join(folder, files[0]!);
}

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'));
  one = await openCore(join(folder, 'one'), undefined, { hubDoor: world.door, syncs: true });
  other = await openCore(join(folder, 'other'), undefined, { hubDoor: world.door, syncs: true });
}, 60_000);
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

it('writes none without a hub, and none of a desk that waits to be let in', async () => {
  await runImport(one, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  const refused = async (why: string) =>
    expect(resultOf(await one.client.bundles.write())).rejects.toMatchObject({
      ...{ code: 'SYNC_NOT_READY', data: { params: { case: why } } },
    });
  await refused('none');
  const { pin } = await one.client.sync.look({ address: '10.0.0.5' });
  const asked = { address: '10.0.0.5', pin, code: 'ABCDE-12345' };
  await one.client.sync.join({ ...asked, name: 'one' });
  await refused('asking');
  await world.letIn('one', '*');
  await world.letIn('other', '*');
  await other.client.sync.join({ ...asked, name: 'other' });
  for (const core of [one, other])
    expect(await core.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
}, 60_000);

it('brings what waits to the hub, and what a colleague did back, without a network', async () => {
  world.cut = true;
  for (const core of [one, other]) await offline(core);
  const { id } = await byName(one, '张三');
  await one.client.students.setFields({ id, values: { phone: '13700000001' }, reason: '本人' });
  const { waiting } = await one.client.sync.status();
  const up = await written(one);
  expect(up).toMatchObject({ number: 1, mutations: waiting });
  // The call is told by one entry, which names the one whose number is in it.
  const { items } = await one.client.audit.page({ filter: {}, before: null, limit: 1 });
  expect(items[0]).toMatchObject({ action: 'export', students: { count: 1 } });
  expect(await importUp(world.bundles, diskFiles, up.paths)).toMatchObject({
    ...{ device: 'one', isKnown: false, mutations: waiting, outcomes: { applied: waiting, waiting: 0 } },
  });
  const file = await down('other');
  expect(await lookedAt(other, [file])).toMatchObject([
    {
      ...{ names: ['down-1.xjs'], problem: null, about: { number: 1, from: 'hub' } },
      held: { isKnown: false, isWhole: false, deeds: waiting, people: ['测试员'] },
    },
  ]);
  expect(await taken(other, [file])).toMatchObject({ isKnown: false, isWhole: false, deeds: waiting });
  expect((await byName(other, '张三')).values.phone).toBe('137****0001');
  expect(await taken(other, [file])).toMatchObject({ isKnown: true, deeds: 0 });
  // What became of its own work comes back to its author.
  expect(await one.client.sync.status()).toMatchObject({ waiting });
  await taken(one, [await down('one')]);
  expect(await one.client.sync.status()).toMatchObject({ waiting: 0 });
}, 60_000);

it('says what is none, whose it is otherwise, and that it is told by who asked', async () => {
  const file = await down('other');
  const none = join(folder, '花名册.xjs');
  writeFileSync(none, 'PK…');
  const looked = await lookedAt(one, [file, none]);
  expect(looked.map(({ problem }) => problem)).toMatchObject([
    { code: 'BUNDLE_REFUSED', params: { case: 'other-device' } },
    { code: 'BUNDLE_REFUSED', params: { case: 'unknown' } },
  ]);
  await expect(taken(one, [file])).rejects.toMatchObject({ code: 'BUNDLE_REFUSED' });
  expect((await byName(one, '张三')).values.phone).toBe('137****0001');
});

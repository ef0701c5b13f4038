import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { hubRefused } from '../../electron/sync/net/hubTrouble.ts';
import { deskHub } from '../harness/deskHub.ts';
import { newestTold } from '../harness/newestTold.ts';
import { openCore } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

/** A hub and a desk that is with it, whose roster has come there. */
async function scene() {
  const folder = temporaryFolder();
  const world = await deskHub(join(folder, 'hub'));
  const open = (name: string) =>
    openCore(join(folder, name), undefined, { hubDoor: world.door, syncs: true });
  const one = await open('one');
  await one.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(one, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  const joined = async (core: Core, name: string) => {
    const { pin } = await core.client.sync.look({ address: '10.0.0.5' });
    await core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
    await world.letIn(name, '*');
    expect(await core.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
  };
  await joined(one, 'one');
  return { folder, world, open, one, joined };
}

const studentsOf = async (core: Core) => {
  const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
  return new Map(items.map(({ id, values }) => [values.name!, { id, email: values.email }]));
};
const setEmail = async (core: Core, name: string, email: string) =>
  core.client.students.setFields({
    ...{ id: (await studentsOf(core)).get(name)!.id, values: { email }, reason: '' },
  });
const emails = async (core: Core) =>
  Object.fromEntries([...(await studentsOf(core))].map(([name, { email }]) => [name, email]));

it('leads a desk that was put back to its backup in again: what it did is sent, what it had sent comes back', async () => {
  const { folder, world, open, one, joined } = await scene();
  const other = await open('other');
  await joined(other, 'other');
  await setEmail(one, '张三', 'zhang@example.com');
  await one.client.sync.now();
  await one.close();
  cpSync(join(folder, 'one'), join(folder, 'backup'), { recursive: true });
  const later = await open('one');
  await setEmail(later, '李四', 'li@example.com');
  await later.client.sync.now();
  await later.close();

  // Its data are those of the backup again, and somebody works with them before it asks the hub.
  world.cut = true;
  const back = await open('backup');
  await setEmail(back, '王五', 'wang@example.com');
  const { waiting } = await back.client.sync.status();
  expect(waiting).toBeGreaterThan(0);
  world.cut = false;
  const stopped = await back.client.sync.now();
  expect(stopped).toMatchObject({ phase: 'stopped', why: 'device-cloned', waiting });

  const asked = await back.client.sync.rejoin({ code: 'ABCDE-12345', name: 'one again' });
  expect(asked).toMatchObject({ phase: 'asking', hub: { name: 'one again', own: '7301 6642 0918' } });
  await expect(back.client.sync.rejoin({ code: 'x', name: 'x' })).rejects.toMatchObject({
    code: 'SYNC_JOINED',
  });
  // Nobody has let it in yet, also after the program was closed meanwhile; what is done still waits.
  expect(await back.client.sync.now()).toMatchObject({ phase: 'asking' });
  await back.close();
  const again = await open('backup');
  expect(await again.client.sync.now()).toMatchObject({ phase: 'asking' });
  await world.letIn('one again', '*');
  expect(await again.client.sync.now()).toMatchObject({
    phase: 'synced',
    waiting: 0,
    refused: 0,
    conflicts: 0,
  });
  await other.client.sync.now();
  const all = { 张三: 'z***@example.com', 李四: 'l***@example.com', 王五: 'w***@example.com' };
  expect(await emails(again)).toEqual(all);
  expect(await emails(other)).toEqual(all);
  // It is another device now, whose numbers are its own.
  expect((await again.client.sync.status()).hub).toMatchObject({ name: 'one again', letters: 'C' });
  await Promise.all([again.close(), other.close()]);
}, 60_000);

it('takes the asking back, and is not for a desk with which nothing is wrong', async () => {
  const { world, one } = await scene();
  await expect(one.client.sync.rejoin({ code: 'x', name: 'x' })).rejects.toMatchObject({
    code: 'SYNC_JOINED',
  });
  await world.hub.grant('one', null);
  expect(await one.client.sync.now()).toMatchObject({ phase: 'stopped', why: 'revoked' });
  await one.client.sync.rejoin({ code: 'ABCDE-12345', name: 'again' });
  await one.client.sync.forget();
  expect((await newestTold(one, 2)).map(({ action }) => action)).toEqual(['hub-forgotten', 'hub-rejoined']);
  expect(await one.client.sync.now()).toMatchObject({ phase: 'stopped', hub: { name: 'one' } });
  await setEmail(one, '张三', 'zhang@example.com');
  await one.client.sync.rejoin({ code: 'ABCDE-12345', name: 'again' });
  await world.letIn('again', '*');
  expect(await one.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0, hub: { name: 'again' } });
  expect((await studentsOf(one)).get('张三')).toMatchObject({ email: 'z***@example.com' });
  await one.close();
}, 60_000);

it('knows also by a session that is refused that the hub takes it no more', async () => {
  const { world, open, one } = await scene();
  await one.close();
  const { calls } = world.door;
  world.door.calls = (place) => ({
    ...calls(place),
    standing: () => Promise.reject(hubRefused('device-unknown')),
  });
  const desk = await open('one');
  expect(await desk.client.sync.now()).toMatchObject({ phase: 'stopped', why: 'unknown-device' });
  await desk.close();
}, 60_000);

import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { HubProcess, StartHubProcess } from '../../electron/core/sync/HubHost.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { forkHubProcess } from '../../electron/hub/host/forkHubProcess.ts';
import { hubHosting } from '../../electron/hub/host/HubHosting.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';

const folder = folderForAll();
const processes: HubProcess[] = [];
/** The real one, whose processes a test can kill. */
const start: StartHubProcess = (heard) => {
  const made = forkHubProcess(heard);
  processes.push(made);
  return made;
};
/** What whoever shows the program beside the clock is told. */
const hosting: boolean[] = [];
const hubHost = hubHosting(start, (isOn) => hosting.push(isOn));
const options = { hubDoor: netDoor, syncs: true, hubHost };
let port: number;
let host: Core;
let other: Core;

beforeAll(async () => {
  port = await freePort();
  host = await openCore(join(folder, 'host'), undefined, options);
  other = await openCore(join(folder, 'other'), undefined, { hubDoor: netDoor, syncs: true });
}, 60_000);
afterAll(async () => {
  await other.close();
  await host.close();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const poll = <T>(look: () => Promise<T>) => expect.poll(look, { interval: 50, timeout: 60_000 });
const state = () => host.client.hub.state();
const content = async () => (await state()).content!;
const serving = () => poll(state).toMatchObject({ phase: 'serving', trouble: null });

it('says what it is before it hosts anything, and where it can’t', async () => {
  expect(hosting).toEqual([]);
  expect(await state()).toMatchObject({ phase: 'off', canHost: true, content: null });
  expect(await other.client.hub.state()).toMatchObject({ phase: 'off', canHost: false });
  await expect(other.client.hub.start({ port, name: 'x' })).rejects.toMatchObject({ code: 'NOT_YET' });
  await expect(host.client.hub.newCode()).rejects.toMatchObject({
    code: 'HUB_REFUSED',
    data: { params: { case: 'off' } },
  });
});

it('serves in a process of its own, and its own desk joins without anybody typing a code', async () => {
  await host.client.admin.initialise({ code: '10000', name: '示例大学' });
  const roster = writeCsv(folder, 'r.csv', [
    ['学号', '考生号', '姓名', '分院', '班级', '手机号码'],
    ['2022001', '22110101110001', '张三', '文学院', '文221', '13800000001'],
    ['2022002', '22110101110002', '李四', '理学院', '理221', '13800000002'],
  ]);
  await runImport(host, roster, { kind: 'roster', source: 'chsi' });
  expect((await host.client.hub.start({ port, name: '主机电脑' })).phase).not.toBe('off');
  await serving();
  await poll(() => host.client.sync.status()).toMatchObject({ phase: 'synced', waiting: 0 });
  const { since, fingerprint, devices, backup } = { ...(await state()), ...(await content()) };
  expect(since).not.toBeNull();
  expect(fingerprint).toMatch(/^\d{4} \d{4} \d{4}$/);
  expect(devices).toMatchObject([{ name: '主机电脑', state: 'active', grant: '*', isHere: true }]);
  expect(backup).toBeNull();
}, 90_000);

it('lets another desk in by code and digits, changes what it may hold, and hears that the rest is gone', async () => {
  const address = `127.0.0.1:${port}`;
  const { code } = await host.client.hub.newCode();
  const { pin, fingerprint } = await other.client.sync.look({ address });
  expect(fingerprint).toBe((await state()).fingerprint);
  const asked = await other.client.sync.join({ address, pin, code, name: '二号机' });
  const waiting = (await content()).devices.find(({ name }) => name === '二号机')!;
  expect(waiting.state).toBe('enrolling');
  const letIn = { device: waiting.id, grant: '*' as const };
  await expect(host.client.hub.letIn({ ...letIn, seen: '0000 0000 0000' })).rejects.toMatchObject({
    ...{ code: 'HUB_DEVICE', data: { params: { case: 'fingerprint' } } },
  });
  await host.client.hub.letIn({ ...letIn, seen: asked.hub!.own! });
  await poll(() => other.client.sync.now()).toMatchObject({ phase: 'synced' });
  const held = async () => (await other.client.students.page({ query: {}, offset: 0, limit: 9 })).total;
  expect(await held()).toBe(2);
  await host.client.hub.setGrant({ device: waiting.id, grant: ['文学院'] });
  await poll(async () => {
    await other.client.sync.now();
    return (await content()).devices.find(({ id }) => id === waiting.id)!;
  }).toMatchObject({ grant: ['文学院'], owesPurge: false, purged: { students: 1 } });
  await poll(held).toBe(1);
}, 90_000);

it('backs up by hand into a file that is whole, and desks are told', async () => {
  const made = await resultOf<{ file: string; bytes: number }>(await host.client.hub.backup());
  expect(existsSync(made.file)).toBe(true);
  const { items } = await host.client.audit.page({ filter: {}, before: null, limit: 1 });
  expect(items).toMatchObject([{ action: 'backup' }]);
  expect(readdirSync(join(folder, 'host', 'backups', 'xueji-hub'))).toHaveLength(1);
  expect((await content()).backup).toMatchObject({ behind: 0 });
  const { standing } = await other.client.sync.now();
  expect(standing?.backupAt).not.toBeNull();
}, 60_000);

it('is started again when it ends by itself, and everybody goes on', async () => {
  const before = processes.length;
  processes.at(-1)!.kill();
  await poll(async () => processes.length).toBe(before + 1);
  await serving();
  await poll(() => other.client.sync.now()).toMatchObject({ phase: 'synced', trouble: null });
}, 90_000);

it('ends with the program, is there again with it, and tells a port that is taken', async () => {
  await host.close();
  expect(await other.client.sync.now()).toMatchObject({ phase: 'offline' });
  const squatter = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => squatter.listen(port, '::', resolve));
  host = await openCore(join(folder, 'host'), undefined, options);
  await poll(state).toMatchObject({ trouble: { code: 'HUB_REFUSED', params: { case: 'port', port } } });
  await new Promise((resolve) => squatter.close(resolve));
  await serving();
  await poll(() => host.client.sync.now()).toMatchObject({ phase: 'synced' });
}, 90_000);

it('ends for good when somebody stops it; the desks work on by themselves', async () => {
  const [device] = (await content()).devices.filter(({ isHere }) => !isHere);
  await host.client.hub.revoke({ device: device!.id });
  expect((await content()).devices).toMatchObject([{ state: 'active' }, { state: 'revoked' }]);
  expect(hosting.at(-1)).toBe(true);
  expect(await host.client.hub.stop()).toMatchObject({ phase: 'off', content: null });
  expect(hosting.at(-1)).toBe(false);
  expect(await host.client.sync.now()).toMatchObject({ phase: 'offline' });
  await host.close();
  host = await openCore(join(folder, 'host'), undefined, options);
  expect(await state()).toMatchObject({ phase: 'off' });
}, 60_000);

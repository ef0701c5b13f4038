import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import type { HubDoor } from '../../electron/core/sync/HubDoor.ts';
import type { HubProcess, StartHubProcess } from '../../electron/core/sync/HubHost.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { connect } from '../../electron/db/openDatabase.ts';
import { HUB_FILE } from '../../electron/hub/connectSqlite.ts';
import { forkHubProcess } from '../../electron/hub/host/forkHubProcess.ts';
import { hubHosting } from '../../electron/hub/host/HubHosting.ts';
import { unlockHub } from '../../electron/hub/unlockHub.ts';
import { hubUnreachable } from '../../electron/sync/net/hubTrouble.ts';
import { DEFAULT_LEASE_DAYS } from '../../electron/sync/protocol/lease.ts';
import type { ShownBundle, WrittenBundle } from '../../shared/contract/bundles.ts';
import type { TakenUpBundle, WrittenDownBundle } from '../../shared/contract/hub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { hubMeans } from '../harness/hubEngines.ts';
import { newestTold } from '../harness/newestTold.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

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
/** The real way, which can be cut. */
let isCut = false;
const cutDoor: HubDoor = {
  ...netDoor,
  calls: (place) =>
    new Proxy(netDoor.calls(place), {
      get(calls, name) {
        const call: unknown = Reflect.get(calls, name);
        if (!isCut || name === 'close' || name === 'skew' || typeof call !== 'function') return call;
        return () => Promise.reject(hubUnreachable('silent', { host: '10.0.0.5', port }));
      },
    }),
  find: async () => null,
};
let port: number;
let host: Core;
let other: Core;

beforeAll(async () => {
  port = await freePort();
  host = await openCore(join(folder, 'host'), undefined, options);
  other = await openCore(join(folder, 'other'), undefined, { hubDoor: cutDoor, syncs: true });
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

it('tells the audit of its desk, and that of the other, what was done to it; the hub keeps it, too', async () => {
  const { id: device, name } = (await content()).devices.find((one) => one.name === '二号机')!;
  await host.client.hub.setGrant({ device, grant: ['文学院'] });
  await host.client.hub.setLease({ days: 30 });
  await host.client.hub.setLease({ days: 30 });
  const by = { name: '测试员', outcome: 'done' };
  expect(await newestTold(host, 5)).toEqual([
    { ...by, action: 'hub-lease', detail: { days: 30, daysBefore: DEFAULT_LEASE_DAYS } },
    { ...by, action: 'device-granted', detail: { name, device, grantBefore: '*', grant: '文学院' } },
    { ...by, action: 'device-let-in', detail: { name, device, grantBefore: '', grant: '*' } },
    { ...by, action: 'hub-code', detail: {} },
    { ...by, action: 'hub-started', detail: { name: '主机电脑', port } },
  ]);
  await host.client.hub.setLease({ days: DEFAULT_LEASE_DAYS });
  expect(await newestTold(other, 1)).toEqual([
    { ...by, action: 'hub-joined', detail: { name, device, address: `127.0.0.1:${port}` } },
  ]);
  const { json } = await xuejiInside<{ acts: object[] }>(
    'hub',
    'status',
    '--data',
    join(folder, 'host', 'hub'),
    '--json',
  );
  expect(json.acts).toMatchObject([
    { by: '测试员', what: 'lease', before: 30, days: DEFAULT_LEASE_DAYS },
    { by: '测试员', what: 'lease', before: DEFAULT_LEASE_DAYS, days: 30 },
    { by: '测试员', what: 'grant', device, name, before: '*', grant: ['文学院'] },
    { by: '测试员', what: 'let-in', device, name, before: [], grant: '*' },
    { by: '测试员', what: 'code' },
    { by: '测试员', what: 'let-in', name: '主机电脑', grant: '*' },
    { by: '测试员', what: 'code' },
  ]);
}, 60_000);

it('keeps what it refuses for whoever looks after it: whose, why, and what was typed, masked', async () => {
  expect(await host.client.hub.kept({})).toEqual({ items: [], total: 0 });
  // Of the whole school, from a desk of one college.
  const words = [{ field: 'collegeName' as const, written: '文学系', meant: '13800001234' }];
  await resultOf(await other.client.words.save({ words, how: 'typed' }));
  await poll(() => other.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
  const [here] = (await other.client.sync.refused({})).items;
  expect(here).toMatchObject({ why: 'school', trace: `B:${here!.mid}` });
  const { items, total } = await host.client.hub.kept({});
  expect(total).toBe((await content()).quarantined);
  expect(items).toMatchObject([
    { trace: here!.trace, device: { name: '二号机' }, why: 'school', rows: 1, student: null },
  ]);
  expect(items[0]!.fields).toContainEqual({ entity: 'word', field: 'spelling', value: '文学系' });
  expect(JSON.stringify(items)).not.toContain('13800001234');
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

const handedIn = async (core: Core, paths: readonly string[]) => {
  const files: string[] = [];
  for (const path of paths) files.push((await core.offerPath(path)).file);
  return { files };
};
const carried = async (core: Core, { downloads }: { downloads: { download: string }[] }) => {
  const paths: string[] = [];
  for (const { download } of downloads) paths.push(await takenDownload(core, download));
  return paths;
};
const phoneAt = async (core: Core, name: string) => {
  const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 9 });
  return items.find(({ values }) => values.name === name)!;
};
const edited = async (core: Core, phone: string) => {
  const { id } = await phoneAt(core, '张三');
  await core.client.students.setFields({ id, values: { phone }, reason: '本人' });
};
/** The other desk does not reach the hub until the test has ended. */
const withoutNetwork = async (work: () => Promise<void>) => {
  isCut = true;
  try {
    expect(await other.client.sync.now()).toMatchObject({ phase: 'offline' });
    await work();
  } finally {
    isCut = false;
  }
  await poll(() => other.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
};

it('takes what a desk has sent on a stick, and writes what goes back', async () => {
  await withoutNetwork(async () => {
    await edited(other, '13700000001');
    const { waiting } = await other.client.sync.status();
    const up = await carried(other, await resultOf<WrittenBundle>(await other.client.bundles.write()));
    const none = join(folder, '名册.xjs');
    writeFileSync(none, 'PK…');
    const asked = await handedIn(host, [...up, none]);
    const looked = await resultOf<ShownBundle[]>(await host.client.hub.lookBundles(asked));
    expect(looked).toMatchObject([
      {
        about: { from: 'device', name: '二号机', number: 1 },
        problem: null,
        held: { isKnown: false, deeds: waiting, people: ['测试员'] },
      },
      { about: null, held: null, problem: { code: 'BUNDLE_REFUSED', params: { case: 'unknown' } } },
    ]);
    // Looking has changed nothing.
    expect(await other.client.sync.status()).toMatchObject({ waiting });
    const take = async () =>
      resultOf<TakenUpBundle>(await host.client.hub.takeBundle(await handedIn(host, up)));
    expect(await take()).toMatchObject({
      ...{ name: '二号机', isKnown: false, mutations: waiting, outcomes: { applied: waiting, rejected: 0 } },
    });
    expect(await take()).toMatchObject({ isKnown: true });
    await expect(
      host.client.hub.takeBundle(await handedIn(host, [none])).then(resultOf),
    ).rejects.toMatchObject({
      code: 'BUNDLE_REFUSED',
    });
    const device = (await content()).devices.find(({ name }) => name === '二号机')!.id;
    const made = await resultOf<WrittenDownBundle>(
      await host.client.hub.writeBundle({ device, whole: false }),
    );
    expect(made).toMatchObject({ number: 1, isWhole: false });
    expect(made.downloads.map(({ name }) => name)).toEqual(['xueji-二号机-down-000001.xjs']);
    expect((await host.client.audit.page({ filter: {}, before: null, limit: 1 })).items[0]).toMatchObject({
      action: 'export',
    });
    const down = await carried(host, made);
    await resultOf(await other.client.bundles.take(await handedIn(other, down)));
    expect(await other.client.sync.status()).toMatchObject({ phase: 'offline', waiting: 0 });
    const whole = await resultOf<WrittenDownBundle>(
      await host.client.hub.writeBundle({ device, whole: true }),
    );
    expect(whole).toMatchObject({ number: 2, isWhole: true });
    await expect(
      host.client.hub.writeBundle({ device: 'nobody', whole: false }).then(resultOf),
    ).rejects.toMatchObject({ code: 'HUB_DEVICE' });
  });
  // The desk of the hub’s own computer was told of it meanwhile.
  await poll(async () => {
    await host.client.sync.now();
    return (await phoneAt(host, '张三')).values.phone;
  }).toBe('137****0001');
}, 90_000);

it('exchanges through a folder that both reach, and says how that went', async () => {
  expect((await content()).share).toEqual({ folder: null, last: null });
  const missing = { folder: join(folder, '没有') };
  for (const core of [host.client.hub, other.client.bundles])
    await expect(core.setShare(missing)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  const share = join(folder, 'share');
  mkdirSync(share);
  await other.client.bundles.setShare({ folder: share });
  await host.client.hub.setShare({ folder: share });
  // Nothing is written as long as the hub is reached, and the hub writes for everybody.
  await poll(async () => (await content()).share.last).toMatchObject({
    taken: 0,
    trouble: null,
    refused: [],
  });
  expect(existsSync(join(share, 'in'))).toBe(false);
  await withoutNetwork(async () => {
    await edited(other, '13600000002');
    await other.client.sync.now();
    expect((await other.client.bundles.shared()).last).toMatchObject({ written: 1, trouble: null });
    // Setting it again does not wait for the next minute.
    await host.client.hub.setShare({ folder: share });
    await poll(async () => (await content()).share.last?.taken ?? 0).toBeGreaterThan(0);
    expect((await content()).share.last).toMatchObject({ refused: [], trouble: null });
    await other.client.sync.now();
    expect(await other.client.sync.status()).toMatchObject({ phase: 'offline', waiting: 0 });
    // A drive that is gone is told on both sides, and nothing is made up in its place.
    renameSync(share, join(folder, 'gone'));
    await other.client.sync.now();
    const gone = { trouble: { code: 'FILE_NOT_FOUND' } };
    expect((await other.client.bundles.shared()).last).toMatchObject(gone);
    await expect(host.client.hub.setShare({ folder: share })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    expect(existsSync(share)).toBe(false);
    renameSync(join(folder, 'gone'), share);
  });
  // Reached again: what the hub has does not go on lying there.
  await poll(async () => (readdirSync(share, { recursive: true }) as string[]).filter(isUp)).toEqual([]);
  await host.client.hub.setShare({ folder: null });
  await other.client.bundles.setShare({ folder: null });
  expect((await content()).share).toEqual({ folder: null, last: null });
  expect(await other.client.bundles.shared()).toEqual({ folder: null, last: null });
  for (const [core, action] of [
    [host, 'hub-folder'],
    [other, 'desk-folder'],
  ] as const)
    expect((await newestTold(core, 20)).filter((entry) => entry.action === action)).toMatchObject([
      { detail: { folder: '' } },
      { detail: { folder: share } },
    ]);
}, 90_000);
const isUp = (name: string) => /up-\d+\.xjs$/.test(name);

it('is told for how many days desks may be away, and tells them', async () => {
  expect((await content()).leaseDays).toBe(DEFAULT_LEASE_DAYS);
  await expect(host.client.hub.setLease({ days: -1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect((await host.client.hub.setLease({ days: 30 })).content?.leaseDays).toBe(30);
  expect((await other.client.sync.now()).lease).toMatchObject({ days: 30 });
  await host.client.hub.setLease({ days: 0 });
  expect((await other.client.sync.now()).lease).toBeNull();
}, 60_000);

it('says that it can take nothing as long as another program holds its database', async () => {
  expect((await state()).store).toBeNull();
  const dataDir = join(folder, 'host', 'hub');
  const { key } = await unlockHub(dataDir, hubMeans());
  const held = connect(join(dataDir, HUB_FILE), key);
  // Let go of also where it fails: the tests that follow use the same hub.
  try {
    held.raw.exec('BEGIN IMMEDIATE');
    await edited(other, '13500000003');
    expect(await other.client.sync.now()).toMatchObject({
      trouble: { code: 'SYNC_REFUSED', params: { case: 'store-busy' } },
    });
    await poll(async () => (await state()).store).toMatchObject({ fault: 'store-busy' });
  } finally {
    if (held.raw.inTransaction) held.raw.exec('ROLLBACK');
    held.raw.close();
  }
  await poll(() => other.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
  await poll(async () => (await state()).store).toBeNull();
}, 90_000);

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
  await host.client.hub.keepOnly();
  expect(hosting.at(-1)).toBe(true);
  expect(await host.client.hub.stop()).toMatchObject({ phase: 'off', content: null });
  expect(hosting.at(-1)).toBe(false);
  expect(await host.client.sync.now()).toMatchObject({ phase: 'offline' });
  expect(await newestTold(host, 3)).toMatchObject([
    { action: 'hub-stopped', outcome: 'done' },
    { action: 'hub-kept-only', outcome: 'done' },
    { action: 'device-revoked', detail: { device: device!.id, grantBefore: '文学院', grant: '' } },
  ]);
  await host.close();
  host = await openCore(join(folder, 'host'), undefined, options);
  expect(await state()).toMatchObject({ phase: 'off' });
}, 60_000);

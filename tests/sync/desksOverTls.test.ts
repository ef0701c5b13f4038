import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { filesOf } from '../../electron/hub/blobFiles.ts';
import { approveDevice, listDevices } from '../../electron/hub/enrolment/deviceGrants.ts';
import { startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { type RunningHub, serveHub } from '../../electron/hub/serveHub.ts';
import { RowSchemas } from '../../electron/sync/rules/RowSchemas.ts';
import { ROW_FIELDS, ROW_SCHEMA } from '../../electron/sync/rules/rowSchema.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { hubMeans, noTrouble } from '../harness/hubEngines.ts';
import { openCore, strictLog } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';

const folder = folderForAll();
const dataDir = join(folder, 'hub');
let opened: ServedHub;
let running: RunningHub;
const desks: Core[] = [];

/** As `hub serve` does it, on any free port the first time. */
async function serve(port: number, most = ROW_SCHEMA): Promise<void> {
  opened = await openHub({ engine: 'sqlite', dataDir, means: hubMeans() }, systemNetPorts, noTrouble);
  const files = filesOf(opened, systemNetPorts.now);
  const way = { host: '127.0.0.1', port, log: strictLog };
  const schemas = new RowSchemas({ fields: ROW_FIELDS, most, casts: {} });
  running = await serveHub({ hub: opened, ports: systemNetPorts, schemas, files, ...way });
}

async function stop(): Promise<void> {
  await running.close();
  await opened.close();
}

beforeAll(async () => {
  await serve(0);
  for (const name of ['one', 'other']) {
    desks.push(await openCore(join(folder, name), undefined, { hubDoor: netDoor, syncs: true }));
  }
}, 60_000);
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await stop();
});

const status = (desk: Core) => desk.client.sync.status();
const seen = async (desk: Core, name: string) => {
  const { items } = await desk.client.students.page({ query: {}, offset: 0, limit: 50 });
  return items.find(({ values }) => values.name === name) ?? null;
};

it('joins over TLS: what a person compares on both screens, a code, and an approval', async () => {
  const [one, other] = desks as [Core, Core];
  const roster = writeCsv(folder, 'r.csv', [
    ['学号', '考生号', '姓名', '分院', '班级', '手机号码'],
    ['2022001', '22110101110001', '张三', '文学院', '文221', '13800000001'],
  ]);
  await runImport(one, roster, { kind: 'roster', source: 'chsi' });
  const address = `127.0.0.1:${running.port}`;
  for (const [desk, name] of [
    [one, '一号机'],
    [other, '二号机'],
  ] as const) {
    const { fingerprint, pin } = await desk.client.sync.look({ address });
    expect(fingerprint).toBe(running.fingerprint());
    const { code } = await startEnrolment(opened.db, systemNetPorts, '林老师');
    const asked = await desk.client.sync.join({ address, pin, code, name });
    expect(asked).toMatchObject({ phase: 'asking', hub: { name, fingerprint } });
    const device = (await listDevices(opened.db)).find((one) => one.name === name)!.id;
    const seen = asked.hub!.own!;
    await approveDevice(opened.db, systemNetPorts, { device, grant: '*', by: '管理员', seen });
    expect(await desk.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0 });
  }
  expect(await seen(other, '张三')).not.toBeNull();
  // Nobody has made a backup.
  expect((await status(other)).standing).toEqual({ backupAt: null, twoHubs: false });
}, 60_000);

it('shows a colleague’s change without being asked, and what the desk did is there in no time', async () => {
  const [one, other] = desks as [Core, Core];
  const { id } = (await seen(one, '张三'))!;
  await one.client.students.setFields({ id, values: { phone: '13700000001' }, reason: '' });
  const phone = async () => (await seen(other, '张三'))?.values.phone;
  await expect.poll(phone, { interval: 20, timeout: 30_000 }).toBe('137****0001');
  await other.client.students.setFields({ id, values: { phone: '13600000001' }, reason: '' });
  const back = async () => (await seen(one, '张三'))?.values.phone;
  await expect.poll(back, { interval: 20, timeout: 30_000 }).toBe('136****0001');
}, 60_000);

it('works on where the hub speaks another version, says who is to be updated, and goes on afterwards', async () => {
  const [one] = desks as [Core];
  const { port } = running;
  const { id } = (await seen(one, '张三'))!;
  for (const [most, said] of [
    [8, 'upgradeClient'],
    [0, 'upgradeHub'],
  ] as const) {
    await stop();
    await serve(port, most);
    await one.client.students.setFields({ id, values: { email: `${said}@example.com` }, reason: '' });
    await one.client.sync.now();
    const now = await one.client.sync.now();
    expect(now).toMatchObject({
      phase: 'offline',
      trouble: { code: 'SYNC_REFUSED', params: { case: said } },
    });
    expect(now.waiting).toBeGreaterThan(0);
  }
  await stop();
  await serve(port);
  await expect
    .poll(async () => one.client.sync.now(), { timeout: 30_000 })
    .toMatchObject({ phase: 'synced', waiting: 0, trouble: null });
}, 90_000);

import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { filesOf } from '../../electron/hub/blobFiles.ts';
import { approveDevice, listDevices } from '../../electron/hub/enrolment/deviceGrants.ts';
import { startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import { imagesOf } from '../../electron/hub/images/imagesOf.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { type RunningHub, serveHub } from '../../electron/hub/serveHub.ts';
import { hubMeans, noTrouble } from '../harness/hubEngines.ts';
import { openCore, resultOf, strictLog } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const STUDENTS = 4400;
const COLLEGES = ['文学院', '理学院'];

/** Many enough that they come as a file. */
function roster(folder: string): string {
  const rows = Array.from({ length: STUDENTS }, (_, at) => {
    const serial = String(at + 1).padStart(6, '0');
    return [`2022${serial}`, `22110101${serial}`, `测${serial}`, COLLEGES[at % 2]!, `班${at % 7}`];
  });
  return writeCsv(folder, '名册.csv', [['学号', '考生号', '姓名', '分院', '班级'], ...rows]);
}

const total = async ({ client }: Core) =>
  (await client.students.page({ query: {}, offset: 0, limit: 1 })).total;

it('fetches its students as one file over TLS, the whole school and a college, and erases them everywhere', async () => {
  const folder = temporaryFolder();
  const place = { engine: 'sqlite' as const, dataDir: join(folder, 'hub'), means: hubMeans() };
  const hub: ServedHub = await openHub(place, systemNetPorts, noTrouble);
  const images = imagesOf(hub, place, systemNetPorts);
  const files = filesOf(hub, systemNetPorts.now);
  const running: RunningHub = await serveHub({
    ...{ hub, ports: systemNetPorts, files, images },
    ...{ host: '127.0.0.1', port: 0, log: strictLog },
  });
  const desks: Core[] = [];
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  onTestFinished(async () => {
    for (const desk of desks) await desk.close();
    await running.close();
    await hub.close();
  });
  const open = async (name: string) => {
    const desk = await openCore(join(folder, name), clock, { hubDoor: netDoor, syncs: true });
    desks.push(desk);
    return desk;
  };
  const letIn = async (desk: Core, name: string, grant: '*' | string[]) => {
    const address = `127.0.0.1:${running.port}`;
    const { pin } = await desk.client.sync.look({ address });
    const { code } = await startEnrolment(hub.db, systemNetPorts, '林老师');
    const asked = await desk.client.sync.join({ address, pin, code, name });
    const device = (await listDevices(hub.db)).find((one) => one.name === name)!.id;
    await approveDevice(hub.db, systemNetPorts, { device, grant, by: '管理员', seen: asked.hub!.own! });
    expect(await desk.client.sync.now()).toMatchObject({ phase: 'synced', waiting: 0, trouble: null });
  };

  const office = await open('office');
  await office.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(office, roster(folder), { kind: 'roster', source: 'sis' });
  await letIn(office, 'office', '*');
  const second = await open('second');
  await letIn(second, 'second', '*');
  expect(await total(second)).toBe(STUDENTS);
  expect(images.made).toBe(1);
  const college = await open('college');
  await letIn(college, 'college', ['文学院']);
  expect(await total(college)).toBe(STUDENTS / 2);
  expect(images.made).toBe(2);

  const selection = { numbers: ['2022000001'] };
  const { digest } = await resultOf(await office.client.privacy.plan(selection));
  await resultOf(await office.client.privacy.erase({ ...selection, digest, reason: '本人申请' }));
  for (const desk of desks)
    await expect.poll(async () => (await desk.client.sync.now()).phase, { timeout: 30_000 }).toBe('synced');
  expect([await total(office), await total(second), await total(college)]).toEqual([
    STUDENTS - 1,
    STUDENTS - 1,
    STUDENTS / 2 - 1,
  ]);
  // Who has done it is asked once a minute.
  ahead = 61_000;
  await office.client.sync.now();
  const [erasure] = await office.client.privacy.erasures();
  const done = erasure?.hub?.devices.map(({ name, doneAt }) => [name, doneAt !== null]);
  expect(done).toEqual([
    ['college', true],
    ['office', true],
    ['second', true],
  ]);
}, 120_000);

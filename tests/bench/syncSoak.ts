/**
 * Whether memory stays flat under steady work: a hub as an office runs it (`xueji hub serve`), forty desks that wait and
 * pull and save something every five seconds each, and one real desk in a process of its own that follows all of it. Every
 * ten seconds what both processes have in memory; at the end how steeply it rises over the second half (least squares), since
 * the first half warms up.
 *
 *   node tests/bench/syncSoak.ts [minutes] [desks]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import { approveDevice, listDevices } from '../../electron/hub/enrolment/deviceGrants.ts';
import { startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openBesideHub } from '../../electron/hub/openHub.ts';
import { hubMeans, noTrouble } from '../harness/hubEngines.ts';
import { HubDevice, record } from '../sync/HubDevice.ts';
import { LoadDesk } from './load/LoadDesk.ts';
import { slopeOf } from './load/slopeOf.ts';
import { memoryOf, startHub } from './load/startHub.ts';

const [MINUTES, DESKS] = [5, 40].map((usual, at) => Number(process.argv[2 + at] ?? usual)) as [
  number,
  number,
];
const [SAVES_EVERY_MS, LOOKS_EVERY_MS, STUDENTS] = [5_000, 10_000, 2_000];
const STUDENT = {
  ...{ studentNo: '2026000001', grade: '2026', majorName: '数学与应用数学', collegeName: '数学学院' },
  ...{ className: '数学2601', level: '本科', phone: '13800000000', registrationStatus: '注册学籍' },
};
/** Not one of those that are there before. */
const DESK = '窗口一号机';
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-soak-'));
const place: HubPlace = { engine: 'sqlite', dataDir: join(folder, 'hub'), means: hubMeans() };
const say = (text: string) => process.stdout.write(`${text}; load ${loadavg()[0]!.toFixed(1)}\n`);

const grants = Array.from({ length: DESKS }, () => '*' as const);
const hub = await startHub(place, grants, async (opened) => {
  const device = await HubDevice.enrolled(opened, systemNetPorts, systemNetPorts.random(), '*');
  for (let from = 0; from < STUDENTS; from += 500) {
    const some = Array.from({ length: 500 }, (_, at) =>
      device.mutation([record(`s${from + at}`, { ...STUDENT, name: `学生${from + at}` })]),
    );
    await device.send(...some);
  }
});

/** Lets a desk in as an administrator does, from beside the hub. */
async function openDesk(): Promise<ChildProcess> {
  const beside = await openBesideHub(place, noTrouble);
  const { code } = await startEnrolment(beside.db, systemNetPorts, '林老师');
  const entry = join(import.meta.dirname, 'load/deskProcess.ts');
  const child = spawn(process.execPath, [entry, join(folder, 'desk'), `127.0.0.1:${hub.port}`, code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => JSON.parse((await lines.next()).value as string) as { own: string };
  const { own } = await heard();
  const { id } = (await listDevices(beside.db)).find(({ name }) => name === DESK)!;
  await approveDevice(beside.db, systemNetPorts, { device: id, grant: '*', by: '管理员', seen: own });
  await heard();
  await beside.close();
  return child;
}

/** One desk saves the telephone of a student of its own, again and again. */
async function work(desk: LoadDesk, at: number, end: number): Promise<void> {
  await setTimeout((SAVES_EVERY_MS * at) / DESKS);
  for (let n = 0; performance.now() < end; n++) {
    const phone = (turn: number) => String(13_800_000_000 + turn);
    await desk.push(desk.mutation([record(`s${at}`, { phone: phone(n + 1) }, { phone: phone(n) })]));
    await setTimeout(SAVES_EVERY_MS);
  }
}

try {
  const child = await openDesk();
  const desks = hub.devices.map((known) => new LoadDesk(hub, known));
  for (const desk of desks) await desk.begin();
  let arrived = 0;
  for (const desk of desks)
    desk.listen((changes) => {
      arrived += changes.length;
    });
  const begun = performance.now();
  const end = begun + MINUTES * 60_000;
  const working = Promise.all(desks.map((desk, at) => work(desk, at, end)));
  const seen: { at: number; hub: number; desk: number }[] = [];
  while (performance.now() < end) {
    await setTimeout(LOOKS_EVERY_MS);
    const minutes = (performance.now() - begun) / 60_000;
    seen.push({ at: minutes, hub: hub.memory().now, desk: memoryOf(child.pid!).now });
    const last = seen.at(-1)!;
    if (seen.length % 6 === 0)
      say(
        `minute ${minutes.toFixed(1)}: ${arrived} arrivals, hub ${last.hub.toFixed(0)} MiB, desk ${last.desk.toFixed(0)} MiB`,
      );
  }
  await working;
  const half = seen.slice(Math.floor(seen.length / 2));
  const rises = (['hub', 'desk'] as const).map((who) => {
    const slope = slopeOf(half.map((one) => ({ at: one.at, value: one[who] })));
    return `${who} ${slope.toFixed(1)} MiB a minute`;
  });
  say(`over the second half memory rises by: ${rises.join(', ')}`);
  for (const desk of desks) await desk.close();
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
} finally {
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
}

/**
 * A desk that comes back after days: a real core on a real folder, with work of its own that waits, whose colleagues have
 * done very much meanwhile. Measured over TLS against `xueji hub serve` in a process of its own: how long until everything
 * of its own is sent and everything of theirs is shown, and the longest time for which the thread that answers the windows
 * stood still. First as many single edits, then one import of as many rows, which is shown whole or not at all.
 *
 *   node tests/bench/syncCatchUp.ts [changes of others] [own edits] [students]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Core } from '../../electron/core/core.ts';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { approveDevice, listDevices } from '../../electron/hub/enrolment/deviceGrants.ts';
import { startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openBesideHub } from '../../electron/hub/openHub.ts';
import type { SyncedChange } from '../../electron/sync/protocol/syncedMutation.ts';
import { hubMeans, noTrouble } from '../harness/hubEngines.ts';
import { openCore } from '../harness/openCore.ts';
import { HubDevice, record } from '../sync/HubDevice.ts';
import { LoadDesk } from './load/LoadDesk.ts';
import { startHub } from './load/startHub.ts';

const [CHANGES, OWN, STUDENTS] = [50_000, 2_000, 10_000].map((usual, at) =>
  Number(process.argv[2 + at] ?? usual),
) as [number, number, number];

const STUDENT = {
  ...{ studentNo: '2026000001', grade: '2026', majorName: '数学与应用数学', collegeName: '数学学院' },
  ...{ className: '数学2601', level: '本科', phone: '13800000000', registrationStatus: '注册学籍' },
};
const folder = mkdtempSync(join(tmpdir(), 'xueji-bench-catch-up-'));
const dataDir = join(folder, 'desk');
const place: HubPlace = { engine: 'sqlite', dataDir: join(folder, 'hub'), means: hubMeans() };

function say(text: string): void {
  process.stdout.write(`${text}; load ${loadavg()[0]!.toFixed(1)}\n`);
}

const hub = await startHub(place, ['*'], async (opened) => {
  const device = await HubDevice.enrolled(opened, systemNetPorts, systemNetPorts.random(), '*');
  for (let from = 0; from < STUDENTS; from += 500) {
    const some = Array.from({ length: Math.min(500, STUDENTS - from) }, (_, at) =>
      device.mutation([record(`s${from + at}`, { ...STUDENT, name: `学生${from + at}` })]),
    );
    await device.send(...some);
  }
});

const open = (syncs: boolean): Promise<Core> => openCore(dataDir, undefined, { hubDoor: netDoor, syncs });

async function joinTheHub(): Promise<void> {
  const core = await open(true);
  const beside = await openBesideHub(place, noTrouble);
  const address = `127.0.0.1:${hub.port}`;
  const { pin } = await core.client.sync.look({ address });
  const { code } = await startEnrolment(beside.db, systemNetPorts, '林老师');
  const asked = await core.client.sync.join({ address, pin, code, name: '回来的电脑' });
  const device = (await listDevices(beside.db)).find(({ name }) => name === '回来的电脑')!.id;
  await approveDevice(beside.db, systemNetPorts, { device, grant: '*', by: '管理员', seen: asked.hub!.own! });
  await beside.close();
  await caughtUp(core);
  await core.close();
}

async function caughtUp(core: Core): Promise<void> {
  for (;;) {
    const { phase, waiting } = await core.client.sync.now();
    if (phase === 'synced' && waiting === 0) return;
  }
}

async function workOffline(): Promise<void> {
  const core = await open(false);
  for (let from = 0; from < OWN; from += 500) {
    const { items } = await core.client.students.page({
      ...{ query: {}, offset: from, limit: Math.min(500, OWN - from) },
    });
    for (const { id } of items)
      await core.client.students.setFields({ id, values: { email: `${from}@example.com` }, reason: '' });
  }
  await core.close();
}

const colleague = new LoadDesk(hub, hub.devices[0]!);
await colleague.begin();

/** Single edits, each of a commit of its own. */
async function edits(round: number): Promise<void> {
  const phone = (n: number) => String(13_800_000_000 + n);
  for (let from = 0; from < CHANGES; from += 500) {
    const some = Array.from({ length: Math.min(500, CHANGES - from) }, (_, n) => {
      const [student, turn] = [(from + n) % STUDENTS, Math.floor((from + n) / STUDENTS)];
      const change = record(
        `s${student}`,
        { phone: phone(round + turn + 1) },
        { phone: phone(round + turn) },
      );
      return colleague.mutation([change]);
    });
    await colleague.push(...some);
  }
}

async function oneImport(): Promise<void> {
  const batch = systemNetPorts.random();
  const rows = (from: number, count: number): SyncedChange[] =>
    Array.from({ length: count }, (_, n) =>
      record(`${batch}-${String(from + n).padStart(6, '0')}`, { ...STUDENT, name: `新生${from + n}` }),
    );
  const parts = Math.ceil(CHANGES / 500);
  for (let at = 0; at < parts; at++) {
    const mutation = colleague.mutation(rows(at * 500, Math.min(500, CHANGES - at * 500)), {
      ...{ name: 'import.chunk', batch, part: { of: batch, at: at + 1, last: at + 1 === parts } },
    });
    await colleague.push(mutation);
  }
}

async function measured(what: string): Promise<void> {
  const core = await open(true);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await caughtUp(core);
  const seconds = (performance.now() - begun) / 1000;
  delay.disable();
  const [p99, most] = [delay.percentile(99), delay.max].map((ns) => (ns / 1e6).toFixed(0));
  say(
    `${what}: ${seconds.toFixed(1)} s, ${Math.round(CHANGES / seconds)} changes/s; the thread stood still p99 ${p99} ms, most ${most} ms`,
  );
  await core.close();
}

try {
  await joinTheHub();
  await workOffline();
  await edits(0);
  await measured(`${OWN} own edits sent, ${CHANGES} edits of others taken`);
  await oneImport();
  await measured(`an import of ${CHANGES} rows by others taken`);
} finally {
  await colleague.close();
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
}

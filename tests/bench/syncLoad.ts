/**
 * A hub as an office runs it (`xueji hub serve`, a process of its own, over TLS) and as many desks as are asked for, which
 * wait for news and pull them as desks do. Measured: from a clerk's push until every colleague has it; an import of many
 * rows until every desk has all of them; all desks beginning anew at once, and how long a small push takes meanwhile; the
 * hub's memory after each. The peer, with as many connections in the same run: an HTTPS server that does nothing but
 * answer all that wait.
 *
 *   node tests/bench/syncLoad.ts [desks] [rows of the import] [students in the hub] [seconds of edits] [sqlite|postgres]
 *
 * XUEJI_SOAK=10: ten minutes of edits instead of all else, with the hub's memory every minute.
 */
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { systemNetPorts } from '../../electron/core/ports/systemNetPorts.ts';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import type { ServedHub } from '../../electron/hub/openHub.ts';
import type { PulledChange } from '../../electron/sync/protocol/pulled.ts';
import { HubDevice, record } from '../sync/HubDevice.ts';
import { LoadDesk } from './load/LoadDesk.ts';
import { measurePeer } from './load/measurePeer.ts';
import { shares } from './load/shares.ts';
import { type HubProcess, startHub } from './load/startHub.ts';
import { onHubEngines } from './onHubEngines.ts';

const [DESKS, ROWS, STUDENTS, SECONDS] = [40, 1000, 2000, 5].map((usual, at) =>
  Number(process.argv[2 + at] ?? usual),
) as [number, number, number, number];
const ENGINES = process.argv[6] === undefined ? ['sqlite', 'postgres'] : [process.argv[6]];
const SOAK_MINUTES = Number(process.env.XUEJI_SOAK ?? 0);
/** Each clerk saves something every five seconds (sync.md §2). */
const SAVES_EVERY_MS = 5000;
const COLLEGES = Array.from({ length: 10 }, (_, at) => `学院${at + 1}`);
/** Two of ten desks are of the whole school, the others of one college each. */
const grantOf = (at: number): Grant => (at % 5 === 0 ? '*' : [COLLEGES[at % 10]!]);

const STUDENT = {
  ...{ studentNo: '2026000001', grade: '2026', majorName: '数学与应用数学', name: '学生' },
  ...{ className: '数学2601', level: '本科', phone: '13800000000', registrationStatus: '注册学籍' },
};
const studentOf = (at: number) => ({ ...STUDENT, collegeName: COLLEGES[at % 10]! });

function say(text: string): void {
  process.stdout.write(`${text}; load ${loadavg()[0]!.toFixed(1)}\n`);
}

async function fill(hub: ServedHub): Promise<void> {
  const device = await HubDevice.enrolled(hub, systemNetPorts, systemNetPorts.random(), '*');
  for (let from = 0; from < STUDENTS; from += 500) {
    const some = Array.from({ length: Math.min(500, STUDENTS - from) }, (_, at) =>
      device.mutation([record(`s${from + at}`, studentOf(from + at))]),
    );
    await device.send(...some);
  }
}

/** Tells who waits for a row, whichever desk it comes to. */
class Arrivals {
  readonly #sent = new Map<string, { at: number; left: number }>();
  readonly times: number[] = [];
  #waiting = Promise.withResolvers<void>();

  expect(id: string, desks: number): void {
    this.#sent.set(id, { at: performance.now(), left: desks });
  }

  seen(changes: readonly PulledChange[], at: number): void {
    for (const { id } of changes) {
      const sent = this.#sent.get(id);
      if (!sent) continue;
      this.times.push(at - sent.at);
      sent.left -= 1;
      if (sent.left === 0) this.#sent.delete(id);
    }
    if (this.#sent.size === 0) this.#waiting.resolve();
  }

  async all(): Promise<void> {
    if (this.#sent.size === 0) return;
    this.#waiting = Promise.withResolvers<void>();
    await this.#waiting.promise;
  }
}

async function edits(desks: LoadDesk[], arrivals: Arrivals, ms: number): Promise<number[]> {
  const end = performance.now() + ms;
  const pushes: number[] = [];
  await Promise.all(
    desks.map(async (desk, at) => {
      // As if they had begun one after the other.
      await setTimeout((SAVES_EVERY_MS * at) / desks.length);
      for (let n = 0; performance.now() < end; n++) {
        const own = desk.known.grant === '*' ? COLLEGES[(at + n) % 10]! : desk.known.grant[0]!;
        const id = `${desk.known.device}-${systemNetPorts.random()}`;
        const told = desks.filter(({ known: { grant } }) => grant === '*' || grant.includes(own));
        arrivals.expect(`${id}/chsi`, told.length);
        const begun = performance.now();
        await desk.push(desk.mutation([record(id, { ...STUDENT, collegeName: own })]));
        pushes.push(performance.now() - begun);
        await setTimeout(
          Math.max(0, Math.min(SAVES_EVERY_MS - (performance.now() - begun), end - performance.now())),
        );
      }
    }),
  );
  await arrivals.all();
  return pushes;
}

/** One desk imports; every row is everybody's, so that all desks have to get all of it. */
async function importing(desks: LoadDesk[], rows: number): Promise<{ sent: number; all: number }> {
  const office = desks.find(({ known }) => known.grant === '*')!;
  const begun = performance.now();
  const CHANGES = 100;
  const parts = Math.ceil(rows / CHANGES);
  const batch = systemNetPorts.random();
  counted.clear();
  for (let part = 0; part < parts; part += 10) {
    const mutations = Array.from({ length: Math.min(10, parts - part) }, (_, at) =>
      office.mutation(
        Array.from({ length: Math.min(CHANGES, rows - (part + at) * CHANGES) }, (_, n) => ({
          entity: 'setting' as const,
          id: `${batch}-${(part + at) * CHANGES + n}`,
          set: { value: JSON.stringify(STUDENT) },
          base: null,
        })),
        {
          name: 'import.chunk',
          batch,
          part: { of: batch, at: part + at + 1, last: part + at + 1 === parts },
        },
      ),
    );
    await office.push(...mutations);
  }
  const sent = performance.now() - begun;
  await every(desks, rows);
  return { sent, all: performance.now() - begun };
}

const counted = new Map<LoadDesk, number>();
let toldCount: () => void = () => undefined;

async function every(desks: readonly LoadDesk[], rows: number): Promise<void> {
  while (desks.some((desk) => (counted.get(desk) ?? 0) < rows))
    await new Promise<void>((resolve) => {
      toldCount = resolve;
    });
}

/** All desks ask for everything at once; one goes on working. */
async function storm(hub: HubProcess): Promise<{ all: number; rows: number; pushes: number[] }> {
  const [worker, ...desks] = hub.devices.map((known) => new LoadDesk(hub, known));
  // It goes on with the numbers that it had.
  await worker!.begin();
  let isOver = false;
  const pushes: number[] = [];
  const working = (async () => {
    while (!isOver) {
      const begun = performance.now();
      const id = systemNetPorts.random();
      await worker!.push(worker!.mutation([record(id, studentOf(0))]));
      pushes.push(performance.now() - begun);
      await setTimeout(50);
    }
  })();
  const begun = performance.now();
  const rows = await Promise.all(desks.map((desk) => desk.begin()));
  const all = performance.now() - begun;
  isOver = true;
  await working;
  for (const desk of [worker!, ...desks]) await desk.close();
  return { all, rows: rows.reduce((sum, one) => sum + one, 0), pushes };
}

async function run(name: string, place: HubPlace): Promise<void> {
  const grants = Array.from({ length: DESKS }, (_, at) => grantOf(at));
  const hub = await startHub(place, grants, fill);
  const memory = () => `hub ${hub.memory().now.toFixed(0)} MiB (most ${hub.memory().most.toFixed(0)})`;
  try {
    const arrivals = new Arrivals();
    const desks = hub.devices.map((known) => new LoadDesk(hub, known));
    const begun = performance.now();
    // One image for each kind of grant: the storm is measured by itself.
    const first = new Map<string, LoadDesk>();
    for (const desk of desks) {
      const kind = JSON.stringify(desk.known.grant);
      const like = first.get(kind);
      if (like) desk.beginLike(like);
      else await desk.begin();
      first.set(kind, desk);
    }
    for (const desk of desks)
      desk.listen((changes, at) => {
        counted.set(desk, (counted.get(desk) ?? 0) + changes.filter(({ id }) => !id.includes('/')).length);
        arrivals.seen(changes, at);
        toldCount();
      });
    say(`${name}, ${DESKS} desks there after ${(performance.now() - begun).toFixed(0)} ms, ${memory()}`);
    for (let minute = 0; minute < SOAK_MINUTES; minute++) {
      await edits(desks, arrivals, 60_000);
      say(
        `${name}, minute ${minute + 1}: ${arrivals.times.length} arrivals, ${shares(arrivals.times.splice(0))}, ${memory()}`,
      );
    }
    if (SOAK_MINUTES === 0) {
      const used = hub.processor();
      const pushes = await edits(desks, arrivals, SECONDS * 1000);
      const each = ((hub.processor() - used) * 1000) / pushes.length;
      const peer = await measurePeer(DESKS, 20, 1000);
      say(
        `${name}, ${pushes.length} edits by ${DESKS} desks: seen by colleagues ${shares(arrivals.times)}; the push itself ${shares(pushes)}; the hub’s processor ${each.toFixed(1)} ms an edit, ${((each * pushes.length) / arrivals.times.length).toFixed(2)} ms an arrival; ${memory()}\n` +
          `  peer, as many told by a bare HTTPS server: ${shares(peer)}`,
      );
      const { sent, all } = await importing(desks, ROWS);
      const bytes = ROWS * 300;
      const bare = await measurePeer(DESKS, 1, bytes);
      say(
        `${name}, import of ${ROWS} rows: sent in ${sent.toFixed(0)} ms, with all ${DESKS} desks after ${all.toFixed(0)} ms; ${memory()}\n` +
          `  peer, ${bytes} bytes to as many by a bare HTTPS server: ${shares(bare)}`,
      );
    }
    for (const desk of desks) await desk.close();
    if (SOAK_MINUTES === 0) {
      const { all, rows, pushes } = await storm(hub);
      say(
        `${name}, ${DESKS - 1} images at once: ${rows} rows in ${all.toFixed(0)} ms; a small push meanwhile ${shares(pushes)} (${pushes.length}); ${memory()}`,
      );
    }
  } finally {
    await hub.stop();
  }
}

await onHubEngines(run, ENGINES);

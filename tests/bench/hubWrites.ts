/**
 * What a hub takes: mutations a second at 1, 50 and 200 a push, from 16 devices at once, on a SQLite folder (encrypted,
 * WAL, synchronous FULL) and on PostgreSQL (fsync on); p50 and p99 of a push, how long it waits until it has the lock and
 * knows its device, and whether the log is whole afterwards. The peer of each, in the same run and on the same engine: one
 * connection that does nothing but insert as many rows of that size in as many commits.
 *
 *   node tests/bench/hubWrites.ts [seconds of each]
 */
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { sql } from 'kysely';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import type { HubPorts } from '../../electron/hub/hubPorts.ts';
import { openHub, type ServedHub } from '../../electron/hub/openHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { noTrouble } from '../harness/hubEngines.ts';
import { HubDevice, record } from '../sync/HubDevice.ts';
import { onHubEngines } from './onHubEngines.ts';

const SECONDS = Number(process.argv[2] ?? 6);
const DEVICES = 16;
const BATCHES = [1, 50, 200];
const random = () => randomBytes(16).toString('hex');

interface Measured {
  batch: number;
  perSecond: number;
  peerPerSecond: number;
  p50: number;
  p99: number;
  waitP50: number;
  waitP99: number;
}

async function measure(hub: ServedHub, batch: number): Promise<Measured> {
  const [times, waits] = [[] as number[], [] as number[]];
  const end = performance.now() + SECONDS * 1000;
  const started = performance.now();
  let mutations = 0;
  const work = async (at: number) => {
    let begun = 0;
    // Asked for once in a push: when the lock is had and the device is known.
    const now = () => {
      waits.push(performance.now() - begun);
      return Date.now();
    };
    const ports: HubPorts = { now, random };
    const device = await HubDevice.enrolled(hub, ports, `device-${batch}-${at}`, '*');
    for (let push = 0; performance.now() < end; push++) {
      const many = Array.from({ length: batch }, (_, n) => {
        // A student that is new, then a telephone that is changed: half and half, as clerks do.
        const student = `${device.id}-${Math.floor(push / 2)}-${n}`;
        const isNew = push % 2 === 0;
        return device.mutation([
          isNew
            ? record(student, { ...STUDENT, name: `学生${n}` })
            : record(student, { phone: '13900000000' }, { phone: '13800000000' }),
        ]);
      });
      begun = performance.now();
      const answer = await device.send(...many);
      times.push(performance.now() - begun);
      if (answer.kind !== 'processed') throw new Error(JSON.stringify(answer));
      mutations += batch;
    }
  };
  await Promise.all(Array.from({ length: DEVICES }, (_, at) => work(at)));
  const perSecond = mutations / ((performance.now() - started) / 1000);
  const { fault } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
  if (fault) throw new Error(`the log is not whole: ${JSON.stringify(fault)}`);
  const peerPerSecond = await peer(hub, batch, Math.min(times.length, 400));
  const [p50, p99, waitP50, waitP99] = [at(times, 0.5), at(times, 0.99), at(waits, 0.5), at(waits, 0.99)];
  return { batch, perSecond, peerPerSecond, p50, p99, waitP50, waitP99 };
}

const STUDENT = {
  ...{ studentNo: '2026000001', grade: '2026', collegeName: '数学学院', majorName: '数学与应用数学' },
  ...{ className: '数学2601', level: '本科', phone: '13800000000', registrationStatus: '注册学籍' },
};

/** For each mutation a row of about as many bytes as the hub keeps of it, one statement and one commit a push. */
async function peer({ db }: ServedHub, batch: number, commits: number): Promise<number> {
  await sql`CREATE TABLE IF NOT EXISTS bare (id bigint PRIMARY KEY, body text NOT NULL)`.execute(db);
  await sql`DELETE FROM bare`.execute(db);
  const body = 'x'.repeat(1500);
  const started = performance.now();
  for (let commit = 0; commit < commits; commit++) {
    await db.transaction().execute(async (tx) => {
      const rows = Array.from({ length: batch }, (_, n) => sql`(${commit * batch + n}, ${body})`);
      await sql`INSERT INTO bare (id, body) VALUES ${sql.join(rows)}`.execute(tx);
    });
  }
  return (commits * batch) / ((performance.now() - started) / 1000);
}

function at(times: number[], share: number): number {
  const sorted = times.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

async function run(name: string, place: HubPlace): Promise<void> {
  for (const batch of BATCHES) {
    const hub = await openHub(place, { now: () => Date.now(), random }, noTrouble);
    const found = await measure(hub, batch);
    await hub.close();
    const said = (ms: number) => `${ms.toFixed(1)} ms`;
    process.stdout.write(
      `${name}, ${batch} a push: ${found.perSecond.toFixed(0)} mutations/s, p50 ${said(found.p50)}, p99 ${said(found.p99)}, ` +
        `until the lock p50 ${said(found.waitP50)}, p99 ${said(found.waitP99)}; ` +
        `bare inserts ${found.peerPerSecond.toFixed(0)}/s, ratio ${(found.perSecond / found.peerPerSecond).toFixed(2)}; log whole; ` +
        `load ${loadavg()[0]!.toFixed(2)}\n`,
    );
  }
}

await onHubEngines(run);

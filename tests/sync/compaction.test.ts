import { describe, expect, it } from 'vitest';
import { compactLog } from '../../electron/hub/compactLog.ts';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';
import { fillHub } from './fillHub.ts';
import { state } from './rig/checkDesk.ts';
import { workAt } from './rig/deskWork.ts';
import { reduced } from './rig/invariants.ts';
import type { SimHub } from './rig/SimHub.ts';
import { World } from './rig/World.ts';

const SEEDS = (process.env.XUEJI_SEED ?? '1,2,3,4,5,6').split(',');
const DAY = 24 * 3600 * 1000;
const GRANTS = ['*', ['法学院'], ['文学院'], ['法学院', '理学院']] as const;

async function lived(seed: string): Promise<World> {
  const world = new World(`compaction ${seed}`, { desks: 4, steps: 160, loss: 0.2, cuts: 0.15 });
  await world.begin();
  await world.run();
  return world;
}

const head = (hub: SimHub) =>
  (hub.raw.prepare('SELECT max(seq) AS head FROM log').get() as { head: number }).head;

/** Rows that are there; a row of which nothing is left is not. */
function rowsAt(hub: SimHub, seq: number, grant: (typeof GRANTS)[number]) {
  const rows = [...reduced(hub, seq, grant)].filter(([, { fields }]) => Object.keys(fields).length > 0);
  return rows.map(([key, { fields, ver }]) => [key, ver, Object.entries(fields).sort()]).sort();
}

describe('compaction (I16)', () => {
  it.each(SEEDS)('leaves a log that adds up to the same from the horizon on (seed %s)', async (seed) => {
    const world = await lived(seed);
    const { hub } = world;
    const end = head(hub);
    const middle = Math.floor(end / 2) + world.random.below(Math.floor(end / 2));
    await hub.durable(middle);
    await hub.db.updateTable('device').set({ seen_seq: end, seen_at: hub.ports.now() }).execute();
    const copy = hub.backUp();
    const kept = new Map<number, unknown>();
    const all = (seq: number) => GRANTS.map((grant) => rowsAt(hub, seq, grant));
    const done = await compactLog(hub.db, hub.ports);
    expect(done.horizon).toBeLessThanOrEqual(middle);
    expect(done.horizon).toBeGreaterThan(0);
    expect(done.entries).toBeGreaterThan(0);
    for (let seq = done.horizon; seq <= end; seq++) kept.set(seq, all(seq));
    const compacted = hub.backUp();
    hub.restore(copy);
    for (const [seq, rows] of kept) expect(rows).toEqual(all(seq));
    hub.restore(compacted);
    const { fault } = await hub.db.transaction().execute((tx) => verifyLog(tx));
    expect(fault).toBeNull();
    // A second time there is nothing to take.
    expect(await compactLog(hub.db, hub.ports)).toEqual({ horizon: done.horizon, entries: 0, mutations: 0 });
    await world.settle();
  });

  it('takes a device that is behind the horizon through a new beginning, with what it did meanwhile', async () => {
    const world = await lived('late');
    const { hub } = world;
    await world.settle();
    const [busy, late] = world.desks;
    const cursor = head(hub);
    for (let work = 0; work < 12; work++) await workAt(busy!);
    for (let work = 0; work < 4; work++) await workAt(late!);
    const client = busy!.client(world.net.calls(busy!));
    for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
      while ((await ask()).kind === 'more');
    expect(head(hub)).toBeGreaterThan(cursor);
    await hub.durable(head(hub));
    await hub.db
      .updateTable('device')
      .set({ seen_at: hub.ports.now() - 31 * DAY })
      .execute();
    expect((await compactLog(hub.db, hub.ports)).horizon).toBeGreaterThan(cursor);
    const asked = {
      ...{ device: late!.name, token: state(late!, 'token'), limit: 100 },
      grantVersion: Number(state(late!, 'grantVersion')),
    };
    expect(await hub.calls().pull(asked)).toMatchObject({ kind: 'reset', why: 'horizon' });
    await world.settle();
  });
});

onBothEngines((engine) => {
  it('leaves what is said anew by the first entry behind the horizon', async () => {
    const hub = await engine.hub();
    const end = await fillHub(hub, 20);
    await fillHub(hub, 20);
    await hub.db.updateTable('partition').set({ durable_seq: end }).execute();
    const ports = { ...hubPorts(), now: () => 1_700_000_000_000 };
    expect(await compactLog(hub.db, ports)).toEqual({ horizon: end, entries: 0, mutations: 0 });
  });

  it('takes what is said anew out of a log that can still be checked', async () => {
    const hub = await engine.hub();
    await fillHub(hub, 700);
    const end = await fillHub(hub, 700);
    await hub.db.updateTable('partition').set({ durable_seq: end }).execute();
    const ports = { ...hubPorts(), now: () => 1_700_000_000_000 };
    expect(await compactLog(hub.db, ports)).toEqual({ horizon: end, entries: 700, mutations: 0 });
    const { fault } = await hub.db.transaction().execute((tx) => verifyLog(tx));
    expect(fault).toBeNull();
    expect((await hubStatus(hub.db)).horizon).toBe(end);
  });
});

import { expect, it } from 'vitest';
import { HubCounts } from '../../electron/hub/HubCounts.ts';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';
import { SyncOffice } from '../harness/syncOffice.ts';

interface Spread {
  count: number;
  p50: number;
  p99: number;
  most: number;
}
interface Counted {
  processes: {
    since: string;
    at: string;
    pushes: Spread;
    lockWaits: Spread;
    mutations: Record<string, number>;
    resets: Record<string, number>;
    images: number;
    clones: number;
  }[];
}

onBothEngines((engine) => {
  it('tells what the hub did since it began, after it has ended, too', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    await office.joined('one');
    await office.work('one', '13600000002');
    await office.desk('one', 'sync', 'now');
    await office.joined('other');
    await office.cut();
    const { json } = await office.hub<Counted>('status');
    const [counted, ...more] = json.processes;
    expect(more).toEqual([]);
    const { pushes, lockWaits, mutations, resets, images, clones } = counted!;
    expect(pushes.count).toBeGreaterThanOrEqual(3);
    expect(lockWaits.count).toBe(pushes.count);
    for (const { p50, p99, most } of [pushes, lockWaits]) {
      expect(p50).toBeLessThanOrEqual(p99);
      expect(p99).toBeLessThanOrEqual(most);
    }
    expect(pushes.most).toBeGreaterThanOrEqual(lockWaits.p50);
    expect(mutations.applied).toBeGreaterThanOrEqual(2);
    expect(resets).toEqual({ new: 2 });
    expect([images, clones]).toEqual([2, 0]);
  }, 120_000);

  it('tells of each of its processes, and of none that was not heard of for a day', async () => {
    const ports = hubPorts();
    const { db } = await engine.hub(ports);
    const [one, other] = [new HubCounts(ports), new HubCounts(ports)];
    one.reset('grant');
    await one.write(db);
    ports.at += 60_000;
    other.image();
    await other.write(db);
    const told = async () =>
      (await hubStatus(db)).processes.map(({ resets, images }) => ({ resets, images }));
    expect(await told()).toEqual([
      { resets: {}, images: 1 },
      { resets: { grant: 1 }, images: 0 },
    ]);
    ports.at += 24 * 3_600_000;
    // Nothing was done since: nothing is written.
    await other.write(db);
    expect(await told()).toHaveLength(2);
    other.image();
    await other.write(db);
    expect(await told()).toEqual([{ resets: {}, images: 2 }]);
  });
});

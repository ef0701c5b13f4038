import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openHub, type ServedHub } from '../../../electron/hub/openHub.ts';
import { otherProcesses } from '../../../electron/hub/otherProcesses.ts';
import { serveHub } from '../../../electron/hub/serveHub.ts';
import { HubCaller } from '../../../electron/sync/net/HubCaller.ts';
import { LoadDesk } from '../../bench/load/LoadDesk.ts';
import { startHub } from '../../bench/load/startHub.ts';
import { noTrouble, onPostgres } from '../../harness/hubEngines.ts';
import { heard, linkTo, wirePorts } from '../../harness/syncWire.ts';
import { record } from '../HubDevice.ts';

async function headOf({ db }: ServedHub): Promise<number> {
  const { head_seq: head } = await db.selectFrom('partition').select('head_seq').executeTakeFirstOrThrow();
  return Number(head);
}

onPostgres((engine) => {
  it('wakes who waits at one process as soon as another one commits, without looking', async () => {
    const place = await engine.place();
    if (place.engine !== 'postgres') throw new TypeError('no server');
    const other = await startHub(place, ['*', '*'], async () => undefined);
    // Time does not go by here: nobody looks by itself.
    const ports = wirePorts();
    const hub = await openHub(place, ports, noTrouble);
    const troubles: string[] = [];
    const running = await serveHub({
      ...{ hub, ports, log: heard(), host: '127.0.0.1', port: 0, files: null },
      others: (told) =>
        otherProcesses({
          ...{ url: place.url, ports, heard: told, trouble: (what) => void troubles.push(what) },
        }),
    });
    try {
      const [known, pushing] = other.devices as [(typeof other.devices)[0], (typeof other.devices)[0]];
      const waiter = new HubCaller(linkTo(running.port, other.pin, ports), {
        ...{ device: known.device, key: known.key, app: '0.1.0', schema: 1 },
      });
      const desk = new LoadDesk(other, pushing);
      await desk.begin();
      for (let round = 1; round <= 3; round++) {
        const before = await headOf(hub);
        const woken = waiter.askFor('wait', { head: before });
        await ports.waits();
        await desk.push(desk.mutation([record(`s${round}`, { name: '学生' })]));
        expect((await woken).head).toBeGreaterThan(before);
      }
      expect(troubles).toEqual([]);
      // A connection that breaks is made again, and what was missed meanwhile is looked for.
      const woken = waiter.askFor('wait', { head: await headOf(hub) });
      await ports.waits();
      await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'xueji-hub-others' AND datname = current_database()`.execute(hub.db);
      await ports.waits(2);
      await desk.push(desk.mutation([record('s4', { name: '学生' })]));
      ports.pass(1_000);
      expect((await woken).head).toBe(await headOf(hub));
      expect(troubles).toEqual(['other processes can’t be heard']);
      await desk.close();
    } finally {
      await running.close();
      await hub.close();
      await other.stop();
    }
  }, 60_000);
});

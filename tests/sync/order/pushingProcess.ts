/**
 * A hub process of its own beside others on one PostgreSQL database: takes what its devices push, one commit each, until
 * it was asked for so many, and says every one that was acknowledged.
 *
 *   node pushingProcess.ts URL PUSHES DEVICE…
 */
import { openHub } from '../../../electron/hub/openHub.ts';
import { hubMeans, hubPorts, noTrouble } from '../../harness/hubEngines.ts';
import { HubDevice, record } from '../HubDevice.ts';

const [url = '', pushes = '', ...ids] = process.argv.slice(2);
const hub = await openHub({ engine: 'postgres', url, means: hubMeans() }, hubPorts(), noTrouble);
await Promise.all(
  ids.map(async (id) => {
    const device = new HubDevice(hub, hubPorts(), id);
    await device.begin();
    const { last_mid: last } = await hub.db
      .selectFrom('device')
      .select('last_mid')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    device.mid = Number(last);
    while (device.mid < Number(pushes)) {
      const own = record(`${id}-${device.mid + 1}`, { name: '学生' });
      await device.push(own, record('hot', { remark: `${id} ${device.mid}` }));
      process.stdout.write(`${id} ${device.mid}\n`);
    }
  }),
);
await hub.close();

import { expect, it } from 'vitest';
import { DeviceDoor } from '../../electron/hub/enrolment/DeviceDoor.ts';
import { handlePurged } from '../../electron/hub/handlePurged.ts';
import { newDeviceKey, signFor } from '../../electron/sync/net/deviceKey.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';

const SPKI = 'key of the hub';

onBothEngines((engine) => {
  const scene = async () => {
    const hub = await engine.hub();
    const ports = hubPorts();
    const key = newDeviceKey();
    await hub.db
      .insertInto('device')
      .values({
        ...{ id: 'device-1', name: '一号机', state: 'active', public_key: key.publicKey },
        ...{ last_mid: 0, grant_version: 3, scope: '"*"', seen_seq: 0, seen_at: null },
      })
      .execute();
    return { hub, ports, key, door: new DeviceDoor(hub.db, ports, { least: 1, most: 1 }) };
  };

  it('lets a device in once for each challenge, and for a quarter of an hour', async () => {
    const { ports, key, door } = await scene();
    const { challenge } = await door.challenge({ device: 'device-1' });
    const signature = signFor(key, 'session', { spki: SPKI, about: challenge });
    const asked = { challenge, signature, app: '1.0.0', schema: 1, skew: null };
    const { session, ends } = await door.open({ spki: SPKI }, asked);
    expect(ends - ports.at).toBe(15 * 60_000);
    // Whoever overheard the answer gets nothing by it.
    await expect(door.open({ spki: SPKI }, asked)).rejects.toMatchObject({ code: 'challenge-wrong' });
    ports.at = ends - 1;
    expect(await door.callerOf(session)).toMatchObject({ device: 'device-1', standing: 'active' });
    ports.at = ends;
    await expect(door.callerOf(session)).rejects.toMatchObject({ code: 'session-ended' });
  });

  it('takes a receipt for the grant that it is of, and no newer one', async () => {
    const { hub, ports } = await scene();
    const counts = { rows: 1, students: 1, files: 0 };
    const purged = (grantVersion: number) =>
      handlePurged(hub.db, ports, { device: 'device-1', grantVersion, counts } as never);
    const closed = async () =>
      Number(
        (await hub.db.selectFrom('device').select('purged_version').executeTakeFirstOrThrow()).purged_version,
      );
    expect([await purged(2), await closed()]).toEqual([true, 2]);
    expect([await purged(1), await closed()]).toEqual([false, 2]);
    expect([await purged(4), await closed()]).toEqual([false, 2]);
    expect([await purged(3), await closed()]).toEqual([true, 3]);
  });
});

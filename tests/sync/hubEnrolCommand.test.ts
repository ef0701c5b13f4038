import { expect, it } from 'vitest';
import type { HubPlace } from '../../electron/hub/hubEngine.ts';
import { openHub } from '../../electron/hub/openHub.ts';
import { enrolDevice, type KeptEnrolment } from '../../electron/sync/net/enrolDevice.ts';
import { noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { wireHub, wirePorts } from '../harness/syncWire.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Listed {
  devices: {
    id: string;
    state: string;
    grant: '*' | string[];
    grantVersion: number;
  }[];
}
interface Changed {
  device: { state: string; grant: '*' | string[]; grantVersion: number };
}
interface Refused {
  error: { code: string; message: string };
}

const at = (place: HubPlace) =>
  place.engine === 'postgres' ? ['--pg', place.url] : ['--data', place.dataDir];

onBothEngines((engine) => {
  it('enrols, grants and revokes by commands beside the hub that is served', async () => {
    const place = await engine.place();
    const ports = { ...wirePorts(), at: Date.now() };
    const opened = await openHub(place, ports, noTrouble);
    const { port, close } = await wireHub(opened, ports);
    const hub = <Json>(...args: string[]) => xuejiInside<Json>('--json', 'hub', ...args, ...at(place));
    const { json: begun } = await hub<{ code: string; fingerprint: string }>('enrol');
    let kept: KeptEnrolment | null = null;
    const store = {
      read: () => kept,
      write(next: KeptEnrolment) {
        kept = next;
      },
    };
    const { fingerprint: seen } = await enrolDevice({
      ...{ address: { host: '127.0.0.1', port }, code: begun.code, name: '三号窗口' },
      ...{ hubFingerprint: begun.fingerprint, store, ports },
    });
    const waiting = await hub<Listed>('enrol', '--list');
    expect(waiting.code).toBe(1);
    expect(waiting.json.devices).toMatchObject([{ state: 'enrolling', grant: [] }]);
    // They are read from the other screen, or there was no need to compare them.
    expect(JSON.stringify(waiting.json)).not.toContain(seen);
    const scope = ['--college', '文学院', '--college', '理学院'];
    const approve = (...more: string[]) => hub<Refused & Changed>('enrol', '--approve', '三号窗口', ...more);
    expect([(await approve(...scope)).code, (await approve('--fingerprint', seen)).json.error.code]).toEqual([
      ...[2, 'HUB_DEVICE'],
    ]);
    const other = await approve(...scope, '--fingerprint', begun.fingerprint);
    expect([other.code, other.json.error.message]).toEqual([4, '输入的指纹和那台电脑的不一致，没有批准。']);
    expect(JSON.stringify(other.json)).not.toContain(seen);
    expect((await approve(...scope, '--fingerprint', seen)).json.device).toMatchObject({
      ...{ state: 'active', grant: ['文学院', '理学院'], grantVersion: 1 },
    });
    const id = store.read()!.device;
    const whole = await hub<Changed>('grant', id.slice(0, 8), '--whole-school');
    expect(whole.json.device).toMatchObject({ grant: '*', grantVersion: 2 });
    expect((await hub<Refused>('grant', id, '--whole-school', '--college', '文学院')).code).toBe(2);
    expect((await hub<Changed>('revoke', id)).json.device).toMatchObject({
      state: 'revoked',
      grantVersion: 3,
    });
    expect((await hub<Refused>('revoke', id)).json.error.code).toBe('HUB_DEVICE');
    const rolled = await hub<{ fingerprint: string }>('roll-key');
    expect(rolled.json.fingerprint).not.toBe(begun.fingerprint);
    expect((await hub<Listed>('enrol', '--list')).code).toBe(0);
    const { json: standing } = await hub<{ acts: { what: string; by: string; at: string }[] }>('status');
    expect(standing.acts.map(({ what }) => what)).toEqual([
      ...['roll-key', 'revoke', 'grant', 'let-in', 'code'],
    ]);
    expect(standing.acts.every(({ by, at: when }) => by !== '' && !Number.isNaN(Date.parse(when)))).toBe(
      true,
    );
    // No code, key or digits by which somebody could come in.
    for (const secret of [begun.code, begun.fingerprint, rolled.json.fingerprint, seen])
      expect(JSON.stringify(standing)).not.toContain(secret);
    const lines = (await xuejiInside('hub', 'status', ...at(place))).stdout;
    expect(lines).toMatch(/改变范围.*三号窗口.*文学院、理学院 → 全校/);
    const history = await opened.db.selectFrom('device_grant').select('by').execute();
    expect(history).toHaveLength(3);
    await close();
    await opened.close();
  });
});

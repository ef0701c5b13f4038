import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onBothEngines } from '../harness/hubEngines.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Key {
  fingerprint: string;
}

onBothEngines((engine) => {
  it('a key that leaked is void: each desk takes the new one for the hub’s by its digits, and by no others', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    await office.joined('one');
    await office.joined('other');
    const before = (await office.desk<{ hub: Key }>('one', 'sync', 'status')).json.hub.fingerprint;
    const up = office.path('old.xjs');
    await office.work('other', '13600000002');
    await office.desk('other', 'sync', 'export', up);

    const { code, json: made } = await office.hub<Key>('new-key');
    expect(code).toBe(0);
    expect(made.fingerprint).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(made.fingerprint).not.toBe(before);
    expect([await office.refreshKey(), await office.refreshKey()]).toEqual([true, false]);

    await office.work('one', '13700000001');
    const lost = await office.desk<Refused>('one', 'sync', 'now');
    expect([lost.code, lost.json.error.code]).toEqual([4, 'HUB_UNREACHABLE']);
    const trust = <Json>(name: string, ...args: string[]) =>
      office.desk<Json>(name, 'sync', 'trust', ...args);
    for (const digits of [before, '1234 5678 9012']) {
      const refused = await trust<Refused>('one', '--fingerprint', digits);
      expect([refused.code, refused.json.error.code]).toEqual([4, 'HUB_UNREACHABLE']);
      expect(refused.json.error.message).toContain('指纹与输入的不一致');
    }
    expect(lost.json.error.message).toContain('不是本机认得的那一把');
    expect((await office.desk<Refused>('one', 'sync', 'now')).code).toBe(4);
    // As people type it.
    const digits = made.fingerprint.replaceAll(' ', '-');
    const taken = await trust<Key>('one', '--fingerprint', digits);
    expect([taken.code, taken.json.fingerprint]).toEqual([0, made.fingerprint]);
    const { code: through, json } = await office.desk<Now>('one', 'sync', 'now');
    expect([through, json.phase, json.waiting]).toEqual([0, 'synced', 0]);

    // A bundle for the old key is not opened by the new one; what was in it is still at its desk.
    expect((await office.hub<Refused>('import', up)).json.error.code).toBe('BUNDLE_REFUSED');
    // On another computer by now: nothing that it announces has the key that is known there.
    await office.cut();
    await office.serve();
    expect((await trust<Refused>('other', '--fingerprint', digits)).json.error.message).toContain(
      '没有正在运行',
    );
    expect((await trust<Key>('other', office.address, '--fingerprint', digits)).code).toBe(0);
    expect((await office.desk<Now>('other', 'sync', 'now')).json).toMatchObject({
      phase: 'synced',
      waiting: 0,
    });
    const said = await xuejiInside('sync', 'trust', '--fingerprint', digits, '--data', office.path('other'));
    expect(said.stdout).toContain(made.fingerprint);
    // A key that is rolled afterwards is followed from the new one.
    const { json: rolled } = await office.hub<Key>('roll-key');
    expect([await office.refreshKey(), rolled.fingerprint === made.fingerprint]).toEqual([true, false]);
    expect(
      (await office.desk<Now>('one', 'sync', 'trust', office.address, '--fingerprint', rolled.fingerprint))
        .code,
    ).toBe(0);
    expect((await office.desk<Now>('other', 'sync', 'now')).json).toMatchObject({ phase: 'synced' });
    const { json: standing } = await office.hub<{ acts: { what: string }[] }>('status');
    expect(standing.acts.map(({ what }) => what).slice(0, 2)).toEqual(['roll-key', 'new-key']);
  }, 120_000);
});

it('there is no key to take for who has no hub', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const alone = ['--data', dataDir, '--json'];
  await xuejiInside('init', '--school-code', '10000', '--school-name', '示例大学', ...alone);
  const { code, json } = await xuejiInside<Refused>('sync', 'trust', '--fingerprint', '1', ...alone);
  expect([code, json.error.code]).toEqual([4, 'SYNC_NOT_READY']);
});

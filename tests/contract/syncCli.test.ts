import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hubMeans, onBothEngines } from '../harness/hubEngines.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

interface Exported {
  number: number;
  mutations: number;
  files: string[];
}
interface Imported {
  bundles: {
    isKnown: boolean;
    isWhole: boolean;
    deeds: number;
    mutations: number;
    outcomes: Record<string, number>;
    error?: { code: string; case: string };
  }[];
}

onBothEngines((engine) => {
  it('joins, syncs, and goes on by bundles on a stick', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    expect((await office.desk<Refused>('one', 'sync', 'now')).json.error.code).toBe('STORE_MISSING');

    const asked = await office.join('one');
    expect(asked).toMatchObject({ code: 1, json: { phase: 'asking', hub: { name: 'one' } } });
    expect(await office.desk<Now>('one', 'sync', 'now')).toMatchObject({
      code: 1,
      json: { phase: 'asking' },
    });
    expect((await office.join('one')).json.error.code).toBe('SYNC_JOINED');
    await office.work('one', '13700000001');
    await office.approve('one', asked.json.hub.own);
    const { code, json } = await office.desk<Now>('one', 'sync', 'now');
    expect([code, json.phase, json.waiting]).toEqual([0, 'synced', 0]);
    expect(json.moved.sent).toBeGreaterThan(0);
    const again = await xuejiInside('sync', 'now', '--data', office.path('one'));
    expect(again.stdout).toBe('已同步：没有要送的，也没有新的。\n');

    const { json: other } = await office.join('other');
    await office.approve('other', other.hub.own);
    expect((await office.desk<Now>('other', 'sync', 'now')).json.moved.came).toBeGreaterThan(0);
    expect(await office.phone('other')).toBe('13700000001');

    await office.cut();
    await office.work('one', '13600000002');
    expect((await office.desk<Refused>('one', 'sync', 'now')).json.error.code).toBe('HUB_UNREACHABLE');
    const stands = await office.desk<Now>('one', 'sync', 'status');
    expect(stands).toMatchObject({ code: 0, json: { phase: 'joined' } });
    expect(stands.json.waiting).toBeGreaterThan(0);

    const up = office.path('带走.xjs');
    const out = await office.desk<Exported>('one', 'sync', 'export', up);
    expect(out).toMatchObject({ code: 0, json: { number: 1, mutations: stands.json.waiting, files: [up] } });
    const taken = await office.hub<Imported>('import', up);
    expect(taken).toMatchObject({ code: 0, json: { bundles: [{ name: 'one', isKnown: false }] } });
    expect(taken.json.bundles[0]!.outcomes.applied).toBe(stands.json.waiting);
    const [down, own] = [office.path('给二号.xjs'), office.path('给一号.xjs')];
    expect(await office.hub<Exported>('export', 'other', down)).toMatchObject({
      code: 0,
      json: { number: 1 },
    });
    const got = await office.desk<Imported>('other', 'sync', 'import', down);
    expect(got).toMatchObject({ code: 0, json: { bundles: [{ isKnown: false, isWhole: false }] } });
    expect(await office.phone('other')).toBe('13600000002');
    await office.hub('export', 'one', own);
    await office.desk('one', 'sync', 'import', own);
    expect((await office.desk<Now>('one', 'sync', 'status')).json.waiting).toBe(0);

    // Twice, on either side, changes nothing and says so.
    const twice = await xuejiInside('sync', 'import', down, '--data', office.path('other'));
    expect([twice.code, twice.stdout]).toMatchObject([0, expect.stringContaining('都已经有了')]);
    expect((await office.hub<Imported>('import', up)).json.bundles).toMatchObject([{ isKnown: true }]);
  }, 180_000);
});

describe('bundles that are not taken', () => {
  it('are each told by a sentence of their own, and change nothing', async () => {
    const office = new SyncOffice({ engine: 'sqlite', dataDir: temporaryFolder(), means: hubMeans() });
    await office.serve();
    const wrong = await office.join('one', '--fingerprint', '1234 5678 9012');
    expect([wrong.code, wrong.json.error.code]).toEqual([4, 'HUB_UNREACHABLE']);
    expect(
      (await office.desk<Refused>('one', 'sync', 'export', office.path('a.xjs'))).json.error,
    ).toMatchObject({
      ...{ code: 'SYNC_NOT_READY', message: '这台电脑还没有加入同步主机，不能用同步包。' },
    });
    await office.joined('one');
    await office.joined('other');
    const backup = office.path('hub.xjh');
    expect((await office.hub('backup', backup)).code).toBe(0);
    await office.work('one', '13700000001');
    const up = office.path('up.xjs');
    await office.desk('one', 'sync', 'export', up);
    const says = async (...args: Parameters<SyncOffice['desk']>) => {
      const { code, json } = await office.desk<Refused>(...args);
      return [code, json.error?.message];
    };
    const hubSays = async (...args: string[]) => {
      const { code, json } = await office.hub<Refused>(...args);
      return [code, json.error?.message];
    };
    expect(await says('one', 'sync', 'export', up)).toEqual([3, '“up.xjs”已经有了，没有覆盖。']);
    expect((await office.desk('one', 'sync', 'export', office.path('up.zip'))).code).toBe(2);
    const cut = office.path('cut.xjs');
    writeFileSync(cut, readFileSync(up).subarray(0, -20));
    expect(await hubSays('import', cut)).toEqual([4, '“cut.xjs”没有写完：复制或导出时中断了。']);
    const spoilt = office.path('spoilt.xjs');
    const bytes = readFileSync(up);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    writeFileSync(spoilt, bytes);
    expect(await hubSays('import', spoilt)).toEqual([4, '“spoilt.xjs”已损坏，内容与做好时不一致。']);
    writeFileSync(office.path('names.csv'), '学号\r\n');
    expect(await hubSays('import', office.path('names.csv'))).toEqual([4, '“names.csv”不是同步包。']);
    expect((await hubSays('import', office.path('nothing.xjs')))[0]).toBe(3);
    expect(await hubSays('import', temporaryFolder())).toEqual([4, '这个文件夹里没有同步包。']);
    expect((await says('one', 'sync', 'import', up))[1]).toContain('方向不对');
    const down = office.path('down.xjs');
    await office.hub('export', 'other', down);
    expect((await says('one', 'sync', 'import', down))[1]).toContain('是做给另一台电脑');
    expect((await hubSays('export', 'nobody', office.path('x.xjs')))[0]).toBe(4);

    // Of another school: neither side knows the other.
    const elsewhere = new SyncOffice({ engine: 'sqlite', dataDir: temporaryFolder(), means: hubMeans() });
    await elsewhere.serve();
    await elsewhere.joined('far');
    expect((await elsewhere.hub<Refused>('import', up)).json.error.message).toContain('另一台主机');
    expect((await elsewhere.desk<Refused>('far', 'sync', 'import', down)).json.error.message).toContain(
      '另一台主机',
    );

    // Several at once: what can be taken is, the rest is told.
    const stick = temporaryFolder();
    for (const file of [up, cut])
      copyFileSync(file, join(stick, file.endsWith('cut.xjs') ? 'b.xjs' : 'a.xjs'));
    const some = await office.hub<Imported>('import', stick);
    expect(some.code).toBe(1);
    expect(some.json.bundles.map(({ error }) => error?.case ?? 'taken').sort()).toEqual([
      'taken',
      'unfinished',
    ]);

    // Put back to before: what was made in between is of an epoch that is over.
    const late = office.path('late.xjs');
    await office.hub('export', 'one', late);
    await office.desk('one', 'sync', 'import', late);
    await office.cut();
    expect((await office.hub('restore', backup)).code).toBe(0);
    await office.work('one', '13600000002');
    const lost = office.path('lost.xjs');
    await office.desk('one', 'sync', 'export', lost);
    expect(await hubSays('import', lost)).toEqual([4, '这份同步包是主机恢复备份之前做的，不能再用。']);
    const anew = office.path('anew.xjs');
    await office.hub('export', 'one', anew);
    expect((await office.desk<Imported>('one', 'sync', 'import', anew)).json.bundles).toMatchObject([
      { isWhole: true },
    ]);
    const last = office.path('last.xjs');
    await office.desk('one', 'sync', 'export', last);
    expect((await office.hub<Imported>('import', last)).json.bundles[0]!.outcomes.conflict).toBe(0);
    expect(await office.phone('one')).toBe('13600000002');
    expect(existsSync(office.path('a.xjs'))).toBe(false);
  }, 180_000);
});

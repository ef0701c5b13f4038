import { cpSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openBesideHub } from '../../electron/hub/openHub.ts';
import { listKeptChanges } from '../../electron/hub/tracedWork.ts';
import { noTrouble, onBothEngines } from '../harness/hubEngines.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';

interface Listed {
  total: number;
  items: { mid: number; trace: string; name: string; why?: string; seen?: boolean }[];
}
interface Traced {
  trace: string;
  found: string;
  lastMid?: number;
  work?: { device: { name: string }; mid: number; name: string; state: string; seq: number; isKept: boolean };
}

onBothEngines((engine) => {
  it('knows what was done by one number at its computer and at the hub', async () => {
    const place = await engine.place();
    const office = new SyncOffice(place);
    await office.serve();
    await office.joined('one');
    await office.joined('other');
    const list = () => office.desk<{ waiting: Listed; refused: Listed }>('other', 'sync', 'list');
    expect(await list()).toMatchObject({ code: 0, json: { waiting: { total: 0 }, refused: { total: 0 } } });

    await office.work('other', '13700000001');
    const waits = await list();
    expect(waits.code).toBe(0);
    const sent = waits.json.waiting.items.find(({ name }) => name === 'import.chunk');
    expect(sent).toMatchObject({ trace: `B:${sent!.mid}`, name: 'import.chunk' });
    const never = await office.hub<Traced>('trace', sent!.trace);
    expect(never).toMatchObject({ code: 1, json: { found: 'never', device: { name: 'other' } } });
    expect(never.json.lastMid).toBeLessThan(sent!.mid);
    await office.desk('other', 'sync', 'now');
    // As it is typed: what people read out on the phone.
    const traced = await office.hub<Traced>('trace', ` b：${sent!.mid}`);
    expect(traced).toMatchObject({
      code: 0,
      json: { trace: sent!.trace, work: { name: 'import.chunk', state: 'applied', isKept: false } },
    });
    expect(traced.json.work!.seq).toBeGreaterThan(0);

    expect(await office.hub('trace')).toMatchObject({ code: 0, json: { total: 0, items: [] } });
    await office.hub('grant', 'other', '--college', '没有的学院');
    await office.work('other', '13700000002');
    await office.desk('other', 'sync', 'now');
    const refused = await list();
    expect([refused.code, refused.json.waiting.total]).toEqual([1, 0]);
    const [back] = refused.json.refused.items;
    expect(back).toMatchObject({ why: 'scope', seen: false });
    const kept = await office.hub<Listed>('trace');
    expect([kept.code, kept.json.items[0]!.trace]).toEqual([1, back!.trace]);
    expect(JSON.stringify(kept.json)).not.toContain('13700000002');
    // For the page: of whom it is, by what the hub has of them.
    const beside = await openBesideHub(place, noTrouble);
    const { items } = await listKeptChanges(beside.db, { offset: 0, limit: 20 });
    await beside.close();
    const [told] = items.flatMap(({ changes }) => changes).filter(({ entity }) => entity === 'record');
    expect(told!.student).toMatchObject({ id: expect.any(String), name: '张三' });
    expect(await office.hub('trace', back!.trace)).toMatchObject({
      code: 1,
      json: { work: { state: 'rejected', isKept: true, why: { code: 'scope' } } },
    });
    expect(await office.hub('trace', 'X:1')).toMatchObject({ code: 1, json: { found: 'no-device' } });
    const wrong = await office.hub<Refused>('trace', '1042');
    expect([wrong.code, wrong.json.error.code]).toEqual([2, 'USAGE']);
    expect(wrong.json.error.message).toContain('B:1042');
    await office.cut();
  }, 180_000);

  it('lets a computer in again whose data are of before, by command alone', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    await office.joined('one');
    const rejoin = (...args: string[]) => office.desk<Refused>('one', 'sync', 'rejoin', ...args);
    expect((await rejoin('--code', 'ABCDE-12345')).json.error.code).toBe('SYNC_JOINED');
    cpSync(office.path('one'), office.path('image'), { recursive: true });
    await office.work('one', '13700000001');
    await office.desk('one', 'sync', 'now');
    cpSync(office.path('image'), office.path('one'), { recursive: true, force: true });
    await office.work('one', '13600000002', 2);
    const stopped = await office.desk<Refused>('one', 'sync', 'now');
    expect([stopped.code, stopped.json.error.code]).toEqual([4, 'BUNDLE_REFUSED']);

    const { json: begun } = await office.hub<{ code: string }>('enrol');
    expect((await rejoin('--code', 'AAAAA-11111')).json.error.code).toBe('SYNC_REFUSED');
    const asked = await office.desk<{ hub: { own: string; name: string } }>(
      ...(['one', 'sync', 'rejoin', '--code', begun.code, '--name', 'one again'] as const),
    );
    expect(asked).toMatchObject({ code: 1, json: { phase: 'asking', hub: { name: 'one again' } } });
    await office.approve('one again', asked.json.hub.own);
    expect((await office.desk<Now>('one', 'sync', 'now')).json).toMatchObject({
      phase: 'synced',
      waiting: 0,
    });
    expect(await office.phone('one')).toBe('13700000001');
    expect(await office.phone('one', 2)).toBe('13600000002');
    await office.cut();
  }, 180_000);
});

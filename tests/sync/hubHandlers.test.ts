import { expect, it } from 'vitest';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import type { ServedHub } from '../../electron/hub/openHub.ts';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';
import { HubDevice, record } from './HubDevice.ts';

const MATHS = '数学学院';
const LAW = '法学院';
const WORD = { spelling: LAW, how: 'typed', at: 1, actor: '王老师' };
const PHOTO = {
  ...{ hash: '一'.repeat(4), fileName: '一.jpg', width: 480, height: 640, bytes: 30_000, dpi: 300 },
  ...{ matchedBy: 'studentNo', findings: '[]' },
};
const zhang = { name: '张三', collegeName: MATHS };

onBothEngines((engine) => {
  const scene = async (...grants: Grant[]): Promise<{ hub: ServedHub; devices: HubDevice[] }> => {
    const hub = await engine.hub();
    const devices: HubDevice[] = [];
    for (const [at, grant] of grants.entries())
      devices.push(await HubDevice.enrolled(hub, hubPorts(), `device-${at + 1}`, grant));
    return { hub, devices };
  };
  const wholeLog = async ({ db }: ServedHub) => {
    const { state, fault } = await readAtOnce(db, (tx) => verifyLog(tx));
    expect(fault).toBeNull();
    return state.seq;
  };
  const rowOf = async ({ db }: ServedHub, id: string) => {
    const row = await db.selectFrom('row').selectAll().where('row_id', '=', id).executeTakeFirst();
    return row && { ...row, fields: JSON.parse(row.fields) as unknown };
  };

  it('takes what one device did, and tells the other, and its author what became of it', async () => {
    const { hub, devices } = await scene('*', '*');
    const [one, other] = devices as [HubDevice, HubDevice];
    expect(await one.push(record('s1', zhang))).toEqual({ kind: 'applied', why: null, conflicts: [] });
    expect(await one.push(record('s1', { phone: '138' }, {}))).toMatchObject({ kind: 'applied' });
    const up = { kind: 'up', entity: 'record', id: 's1/chsi' };
    const told = [
      { ...up, ver: 1, patch: zhang },
      { ...up, ver: 2, patch: { phone: '138' } },
    ];
    expect(await other.pull()).toMatchObject({ changes: told, acks: [] });
    expect(await one.pull()).toMatchObject({
      changes: told,
      acks: [
        { mid: 1, kind: 'applied' },
        { mid: 2, kind: 'applied' },
      ],
    });
    expect(await one.pull()).toMatchObject({ changes: [], acks: [] });
    // Two entries and two acks, as numbers on either engine.
    expect(await wholeLog(hub)).toBe(4);
    expect(await rowOf(hub, 's1/chsi')).toMatchObject({
      ...{ ver: 2, seq: 3, scope: MATHS, fields: { ...zhang, phone: '138' } },
    });
  });

  it('takes a push once, however often it comes, and tells what became of it', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    const mutations = [1, 2, 3].map((n) => device.mutation([record(`s${n}`, { name: `学生${n}` })]));
    const first = await device.send(...mutations);
    const head = await wholeLog(hub);
    expect(first).toMatchObject({ kind: 'processed', lastMid: 3 });
    expect(await device.send(...mutations)).toEqual(first);
    expect(await device.send(...mutations.slice(1))).toMatchObject({ lastMid: 3 });
    // Half known, half new.
    const fourth = device.mutation([record('s4', { name: '学生4' })]);
    expect(await device.send(mutations[2]!, fourth)).toMatchObject({ kind: 'processed', lastMid: 4 });
    expect(await wholeLog(hub)).toBe(head + 2);
  });

  it('takes nothing new about a student of whom only what was left behind is there', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    const photo = (role: string) => ({ entity: 'photo', id: `s1/${role}`, set: PHOTO, base: null });
    expect(await device.push(record('s1', zhang))).toMatchObject({ kind: 'applied' });
    expect(await device.push(photo('admission'))).toMatchObject({ kind: 'applied' });
    // The import was taken back at another desk, which knew nothing of the photo.
    const nothing = { name: null, collegeName: null };
    expect(await device.push(record('s1', nothing, zhang))).toMatchObject({ kind: 'applied' });
    expect(await device.push(photo('graduation'))).toEqual({
      ...{ kind: 'rejected', conflicts: [] },
      why: { code: 'gone', entity: 'photo', id: 's1/graduation' },
    });
    expect(await rowOf(hub, 's1/graduation')).toBeUndefined();
    // What is there can still be taken away.
    const away = Object.fromEntries(Object.keys(PHOTO).map((field) => [field, null]));
    const taken = { ...photo('admission'), set: away, base: PHOTO };
    expect(await device.push(taken)).toMatchObject({ kind: 'applied' });
  });

  it('takes nothing behind a gap', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    device.mutation([]);
    const second = device.mutation([record('s1', zhang)]);
    expect(await device.send(second)).toEqual({ kind: 'gap', lastMid: 0 });
    expect(await wholeLog(hub)).toBe(0);
  });

  it('knows a device that was cloned by what it says under a number', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    const mutation = device.mutation([record('s1', zhang)]);
    await device.send(mutation);
    const head = await wholeLog(hub);
    const other = { ...mutation, changes: [record('s1', { name: '李四' })] };
    const fresh = device.mutation([record('s2', zhang)]);
    expect(await device.send(other, fresh)).toEqual({ kind: 'device-cloned' });
    expect(await wholeLog(hub)).toBe(head);
  });

  it('keeps a conflict for a person, and lets other groups of the row pass', async () => {
    const { hub, devices } = await scene('*', [MATHS]);
    const [one, other] = devices as [HubDevice, HubDevice];
    await one.push(record('s1', { ...zhang, phone: '1', remark: 'a' }));
    await other.pull();
    await one.push(record('s1', { phone: '2' }, { phone: '1' }));
    const outcome = await other.push(record('s1', { phone: '3', remark: 'b' }, { phone: '1', remark: 'a' }));
    expect(outcome).toMatchObject({ kind: 'conflict', conflicts: [expect.any(String)] });
    expect(await rowOf(hub, 's1/chsi')).toMatchObject({ fields: { ...zhang, phone: '2', remark: 'b' } });
    const kept = await rowOf(hub, outcome!.conflicts[0]!);
    expect(kept).toMatchObject({
      entity: 'conflict',
      scope: MATHS,
      fields: { group: 'phone', state: 'open' },
    });
    const { changes } = await one.pull();
    expect(changes.map(({ entity }) => entity)).toContain('conflict');
    await wholeLog(hub);
  });

  it('refuses what is of another college, by the row that it has, and tells nothing of it', async () => {
    const { hub, devices } = await scene('*', [LAW]);
    const [office, law] = devices as [HubDevice, HubDevice];
    await office.push(record('s1', zhang));
    for (const change of [
      record('s1', { phone: '1' }, {}),
      // To take the student over by saying so.
      record('s1', { collegeName: LAW }, { collegeName: MATHS }),
      record('s9', { name: '新生', collegeName: MATHS }),
      { entity: 'setting', id: 'x', set: { value: '1' }, base: null },
    ]) {
      expect(await law.push(change)).toMatchObject({ kind: 'rejected', why: { code: 'scope' } });
    }
    expect(await rowOf(hub, 's1/chsi')).toMatchObject({ ver: 1, fields: zhang });
    expect(await law.pull()).toMatchObject({ changes: [] });
    expect(await law.begin()).toEqual(new Map());
    const kept = await hub.db.selectFrom('quarantine').selectAll().orderBy('mid').execute();
    expect(kept.map(({ device, mid }) => [device, Number(mid)])).toEqual(
      [1, 2, 3, 4].map((mid) => ['device-2', mid]),
    );
    await wholeLog(hub);
  });

  it('moves all rows of a student to the college that they go to, in one commit', async () => {
    const { hub, devices } = await scene('*', [MATHS], [LAW]);
    const [office, maths, law] = devices as [HubDevice, HubDevice, HubDevice];
    await office.push(record('s1', zhang));
    await office.push({ entity: 'record', id: 's1/sis', set: { remark: '转入' }, base: null });
    expect((await maths.pull()).changes).toHaveLength(2);
    expect((await law.pull()).changes).toHaveLength(0);
    const base = { collegeName: MATHS };
    await office.push(record('s1', { collegeName: LAW }, base));
    expect((await maths.pull()).changes).toMatchObject([
      { kind: 'leave', id: 's1/chsi' },
      { kind: 'leave', id: 's1/sis' },
    ]);
    const came = (await law.pull(1)).changes;
    expect(came).toMatchObject([
      { kind: 'up', id: 's1/chsi', patch: { name: '张三', collegeName: LAW } },
      { kind: 'up', id: 's1/sis', patch: { remark: '转入' } },
    ]);
    const commits = await hub.db
      .selectFrom('log')
      .select(['seq', 'commit_seq'])
      .where('kind', '=', 'leave')
      .execute();
    expect(new Set(commits.map(({ commit_seq }) => Number(commit_seq))).size).toBe(1);
    // And by what a word means.
    const word = { entity: 'word', id: `collegeName/${LAW}`, set: { ...WORD, meant: MATHS }, base: null };
    expect(await office.push(word)).toMatchObject({ kind: 'applied' });
    expect((await law.pull()).changes.filter(({ kind }) => kind === 'leave')).toHaveLength(2);
    expect((await maths.pull()).changes.filter(({ id }) => id.startsWith('s1'))).toHaveLength(2);
    await wholeLog(hub);
  });

  it('refuses as a whole what means nothing in part, and leaves nothing of it', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    await device.push(record('s1', zhang));
    const head = await wholeLog(hub);
    const mutation = device.mutation(
      [record('s2', { name: '李四' }), record('s1', { name: '王五' }, { name: '赵六' })],
      { name: 'student.join' },
    );
    const answer = await device.send(mutation);
    expect(answer).toMatchObject({ outcomes: [{ outcome: { kind: 'rejected', why: { code: 'changed' } } }] });
    expect(await rowOf(hub, 's2/chsi')).toBeUndefined();
    // Its answer alone.
    expect(await wholeLog(hub)).toBe(head + 1);
  });

  it('takes a commit that comes in parts when the last of it is there', async () => {
    const { hub, devices } = await scene('*', '*');
    const [one, other] = devices as [HubDevice, HubDevice];
    const part = (at: number, last: boolean) => ({ name: 'import.chunk', part: { of: 'batch-1', at, last } });
    const parts = [1, 2, 3].map((n) => one.mutation([record(`s${n}`, zhang)], part(n, n === 3)));
    expect(await one.send(parts[0]!, parts[1]!)).toMatchObject({
      outcomes: [{ outcome: null }, { outcome: null }],
    });
    expect((await other.pull()).changes).toEqual([]);
    await one.send(parts[2]!);
    const { changes, seqs } = await other.pull(1);
    expect(changes.map(({ id }) => id)).toEqual(['s1/chsi', 's2/chsi', 's3/chsi']);
    // One commit is never cut, whatever is asked for.
    expect(seqs).toHaveLength(1);
    expect((await one.pull()).acks).toHaveLength(3);
    await wholeLog(hub);
  });

  it('takes what a college says of the whole school only where it says what stands there', async () => {
    const { hub, devices } = await scene('*', [LAW]);
    const [office, law] = devices as [HubDevice, HubDevice];
    const named = (value: string) => ({
      entity: 'setting' as const,
      id: 'school',
      set: { value },
      base: null,
    });
    await office.push(named('示例大学'));
    expect(await law.push(named('示例大学'))).toMatchObject({ kind: 'same' });
    const refused = { kind: 'rejected', why: { code: 'scope' }, conflicts: [] };
    expect(await law.push(named('另一所大学'))).toMatchObject(refused);
    // Not even that somebody of another college is as is said.
    await office.push(record('s1', zhang));
    expect(await law.push(record('s1', zhang))).toMatchObject(refused);
    expect(await rowOf(hub, 'school')).toMatchObject({ fields: { value: '示例大学' }, ver: 1 });
    await wholeLog(hub);
  });

  it('finds out that it was put back, changes its epoch once, and takes nothing before', async () => {
    const { hub, devices } = await scene('*', '*');
    const [one, other] = devices as [HubDevice, HubDevice];
    await one.push(record('s1', zhang));
    await one.pull();
    await other.pull();
    // As an older copy of the database does it.
    await hub.db.deleteFrom('log').where('seq', '=', 2).execute();
    const first = await hub.db.selectFrom('log').selectAll().where('seq', '=', 1).executeTakeFirstOrThrow();
    await hub.db.updateTable('partition').set({ head_seq: 1, head_chain: first.chain }).execute();
    const epochOf = async () =>
      (await hub.db.selectFrom('partition').select('epoch').executeTakeFirstOrThrow()).epoch;
    const before = await epochOf();
    expect(await one.send(one.mutation([record('s2', zhang)]))).toEqual({ kind: 'reset', why: 'rewound' });
    expect(await wholeLog(hub)).toBe(1);
    const after = await epochOf();
    expect(after).not.toBe(before);
    expect(await other.ask()).toMatchObject({ kind: 'reset', why: 'epoch' });
    expect(await epochOf()).toBe(after);
  });

  it('answers nobody whom it does not know, whose position it did not give, or who may hold less now', async () => {
    const { hub, devices } = await scene('*');
    const [device] = devices as [HubDevice];
    const stranger = new HubDevice(hub, hubPorts(), 'stranger');
    stranger.token = device.token;
    expect(await stranger.ask()).toEqual({ kind: 'refused', why: 'unknown-device' });
    expect(await stranger.send(stranger.mutation([]))).toEqual({ kind: 'refused', why: 'unknown-device' });
    const own = device.token!;
    device.token = `${own.slice(0, -2)}${own.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await device.ask()).toEqual({ kind: 'refused', why: 'token' });
    device.token = own;
    await hub.db
      .updateTable('device')
      .set({ grant_version: 2, scope: JSON.stringify([LAW]) })
      .execute();
    expect(await device.ask()).toMatchObject({ kind: 'reset', why: 'grant' });
    await hub.db.updateTable('device').set({ state: 'revoked' }).execute();
    expect(await device.ask()).toEqual({ kind: 'refused', why: 'revoked' });
  });

  it('takes what several devices push and pull at once, in one order', async () => {
    const { hub, devices } = await scene('*', '*', '*', '*', '*', '*');
    const rounds = [1, 2, 3, 4, 5, 6, 7, 8];
    await Promise.all(
      devices.map(async (device) => {
        for (const round of rounds) {
          const own = record(`${device.id}-${round}`, { name: '学生', collegeName: MATHS });
          // All of them change one row, which each has seen otherwise.
          await device.push(own, record('hot', { remark: `${device.id} ${round}` }, null));
          await device.pull(7);
        }
      }),
    );
    await wholeLog(hub);
    const texts = await Promise.all(
      devices.map(async (device) => JSON.stringify([...(await device.begin())].sort())),
    );
    expect(new Set(texts).size).toBe(1);
    for (const device of devices) expect((await device.pull()).changes).toEqual([]);
  });
});

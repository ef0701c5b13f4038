import { expect, it } from 'vitest';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { EraseScene } from './EraseScene.ts';
import { checkPrefix } from './rig/invariants.ts';

const E1 = '1'.repeat(32);
const E2 = '2'.repeat(32);

async function withTwo(): Promise<EraseScene> {
  const scene = await EraseScene.make(['office', 'late']);
  scene.record('office', 's1', '要走的人');
  scene.record('office', 's2', '留下的人');
  for (const name of ['office', 'late', 'office']) await scene.round(name);
  return scene;
}

it('takes an erasure from a desk to the hub and to every other desk, with what waits there', async () => {
  const scene = await withTwo();
  // Sent and not answered, waiting, and of another student beside.
  scene.desk('late').scene.edit('s1', { phone: '13800001111' });
  scene.desk('late').scene.edit('s2', { phone: '13900002222' });
  scene.desk('office').scene.edit('s1', { className: '秘密备注' });
  scene.erase('office', 's1', E1);
  expect(scene.found('office')).toEqual([]);
  await scene.round('office');
  expect(scene.foundAtHub()).toEqual([]);
  await scene.round('late');
  await scene.round('office');
  for (const name of ['office', 'late']) {
    expect(scene.students(name)).toEqual(['s2']);
    expect(scene.found(name)).toEqual([]);
    checkPrefix(scene.hub, scene.desk(name), '*');
  }
  expect(scene.foundAtHub()).toEqual([]);
  const { phone } = scene
    .desk('office')
    .db.read<{ phone: string }>("SELECT phone FROM student WHERE id = 's2'")
    .get()!;
  expect(phone).toBe('13900002222');
  expect((await readAtOnce(scene.hub.db, (tx) => verifyLog(tx))).fault).toBeNull();
});

it('finds what was asked for and changed nothing, too', async () => {
  const scene = await withTwo();
  // Both type the same: the second is the same, and leaves no entry that says so.
  for (const name of ['office', 'late']) scene.desk(name).scene.edit('s1', { phone: '13800001111' });
  for (const name of ['office', 'late']) await scene.round(name);
  scene.erase('office', 's1', E1);
  for (const name of ['office', 'late']) await scene.round(name);
  expect(scene.foundAtHub()).toEqual([]);
});

it('tells which desks have done it and which not yet', async () => {
  const scene = await withTwo();
  scene.erase('office', 's1', E1);
  const standing = () => {
    const { db } = scene.desk('office');
    const { standing: text } = db.read<{ standing: string | null }>('SELECT standing FROM erasure').get()!;
    const devices = JSON.parse(text ?? '[]') as { name: string; doneAt: number | null }[];
    return Object.fromEntries(devices.map(({ name, doneAt }) => [name, doneAt !== null]));
  };
  await scene.round('office');
  expect(standing()).toEqual({ office: true, late: false });
  await scene.round('late');
  // Asked again once a minute.
  scene.now += 61_000;
  await scene.round('office');
  expect(standing()).toEqual({ office: true, late: true });
});

it('lasts through a cut way, a crash, and answers that are lost', async () => {
  const scene = await withTwo();
  scene.erase('office', 's1', E1);
  scene.desk('office').crash();
  const cut = { erasures: () => Promise.reject(new Error('cut')) };
  await expect(scene.round('office', cut)).rejects.toThrow('cut');
  scene.desk('office').crash();
  // It is done at the hub, and the desk does not hear of it.
  const calls = scene.hub.calls();
  const deaf = {
    erasures: async (request: Parameters<HubCalls['erasures']>[0]) => {
      await calls.erasures(request);
      throw new Error('lost');
    },
  };
  await expect(scene.round('office', deaf)).rejects.toThrow('lost');
  scene.desk('office').crash();
  await scene.round('office');
  await scene.round('late');
  expect(scene.students('late')).toEqual(['s2']);
  expect(scene.hub.raw.prepare('SELECT count(*) AS n FROM erasure').get()).toEqual({ n: 1 });
});

it('does not bring them back from a copy of a desk of before', async () => {
  const scene = await withTwo();
  const before = scene.desk('late').copy();
  scene.erase('office', 's1', E1);
  await scene.round('office');
  await scene.round('late');
  scene.desk('late').replace(before);
  scene.desk('late').scene.edit('s1', { phone: '13800001111' });
  // What it sends before it was told is not taken.
  const { db, name: device } = scene.desk('late');
  const client = scene.desk('late').client(scene.hub.calls());
  expect((await client.push()).kind).not.toBe('stopped');
  expect(scene.foundAtHub()).toEqual([]);
  await scene.round('late');
  expect(scene.students('late')).toEqual(['s2']);
  expect(scene.found('late')).toEqual([]);
  expect(db.read('SELECT 1 FROM erasure').get()).toBeDefined();
  expect(device).toBe('late');
});

it('does not bring them back from a hub that was put back: desks still know', async () => {
  const scene = await withTwo();
  const before = scene.hub.backUp();
  scene.erase('office', 's1', E1);
  for (const name of ['office', 'late']) await scene.round(name);
  scene.desk('late').scene.edit('s2', { phone: '13900002222' });
  await scene.round('late');
  scene.hub.restore(before);
  expect(scene.foundAtHub()).toContain('要走的人');
  for (const name of ['late', 'office', 'late']) await scene.round(name);
  expect(scene.foundAtHub()).toEqual([]);
  for (const name of ['office', 'late']) {
    expect(scene.students(name)).toEqual(['s2']);
    checkPrefix(scene.hub, scene.desk(name), '*');
  }
});

it('gives a hub that was put back its erasures also from a desk of one college, by the hub’s own seal alone', async () => {
  const scene = await EraseScene.make(['office', 'college'], { college: ['法学院'] });
  scene.record('office', 's1', '要走的人');
  for (const name of ['office', 'college']) await scene.round(name);
  const before = scene.hub.backUp();
  scene.erase('office', 's1', E1);
  for (const name of ['office', 'college']) await scene.round(name);
  expect(scene.students('college')).toEqual([]);
  scene.hub.restore(before);
  await scene.round('college');
  expect(scene.foundAtHub()).toEqual([]);
  // What a college makes up by itself is nobody’s erasure.
  scene.record('office', 's2', '留下的人');
  await scene.round('office');
  await scene.round('college');
  scene.erase('college', 's2', E2);
  await scene.round('college');
  await scene.round('office');
  expect(scene.students('office')).toEqual(['s2']);
  expect(scene.desk('college').db.read('SELECT refused FROM erasure WHERE id = ?').get(E2)).toEqual({
    refused: 1,
  });
});

it('lets somebody who comes back later in as somebody new', async () => {
  const scene = await withTwo();
  scene.erase('office', 's1', E1);
  for (const name of ['office', 'late']) await scene.round(name);
  scene.record('late', 's1', '又来了');
  for (const name of ['late', 'office']) await scene.round(name);
  expect(scene.students('office')).toEqual(['s1', 's2']);
});

it('knows what it sent before by its hash, also of a commit that waits for its rest', async () => {
  const scene = await withTwo();
  const { scene: late } = scene.desk('late');
  // Two parts of one commit, of which only the first gets there.
  for (const [chunk, student] of ['s1', 's2'].entries())
    late.write(
      'import.chunk',
      { source: 'chsi', chunk, rows: [{ student, isNew: false, values: { className: '秘密备注' } }] },
      'batch',
    );
  const calls = scene.hub.calls();
  const client = scene.desk('late').client({
    ...calls,
    push: ({ mutations, ...asked }) => calls.push({ ...asked, mutations: mutations.slice(0, 1) }),
  });
  await client.pull();
  await client.push();
  expect(scene.foundAtHub().length).toBeGreaterThan(0);
  scene.desk('late').crash();
  scene.erase('office', 's1', E1);
  await scene.round('office');
  expect(scene.foundAtHub()).not.toContain('要走的人');
  await scene.round('late');
  expect(scene.students('late')).toEqual(['s2']);
  expect(scene.found('late').filter((mark) => mark !== '秘密备注')).toEqual([]);
  const open = scene
    .desk('late')
    .db.read<{ n: number }>("SELECT count(*) AS n FROM outbox WHERE state = 'pending'");
  expect(open.get()).toEqual({ n: 0 });
});

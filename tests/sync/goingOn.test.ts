import { expect, it } from 'vitest';
import { openCasesFor } from '../../electron/cases/recordCases.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import type { Grant } from '../../electron/hub/hubPorts.ts';
import { askWhetherLost } from '../../electron/sync/client/askWhetherLost.ts';
import { renumber } from '../../electron/sync/client/renumber.ts';
import type { HubCalls } from '../../electron/sync/client/SyncClient.ts';
import { stateOf } from '../../electron/sync/client/syncState.ts';
import { writeShown } from '../../electron/sync/client/writeShown.ts';
import { OLD, TWO_SCHEMAS } from './rig/before.ts';
import { SimDesk } from './rig/SimDesk.ts';
import { SimHub } from './rig/SimHub.ts';

const clock = () => Date.UTC(2026, 9, 1);

async function office(seed: string, grants: Record<string, Grant>) {
  const random = seededRandom(1, seed);
  const hub = await SimHub.make(random, clock);
  const desks: SimDesk[] = [];
  for (const [name, grant] of Object.entries(grants)) {
    const desk = SimDesk.named(name, random, clock);
    await hub.enrol(name, grant);
    desk.join();
    desks.push(desk);
  }
  return { hub, desks };
}

async function exchange(desk: SimDesk, calls: HubCalls): Promise<void> {
  const client = desk.client(calls);
  for (const ask of [() => client.pull(), () => client.push(), () => client.pull()])
    while ((await ask()).kind === 'more');
}

function arrive(desk: SimDesk, student: string, values: Record<string, string>): void {
  const rows = [{ student, isNew: true, values: { name: '学生', ...values } }];
  desk.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
}

it('an image that comes when its desk has gone on without it is not taken: the position never goes back', async () => {
  const { hub, desks } = await office('late', { one: '*', other: '*' });
  const [one, other] = desks as [SimDesk, SimDesk];
  arrive(one, 's1', {});
  await exchange(one, hub.calls());
  let seen: string | null = null;
  const late: HubCalls = {
    ...hub.calls(),
    async image(request) {
      const image = await hub.calls().image(request);
      // Meanwhile the program was started again, and went on; a colleague worked on.
      one.scene.edit('s1', { phone: '13800000001' });
      await exchange(one, hub.calls());
      other.crash();
      await exchange(other, hub.calls());
      seen = stateOf(other.db, 'cursor');
      return image;
    },
  };
  const client = other.client(late);
  expect(await client.pull()).toEqual({ kind: 'more' });
  expect(Number(seen)).toBeGreaterThan(0);
  expect(stateOf(other.db, 'cursor')).toBe(seen);
});

it('a hub that was put back to before it knew a desk’s new name gets again what it had taken under the old one', async () => {
  const { hub, desks } = await office('renamed', { one: '*', other: '*' });
  const [one, other] = desks as [SimDesk, SimDesk];
  await hub.enrol('one-again', '*');
  for (const desk of desks) await exchange(desk, hub.calls());
  const copy = hub.backUp();
  arrive(one, 's1', { phone: '13800000001' });
  await exchange(one, hub.calls());
  // It lived twice, and goes on under another name.
  renumber(one.db, { device: 'one-again', at: clock(), lost: false });
  one.name = 'one-again';
  one.crash();
  await exchange(one, hub.calls());
  hub.restore(copy);
  await exchange(other, hub.calls());
  expect(readRow(other.db, 'record', 's1/sis')).toBeNull();
  for (const desk of [one, other, one]) await exchange(desk, hub.calls());
  for (const desk of [one, other])
    expect(readRow(desk.db, 'record', 's1/sis')).toEqual({ name: '学生', phone: '13800000001' });
});

it('a desk that a hub sends away which was put back hears under its new name that what it did there is lost, also twice', async () => {
  const { hub, desks } = await office('sent away', { one: '*', other: '*' });
  const [one, other] = desks as [SimDesk, SimDesk];
  for (const desk of desks) await exchange(desk, hub.calls());
  const copy = hub.backUp();
  arrive(one, 's1', { phone: '13800000001' });
  arrive(one, 's2', {});
  await exchange(one, hub.calls());
  const askAs = (device: string) => askWhetherLost(hub.calls(), { device, token: stateOf(one.db, 'token') });
  expect(await askAs('other')).toEqual({ kind: 'known', isLost: false });
  hub.restore(copy);
  await hub.grant('one', null);
  await hub.enrol('one-again', '*');
  expect(await askAs('one')).toEqual({ kind: 'refused', why: 'revoked' });
  // The hub takes another epoch when it finds it, and knows of it from then on.
  expect(await askAs('one-again')).toEqual({ kind: 'known', isLost: true });
  expect(await askAs('one-again')).toEqual({ kind: 'known', isLost: true });
  renumber(one.db, { device: 'one-again', at: clock(), lost: true });
  const disk = one.copy();
  const client = one.client(hub.calls());
  while ((await client.pull()).kind === 'more');
  one.limits.mutations = 1;
  expect(await client.push()).toEqual({ kind: 'more' });
  // The disk is put back, of which the hub has taken but the first of what was lost.
  one.replace(disk);
  await exchange(one, hub.calls());
  await hub.enrol('one-at-last', '*');
  renumber(one.db, { device: 'one-at-last', at: clock(), lost: false });
  for (const desk of [one, other]) await exchange(desk, hub.calls());
  for (const desk of [one, other])
    for (const student of ['s1', 's2']) expect(readRow(desk.db, 'record', `${student}/sis`)).not.toBeNull();
});

it('a college that is called like everybody’s scope is not everybody’s: its students are the office’s', async () => {
  const { hub, desks } = await office('star', { one: '*', other: ['文学院'] });
  const [one, other] = desks as [SimDesk, SimDesk];
  await exchange(one, hub.calls());
  arrive(one, 's1', { collegeName: '*' });
  arrive(one, 's2', { collegeName: '文学院' });
  const words = [{ field: 'collegeName' as const, spelling: '外院', meant: '*' }];
  one.scene.write('words.save', { words, how: 'typed', at: clock(), actor: '甲' });
  arrive(one, 's3', { collegeName: '外院' });
  for (const desk of [one, other]) await exchange(desk, hub.calls());
  const held = ['s1', 's2', 's3'].map((student) => readRow(other.db, 'record', `${student}/sis`) !== null);
  expect(held).toEqual([false, true, false]);
});

it('a photo that is taken back goes with what an updated program was told of it since', async () => {
  const { hub, desks } = await office('whole photo', { one: '*' });
  const [one] = desks as [SimDesk];
  one.speak(TWO_SCHEMAS, OLD);
  await exchange(one, hub.calls());
  arrive(one, 's1', {});
  const batch = one.scene.photos('graduation', [{ student: 's1', hash: 'photo' }]);
  const id = 's1/graduation';
  const from = readRow(one.db, 'photo', id)!;
  expect(from).not.toHaveProperty('dpi');
  const entry = { name: 'sync.reset', args: '{}', device: one.name, actor: '', at: clock(), batch: null };
  writeShown(one.db, entry, [{ entity: 'photo', id, from, to: { ...from, dpi: 300 } }]);
  await one.scene.undo(batch);
  expect(readRow(one.db, 'photo', id)).toBeNull();
  one.mirror.advance(one.db);
  expect(one.mirror.rows.get(`photo\n${id}`) ?? null).toBeNull();
});

it('a case that is taken back goes with what an updated program was told of it since', async () => {
  const { hub, desks } = await office('whole case', { one: '*' });
  const [one] = desks as [SimDesk];
  await exchange(one, hub.calls());
  arrive(one, 's1', {});
  const { db, scene } = one;
  const needs = { db, clock: { now: clock }, ids: { next: () => scene.nextId() }, actor: '甲' };
  const opening = { form: {}, note: '', assignee: null, origin: { kind: 'staff' as const, id: null } };
  const commit = scene.write.bind(scene);
  const { batch } = openCasesFor({ ...needs, commit }, 'wrong-photo', [{ student: 's1', opening }]);
  const { id } = db.read<{ id: string }>('SELECT id FROM case_file').get()!;
  // As a program of the version before has it: it came without the day that it is due.
  const said = db
    .read<{ seq: number; patch: string }>("SELECT seq, patch FROM change WHERE entity = 'case'")
    .get()!;
  const { due, ...before } = JSON.parse(said.patch) as Record<string, string>;
  db.write('UPDATE change SET patch = ? WHERE seq = ?').run(JSON.stringify(before), said.seq);
  db.write('UPDATE case_file SET due = NULL WHERE id = ?').run(id);
  const from = readRow(db, 'case', id)!;
  expect(from).not.toHaveProperty('due');
  const entry = { name: 'sync.reset', args: '{}', device: one.name, actor: '', at: clock(), batch: null };
  writeShown(db, entry, [{ entity: 'case', id, from, to: { ...from, due: due! } }]);
  await scene.undo(batch!);
  expect(readRow(db, 'case', id)).toBeNull();
  one.mirror.advance(db);
  expect(one.mirror.rows.get(`case\n${id}`) ?? null).toBeNull();
});

it('rows are written in their order, however the hub tells them', async () => {
  const { hub, desks } = await office('order', { one: '*', other: '*' });
  const [one, other] = desks as [SimDesk, SimDesk];
  for (const desk of desks) await exchange(desk, hub.calls());
  arrive(one, 's1', {});
  one.scene.photos('graduation', [{ student: 's1', hash: 'photo' }]);
  const { db, scene } = one;
  const needs = { db, clock: { now: clock }, ids: { next: () => scene.nextId() }, actor: '甲' };
  const opening = { form: {}, note: '', assignee: null, origin: { kind: 'staff' as const, id: null } };
  openCasesFor({ ...needs, commit: scene.write.bind(scene) }, 'data-change', [{ student: 's1', opening }]);
  await exchange(one, hub.calls());
  other.crash();
  await exchange(other, {
    ...hub.calls(),
    async pull(request) {
      const answer = await hub.calls().pull({ ...request, limit: 1000 });
      const [first] = answer.kind === 'delta' ? answer.deeds : [];
      if (answer.kind !== 'delta' || !first) return answer;
      const changes = answer.deeds.flatMap((deed) => deed.changes).reverse();
      return { ...answer, deeds: [{ ...first, changes }] };
    },
  });
  // Whoever looks at the student finds all of it there.
  const history = (desk: SimDesk) =>
    desk.db
      .read<{ entity: string; student: string | null }>(
        `SELECT c.entity, s.id AS student FROM change c LEFT JOIN student s ON s.n = c.student_n
         WHERE c.entity IN ('record', 'photo', 'case', 'caseEntry') ORDER BY 1`,
      )
      .all();
  const of = (entity: string) => ({ entity, student: 's1' });
  expect(history(other)).toEqual(['case', 'caseEntry', 'photo', 'record'].map(of));
  expect(history(one)).toEqual(history(other));
});

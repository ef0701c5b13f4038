import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { WHOLE_SCHOOL } from '../../shared/domain/roles.ts';
import { type DeskHub, deskHub } from '../harness/deskHub.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { newestTold } from '../harness/newestTold.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';

const folder = folderForAll();
let world: DeskHub;
let one: Core;
let other: Core;

beforeAll(async () => {
  world = await deskHub(join(folder, 'hub'));
  one = await openCore(join(folder, 'one'), undefined, { hubDoor: world.door, syncs: true });
  other = await openCore(join(folder, 'other'), undefined, { hubDoor: world.door, syncs: true });
}, 60_000);
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
});

/** A desk that has asked the hub, pushed, and pulled what became of it. */
const synced = async (core: Core) => {
  const status = await core.client.sync.now();
  expect(status).toMatchObject({ phase: 'synced', waiting: 0 });
  return status;
};

const offline = async (core: Core) => {
  expect(await core.client.sync.now()).toMatchObject({ phase: 'offline' });
};

const studentIds = async (core: Core) => {
  const { items } = await core.client.students.page({ query: {}, offset: 0, limit: 100 });
  return new Map(items.map(({ id, values }) => [values.name, id]));
};

const joinAs = async (core: Core, name: string) => {
  const { fingerprint, pin } = await core.client.sync.look({ address: '10.0.0.5' });
  expect(fingerprint).toBe('4821 0937 5560');
  return core.client.sync.join({ address: '10.0.0.5', pin, code: 'ABCDE-12345', name });
};

it('shows nothing of sync in a store without a hub', async () => {
  await one.client.admin.initialise({ code: '10000', name: '示例大学' });
  expect(await one.client.sync.status()).toEqual({
    ...{ phase: 'none', why: null, trouble: null, waiting: 0, oldestAt: null, lastOkAt: null },
    ...{ refused: 0, conflicts: 0, hub: null, standing: null, skewMs: null, progress: null, lease: null },
    ...{ stuckSince: null, audit: null },
  });
  await runImport(one, writeCsv(folder, '名册.csv', THREE_STUDENTS), { kind: 'roster', source: 'chsi' });
  const student = (await studentIds(one)).get('张三')!;
  expect(await one.client.sync.ofStudent({ student })).toEqual({ state: null });
  expect(await one.client.sync.marks({ students: [student] })).toEqual([]);
});

it('waits to be let in, may ask no more, and then brings all that was there', async () => {
  await joinAs(one, 'one');
  expect(await one.client.sync.status()).toMatchObject({
    ...{ phase: 'asking', hub: { address: '10.0.0.5', fingerprint: '4821 0937 5560', name: 'one' } },
  });
  await expect(joinAs(one, 'one')).rejects.toMatchObject({ code: 'SYNC_JOINED' });
  expect(await one.client.sync.forget()).toMatchObject({ phase: 'none', hub: null });
  expect((await newestTold(one, 2)).map(({ action }) => action)).toEqual(['hub-forgotten', 'hub-joined']);
  await joinAs(one, 'one');
  await world.letIn('one', '*');
  const before = await synced(one);
  expect(before.lastOkAt).not.toBeNull();
  await expect(one.client.sync.forget()).rejects.toMatchObject({ code: 'SYNC_JOINED' });

  await world.letIn('other', '*');
  await joinAs(other, 'other');
  await synced(other);
  expect([...(await studentIds(other)).keys()].sort()).toEqual(['张三', '李四', '王五'].sort());
  const student = (await studentIds(other)).get('张三')!;
  expect(await other.client.sync.ofStudent({ student })).toEqual({ state: 'registered' });
}, 60_000);

it('works without the hub, tells what waits, and brings it when the hub answers again', async () => {
  world.cut = true;
  await offline(one);
  const student = (await studentIds(one)).get('李四')!;
  await one.client.students.setFields({ id: student, values: { phone: '13911112222' }, reason: '本人' });
  const waiting = await one.client.sync.waiting({});
  expect(waiting.items.map(({ name, student: of }) => [name, of?.name])).toContainEqual([
    'student.setFields',
    '李四',
  ]);
  expect(await one.client.sync.ofStudent({ student })).toEqual({ state: 'waiting' });
  expect(await one.client.sync.marks({ students: [student] })).toEqual([{ student, state: 'waiting' }]);
  expect(await one.client.sync.status()).toMatchObject({ trouble: { code: 'HUB_UNREACHABLE' } });
  world.cut = false;
  await synced(one);
  expect(await one.client.sync.ofStudent({ student })).toEqual({ state: 'registered' });
  await synced(other);
  const there = await other.client.students.get({ id: student, campaign: null });
  // Masked by default like everything else.
  expect(there.values.phone).toBe('139****2222');
}, 60_000);

/** Both say otherwise without knowing of each other; the second is told. */
async function dispute(name: string, values: [Record<string, string>, Record<string, string>]) {
  const student = (await studentIds(one)).get(name)!;
  world.cut = true;
  for (const [at, core] of [one, other].entries()) {
    await offline(core);
    await core.client.students.setFields({ id: student, values: values[at]!, reason: '' });
  }
  world.cut = false;
  await synced(one);
  await synced(other);
  await synced(one);
  return student;
}

it('keeps what two said otherwise, shows both, and is settled by either, once', async () => {
  const student = await dispute('张三', [{ phone: '13700000001' }, { phone: '13600000002' }]);
  for (const core of [one, other]) {
    const { items, total } = await core.client.sync.conflicts({});
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      ...{ entity: 'record', student: { id: student, name: '张三' }, canType: true, isGone: false },
      fields: [{ field: 'phone', mine: '136****0002', theirs: '137****0001', now: '137****0001' }],
      mine: { isHere: core === other, computer: 'other' },
      theirs: { isHere: core === one, computer: 'one' },
    });
    expect(await core.client.sync.ofStudent({ student })).toEqual({ state: 'conflict' });
    expect(await core.client.sync.status()).toMatchObject({ conflicts: 1 });
  }
  const [conflict] = (await one.client.sync.conflicts({})).items;
  const typed = { conflicts: [conflict!.id], take: 'typed' as const };
  await expect(resultOf(await one.client.sync.resolve({ ...typed, values: null }))).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(
    resultOf(await one.client.sync.resolve({ ...typed, values: { name: '张叁' } })),
  ).rejects.toMatchObject({ code: 'CONFLICT_REFUSED' });
  const settled = await resultOf<{ batch: string | null; settled: number }>(
    await one.client.sync.resolve({ ...typed, values: { phone: '13500000003' } }),
  );
  expect(settled.settled).toBe(1);
  await synced(one);
  await synced(other);
  expect(await other.client.sync.conflicts({})).toMatchObject({ total: 0, items: [] });
  const there = await other.client.students.get({ id: student, campaign: null });
  expect(there.values.phone).toBe('135****0003');
  await expect(
    resultOf(await one.client.sync.resolve({ conflicts: [conflict!.id], take: 'mine' })),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  // Taken back, it is open again on both.
  await resultOf(await one.client.imports.undo({ batch: settled.batch! }));
  await synced(one);
  await synced(other);
  expect(await other.client.sync.conflicts({})).toMatchObject({ total: 1 });
  await resultOf(await other.client.sync.resolve({ conflicts: [conflict!.id], take: 'theirs' }));
  await synced(other);
  await synced(one);
  expect(await one.client.sync.status()).toMatchObject({ conflicts: 0 });
}, 120_000);

it('shows conflicts and what waits only of those whom the asker may see', async () => {
  await dispute('王五', [{ phone: '13700000004' }, { phone: '13600000004' }]);
  const scoped = (college: string) =>
    one.openSession({
      as: { user: 'u', name: '秘书', role: 'clerk', scope: { kind: 'colleges', colleges: [college] } },
    }).client.sync;
  expect(await scoped('理学院').conflicts({})).toMatchObject({ total: 1 });
  expect(await scoped('文学院').conflicts({})).toMatchObject({ total: 0, items: [], groups: [] });
  expect(await scoped('文学院').status()).toMatchObject({ conflicts: 0 });
  const [conflict] = (await one.client.sync.conflicts({})).items;
  await expect(
    resultOf(await scoped('文学院').resolve({ conflicts: [conflict!.id], take: 'theirs' })),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { group } = conflict!;
  const whole = one.openSession({ as: { user: 'u', name: '员', role: 'clerk', scope: WHOLE_SCHOOL } });
  expect(await resultOf(await whole.client.sync.resolve({ group, take: 'mine' }))).toMatchObject({
    settled: 1,
  });
  await synced(one);
  await synced(other);
}, 60_000);

it('tells what the hub refused, with the reason and what was typed, until somebody has looked at it', async () => {
  const student = (await studentIds(other)).get('王五')!;
  // The desk is narrowed to one college while it is cut off; what it did of another is refused.
  world.cut = true;
  await offline(other);
  await other.client.students.setFields({ id: student, values: { email: 'wang@example.com' }, reason: '' });
  await world.hub.grant('other', ['文学院']);
  world.cut = false;
  await synced(other);
  const status = await other.client.sync.status();
  expect(status.refused).toBeGreaterThan(0);
  const { items } = await other.client.sync.refused({});
  const refused = items.find(({ name }) => name === 'student.setFields')!;
  expect(refused).toMatchObject({ why: 'scope', seen: false });
  expect(refused.fields).toContainEqual({ entity: 'record', field: 'email', value: 'w***@example.com' });
  const seen = await other.client.sync.noteSeen({ mids: items.map(({ mid }) => mid) });
  expect(seen.refused).toBe(0);
  expect((await other.client.sync.refused({})).items.every((one) => one.seen)).toBe(true);
  // What words mean in the school is not a college's to say, which has nothing to do with where students went.
  const words = [{ field: 'collegeName' as const, written: '文院', meant: '文学院' }];
  await resultOf(await other.client.words.save({ words, how: 'typed' }));
  await synced(other);
  expect((await other.client.sync.refused({})).items[0]).toMatchObject({ why: 'school', seen: false });
  // What it may not hold any more is gone from it.
  expect([...(await studentIds(other)).keys()].sort()).toEqual(['张三', '李四'].sort());
}, 60_000);

it('says that the hub takes the desk no more', async () => {
  await world.hub.grant('other', null);
  const status = await other.client.sync.now();
  expect(status.phase).toBe('stopped');
  expect(status.why).toBe('revoked');
});

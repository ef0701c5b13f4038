import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eraseStudents } from '../../electron/changes/erase/eraseStudents.ts';
import { saveSecret } from '../../electron/db/tables/personSecret.ts';
import { waitingMids } from '../../electron/sync/bundle/upEntries.ts';
import { MemoryDisk } from './bundle/MemoryDisk.ts';
import { type SharedDesk, SharedScene } from './SharedScene.ts';

/** Every operation with XUEJI_CUTS=1. */
const STEP = process.env.XUEJI_CUTS ? 1 : 5;

/** Turns at a shared folder, one by one: when something is written, what is left lying, and what a kill leaves behind. */
async function begun() {
  const scene = await SharedScene.make();
  const disk = new MemoryDisk();
  await scene.settle(disk.files);
  const { office, other, root } = scene;
  const folder = (side: 'in' | 'out', { sim }: SharedDesk) => join(root, side, sim.name);
  const lying = (side: 'in' | 'out', desk: SharedDesk) => disk.names(folder(side, desk));
  const turn = (desk: SharedDesk) => desk.turn(disk.files, root);
  const hubTurn = () => scene.hubTurn(disk.files);
  const quiet = async () => {
    for (const desk of scene.desks) expect(await turn(desk)).toMatchObject({ taken: [], written: null });
    expect(await hubTurn()).toMatchObject({ taken: [], written: [] });
  };
  await quiet();
  return { scene, disk, office, other, root, folder, lying, turn, hubTurn, quiet };
}

it('a desk leaves what the hub has not got yet, writes it again where it is lost, and takes it away then', async () => {
  const { scene, disk, office, lying, turn, hubTurn, folder, quiet } = await begun();
  scene.edit(office, '1');
  expect((await turn(office)).written).toMatchObject({ mutations: 2 });
  scene.edit(office, '2');
  expect((await turn(office)).written).toMatchObject({ mutations: 4 });
  expect(await turn(office)).toMatchObject({ written: null, swept: 0 });
  expect(lying('in', office)).toHaveLength(2);
  for (const name of lying('in', office)) await disk.files.remove(join(folder('in', office), name));
  expect((await turn(office)).written).toMatchObject({ mutations: 4 });
  await hubTurn();
  expect(lying('in', office)).toHaveLength(1);
  // What the hub answered is here now, and what it has is gone; where the desk is by now stays, and is no news.
  expect((await turn(office)).swept).toBe(1);
  expect(waitingMids(office.sim.db)).toBeNull();
  await scene.settle(disk.files);
  await quiet();
});

it('a desk that was put back goes on behind the numbers that lie there', async () => {
  const { scene, office, lying, turn } = await begun();
  scene.edit(office, '1');
  await turn(office);
  const before = lying('in', office);
  office.sim.db.write("DELETE FROM local WHERE key IN ('sync bundle', 'sync bundle share')").run();
  scene.edit(office, '2');
  expect((await turn(office)).written).toMatchObject({ mutations: 4 });
  expect(lying('in', office)).toEqual([...before.slice(-1), expect.any(String)]);
});

it('nothing counts as written that could not be', async () => {
  const { scene, disk, office, other, turn, hubTurn } = await begun();
  scene.edit(office, '1');
  const full = () => Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  /** Tried again and again, each time a moment further, until it can write. */
  const untilWritten = async (work: () => Promise<unknown>) => {
    let tries = 0;
    for (;;) {
      disk.failAt(tries + 1, full());
      const failed = await work().then(
        () => false,
        () => true,
      );
      if (!failed) {
        disk.failAt(Number.MAX_SAFE_INTEGER, full());
        return tries;
      }
      tries += 1;
    }
  };
  await turn(office);
  expect(await untilWritten(hubTurn)).toBeGreaterThan(10);
  // Where it is by then is all that the other has to say.
  expect(await untilWritten(() => turn(other))).toBeGreaterThan(10);
  expect(scene.phone(other)).toBe('1');
  await hubTurn();
  const { seen_seq: seen } = scene.hub.raw
    .prepare("SELECT seen_seq FROM device WHERE id = 'other'")
    .get() as { seen_seq: number };
  const cursor = "SELECT value FROM sync_state WHERE key = 'cursor'";
  expect(other.sim.db.read<{ value: string }>(cursor).get()).toEqual({ value: String(seen) });
});

it('what came over the network meanwhile is remembered as well, and not opened at every turn', async () => {
  const { scene, office, other, turn, hubTurn } = await begun();
  scene.edit(office, '1');
  await turn(office);
  await hubTurn();
  while ((await other.sim.client(scene.hub.calls()).pull()).kind === 'more');
  expect((await turn(other)).taken).toMatchObject([{ isKnown: true }]);
  expect((await turn(other)).taken).toEqual([]);
});

it('files that are lacking, what people sign in by, and who was erased are news, both ways', async () => {
  const { scene, office, other, turn, hubTurn, quiet } = await begun();
  const values = { kind: 'person', signInName: 'boss', name: 'boss', role: 'admin', state: 'active' };
  office.sim.scene.write('people.save', {
    ...{ id: 'boss', at: 1, actor: '管理员' },
    values: { ...values, colleges: null },
  } as never);
  const rounds = async () => {
    for (let round = 0; round < 4; round++) {
      for (const desk of scene.desks) await turn(desk);
      await hubTurn();
    }
    await quiet();
  };
  await rounds();
  saveSecret(office.sim.db, 'boss', { hash: 'argon2id$x', mustChange: false, setAt: 5 });
  expect((await turn(office)).written).toMatchObject({ mutations: 0 });
  expect((await hubTurn()).written).toMatchObject([{ device: 'office' }]);
  await rounds();
  expect(office.sim.db.read('SELECT hub_ver AS ver FROM person_secret').get()).toEqual({ ver: 1 });

  const bytes = randomBytes(10_000);
  office.sim.scene.photos('graduation', [
    { student: scene.student, hash: (await office.blobs.put(bytes)).hash },
  ]);
  await turn(office);
  await hubTurn();
  // Its row comes over the network, and the file does not.
  while ((await other.sim.client(scene.hub.calls()).pull()).kind === 'more');
  await turn(other);
  await hubTurn();
  await rounds();
  await other.blobs.remove(createHash('sha256').update(bytes).digest('hex'));
  other.sim.db.write("UPDATE sync_blob SET state = 'want'").run();
  expect((await turn(other)).written).toMatchObject({ mutations: 0 });
  expect((await hubTurn()).written).toMatchObject([{ device: 'other' }]);
  await turn(other);
  expect(await other.blobs.read(createHash('sha256').update(bytes).digest('hex'))).toEqual(bytes);
  await rounds();
});

it('who was erased goes through the folder as well, and that it is done comes back to where it was begun', async () => {
  const { office, other, turn, hubTurn } = await begun();
  const { db } = office.sim;
  const { n } = db.read<{ n: number }>('SELECT n FROM student').get()!;
  const by = { person: null, name: '管理员', role: 'admin', session: '' };
  db.transaction(() => {
    const context = { at: office.sim.now, by, reason: '期满', erasure: '1'.repeat(32) };
    for (const _ of eraseStudents(db, [n], context));
  });
  expect((await turn(office)).written).toMatchObject({ mutations: 0 });
  await hubTurn();
  await turn(other);
  expect(other.sim.db.read('SELECT count(*) AS n FROM student').get()).toEqual({ n: 0 });
  const standing = () => {
    const told = db.read<{ standing: string }>('SELECT standing FROM erasure').get()!.standing;
    return (JSON.parse(told) as { name: string; doneAt: number | null }[])
      .filter(({ doneAt }) => doneAt !== null)
      .map(({ name }) => name);
  };
  await turn(office);
  expect(standing()).not.toContain('other');
  // Nothing else is new at the hub than that the other has done it.
  await hubTurn();
  await turn(office);
  expect(standing()).toEqual(['office', 'other']);
});

it('the hub writes for whoever was there alone, behind all that came, and again what was lost', async () => {
  const { scene, disk, office, other, lying, turn, hubTurn, folder } = await begun();
  await scene.hub.enrol('third', '*');
  scene.sticks.know('third');
  scene.edit(other, '1');
  await turn(other);
  const before = lying('out', office);
  const { taken, written } = await hubTurn();
  expect([taken.length, written.map(({ device }) => device)]).toEqual([1, ['office', 'other']]);
  // One for each, with all that came: also for whom is looked at before.
  expect(lying('out', office).filter((name) => !before.includes(name))).toHaveLength(1);
  expect((await hubTurn()).written).toEqual([]);
  for (const name of lying('out', office)) await disk.files.remove(join(folder('out', office), name));
  expect((await hubTurn()).written).toMatchObject([{ device: 'office' }]);
  await turn(office);
  expect(scene.phone(office)).toBe('1');
});

it('the hub takes away what its device says to have, and nothing else, and what is of an epoch of before', async () => {
  const { scene, office, other, lying, turn, hubTurn } = await begun();
  scene.edit(office, '1');
  await turn(office);
  await hubTurn();
  const first = lying('out', other).at(-1);
  expect(await hubTurn()).toMatchObject({ swept: 0 });
  expect(lying('out', other)).toContain(first);
  await turn(other);
  await hubTurn();
  expect(lying('out', other)).toEqual([]);
  scene.edit(office, '2');
  await turn(office);
  await hubTurn();
  const [second] = lying('out', other);
  scene.hub.restore(scene.hub.backUp(), true);
  await hubTurn();
  expect(lying('out', other)).not.toContain(second);
});

it('a desk that needs everything anew, or has nothing yet, finds it there, however often the hub looks', async () => {
  const { scene, office, other, turn, hubTurn, lying } = await begun();
  const copy = scene.hub.backUp();
  scene.edit(office, '1');
  await turn(office);
  await hubTurn();
  await turn(other);
  scene.hub.restore(copy);
  for (const desk of scene.desks) await turn(desk);
  for (let round = 0; round < 3; round++) await hubTurn();
  expect(lying('out', other)).not.toEqual([]);
  expect((await turn(other)).taken).toContainEqual(expect.objectContaining({ isWhole: true }));
  await turn(office);
  for (let round = 0; round < 3; round++) {
    await hubTurn();
    for (const desk of scene.desks) await turn(desk);
  }
  for (const desk of scene.desks) expect(scene.phone(desk)).toBe('1');
});

it.each(['office', 'hub'] as const)(
  'killed before any operation of a turn of the %s, the next one goes on: nothing lost, twice or half',
  async (victim) => {
    let kills = 0;
    for (let at = 1; ; at += STEP) {
      const { scene, disk, office, other, turn, hubTurn, folder } = await begun();
      scene.edit(office, '1');
      scene.edit(other, '2');
      if (victim === 'hub') for (const desk of scene.desks) await turn(desk);
      const work = () => (victim === 'hub' ? hubTurn() : turn(office));
      const wasKilled = await disk.killedAt(at, work);
      kills += wasKilled ? 1 : 0;
      await scene.settle(disk.files);
      expect(scene.phone(office)).toBe(scene.phone(other));
      for (const desk of scene.desks) {
        expect(waitingMids(desk.sim.db)).toBeNull();
        for (const side of ['in', 'out'] as const)
          expect(disk.names(folder(side, desk)).filter((name) => name.startsWith('.'))).toEqual([]);
      }
      if (!wasKilled) break;
    }
    expect(kills * STEP).toBeGreaterThan(20);
  },
  240_000,
);

import { cpSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase, STORE_FILE } from '../../electron/db/openDatabase.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { hubStatus } from '../../electron/hub/hubStatus.ts';
import { expectReplayEqual } from '../harness/storeInvariants.ts';
import { STORE_KEY } from '../harness/storeKey.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { GrantWorld, markOf, STUDENTS } from './rig/GrantWorld.ts';

/** Changes of the grant in one world: of longer ones the log only grows. */
const CHANGES = 50;
/** XUEJI_GRANTS=10000: so many changes in all, of as many worlds as that takes; some ten minutes. */
const WORLDS = Math.ceil(Number(process.env.XUEJI_GRANTS ?? 200) / CHANGES);

describe('what a grant takes away leaves the disk (I11)', () => {
  it.each(Array.from({ length: WORLDS }, (_, at) => String(at + 1)))(
    `leaves no byte after each of ${CHANGES} changes of the grant (seed %s)`,
    async (seed) => {
      const world = await GrantWorld.make(seededRandom(seed, 'grants'));
      for (let change = 0; change < CHANGES; change++) {
        await world.live();
        await world.changeGrant();
        await world.settle();
        const bytes = world.clerk.db.raw.serialize();
        for (const mark of world.forbidden())
          if (bytes.includes(mark))
            throw new Error(`change ${change}: ${mark} is left in ${world.whereIs(mark)}`);
        for (const mark of world.allowed())
          if (!bytes.includes(mark)) throw new Error(`change ${change}: ${mark} is missing`);
        if (change % 10 === 0) expectReplayEqual(world.clerk.db);
        const clerk = (await hubStatus(world.hub.db)).devices.find(({ id }) => id === 'clerk');
        expect(clerk?.owesPurge).toBe(false);
      }
      expect(world.refusals).toBeGreaterThan(0);
    },
    600_000,
  );

  it('leaves no byte of a student whom a desk was not to make', async () => {
    const world = await GrantWorld.make(seededRandom('made', 'grants'));
    await world.setGrant(['法学院']);
    await world.settle();
    const mark = markOf('sx');
    const rows = [{ student: 'sx', isNew: true, values: { name: mark, collegeName: '文学院' } }];
    world.clerk.scene.write('import.chunk', { source: 'sis', chunk: 0, rows });
    expect(world.clerk.db.raw.serialize().includes(mark)).toBe(true);
    await world.settle();
    expect(world.clerk.db.raw.serialize().includes(mark)).toBe(false);
    expectReplayEqual(world.clerk.db);
  });

  it.each([
    ['encrypted', STORE_KEY],
    ['plain', null],
  ])('leaves no byte in any file of an %s store', async (_, key) => {
    const folder = join(temporaryFolder(), 'data');
    const world = await GrantWorld.make(seededRandom('files', 'grants'), openDatabase(folder, key));
    const { db } = world.clerk;
    for (let day = 0; day < 20; day++) await world.live();
    await world.setGrant(['法学院', '文学院']);
    await world.settle();
    const held = STUDENTS.filter((student) => world.scopeOf(student) === '文学院').map(markOf);
    expect(held.length).toBeGreaterThan(0);
    const files = () => {
      const copy = join(temporaryFolder(), 'copy');
      cpSync(folder, copy, { recursive: true });
      // The same pages, the free ones among them, as they are without the key.
      if (key !== null) {
        const opened = openDatabase(copy, key);
        opened.raw.pragma('journal_mode = DELETE');
        opened.raw.pragma("rekey = ''");
        opened.raw.close();
      }
      return globSync(join(copy, '**'))
        .filter((file) => statSync(file).isFile())
        .map((file) => readFileSync(file));
    };
    const found = (mark: string) => files().some((bytes) => bytes.includes(mark));
    for (const mark of held) expect(found(mark)).toBe(true);
    await world.setGrant(['法学院']);
    await world.settle();
    for (const mark of held) expect(found(mark)).toBe(false);
    const own = STUDENTS.filter((student) => world.scopeOf(student) === '法学院').map(markOf);
    for (const mark of own) expect(found(mark)).toBe(true);
    expectReplayEqual(db);
    expect(statSync(join(folder, STORE_FILE)).isFile()).toBe(true);
    db.raw.close();
  });
});

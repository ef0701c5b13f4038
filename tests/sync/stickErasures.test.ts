import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { EraseScene } from './EraseScene.ts';
import { checkPrefix } from './rig/invariants.ts';
import { refusedFor, Sticks } from './Sticks.ts';

const E1 = '1'.repeat(32);
const E2 = '2'.repeat(32);

/** Desks that pass everything on sticks, who was erased among it. */
class ErasingSticks {
  readonly scene: EraseScene;
  readonly #sticks: Sticks;

  private constructor(scene: EraseScene) {
    this.scene = scene;
    this.#sticks = new Sticks(scene.hub);
    this.#sticks.know('office', 'late');
  }

  static async make(grants: Record<string, string[]> = {}): Promise<ErasingSticks> {
    const sticks = new ErasingSticks(await EraseScene.make(['office', 'late'], grants));
    sticks.scene.record('office', 's1', '要走的人');
    sticks.scene.record('office', 's2', '留下的人');
    await sticks.rounds();
    return sticks;
  }

  up(name: string): Promise<string> {
    return this.#sticks.up(this.scene.desk(name));
  }

  async takeUp(path: string): Promise<void> {
    await this.#sticks.takeUp(path);
  }

  down(name: string, whole = false): Promise<string> {
    return this.#sticks.down(name, { whole });
  }

  async takeDown(name: string, path: string): Promise<void> {
    await this.#sticks.takeDown(this.scene.desk(name), path);
  }

  rounds(): Promise<void> {
    return this.#sticks.rounds(this.scene.desk('office'), this.scene.desk('late'));
  }

  standing(): Record<string, boolean> {
    const { db } = this.scene.desk('office');
    const { standing } = db.read<{ standing: string | null }>('SELECT standing FROM erasure').get()!;
    const devices = JSON.parse(standing ?? '[]') as { name: string; doneAt: number | null }[];
    return Object.fromEntries(devices.map(({ name, doneAt }) => [name, doneAt !== null]));
  }
}

describe('erasures on sticks (I18)', () => {
  it('go to the hub and to a desk that was never online since, with what waits there, and are confirmed', async () => {
    const sticks = await ErasingSticks.make();
    const { scene } = sticks;
    scene.desk('late').scene.edit('s1', { phone: '13800001111' });
    scene.desk('late').scene.edit('s2', { phone: '13900002222' });
    const ofBefore = await sticks.down('office');
    scene.erase('office', 's1', E1);
    // What the hub wrote before it heard of it is not taken: it might show them again.
    scene.desk('late').scene.edit('s1', { className: '秘密备注' });
    await sticks.takeUp(await sticks.up('late'));
    const later = await sticks.down('office');
    for (const path of [ofBefore, later, await sticks.down('office', true)])
      await expect(sticks.takeDown('office', path).catch(refusedFor('erased'))).resolves.toBeUndefined();
    expect(scene.students('office')).toEqual(['s2']);
    await sticks.takeUp(await sticks.up('office'));
    expect(scene.foundAtHub()).toEqual([]);
    await sticks.takeDown('late', await sticks.down('late'));
    expect(scene.students('late')).toEqual(['s2']);
    await sticks.takeDown('office', await sticks.down('office'));
    expect(sticks.standing()).toEqual({ office: true, late: false });
    // That nothing is left there goes to the hub by the next stick, and from there to the office.
    await sticks.takeUp(await sticks.up('late'));
    await sticks.takeDown('office', await sticks.down('office'));
    expect(sticks.standing()).toEqual({ office: true, late: true });
    await sticks.rounds();
    for (const name of ['office', 'late']) {
      expect(scene.found(name)).toEqual([]);
      checkPrefix(scene.hub, scene.desk(name), '*');
      expect(scene.desk(name).db.read('SELECT told, seal IS NULL AS bare FROM erasure').all()).toEqual([
        { told: 1, bare: 0 },
      ]);
    }
    const { phone } = scene
      .desk('office')
      .db.read<{ phone: string }>("SELECT phone FROM student WHERE id = 's2'")
      .get()!;
    expect(phone).toBe('13900002222');
  });

  it('come back to a hub that was put back, and are told to a desk that a college’s hub does not take them from', async () => {
    const sticks = await ErasingSticks.make({ late: ['法学院'] });
    const { scene } = sticks;
    const before = scene.hub.backUp();
    scene.erase('office', 's1', E1);
    await sticks.rounds();
    expect(scene.students('late')).toEqual(['s2']);
    scene.hub.restore(before);
    expect(scene.foundAtHub()).toContain('要走的人');
    // What is refused of a hub that was put back says what comes next; a few sticks suffice.
    for (let round = 0; round < 5; round++)
      for (const name of ['late', 'office']) {
        await sticks.takeUp(await sticks.up(name)).catch(refusedFor('epoch'));
        await sticks.takeDown(name, await sticks.down(name)).catch(refusedFor('erased'));
      }
    expect(scene.foundAtHub()).toEqual([]);
    for (const name of ['office', 'late']) expect(scene.students(name)).toEqual(['s2']);
    scene.erase('late', 's2', E2);
    await sticks.takeUp(await sticks.up('late'));
    await sticks.takeDown('late', await sticks.down('late'));
    expect(scene.desk('late').db.read('SELECT refused FROM erasure WHERE id = ?').get(E2)).toEqual({
      refused: 1,
    });
    expect(scene.students('office')).toEqual(['s2']);
  });

  it('an old stick that comes again does not make them news, and what is done later is told later', async () => {
    const sticks = await ErasingSticks.make();
    const { scene } = sticks;
    const old = await sticks.down('office');
    scene.erase('office', 's1', E1);
    await sticks.rounds();
    const marks = (name: string) =>
      scene.desk(name).db.read('SELECT wanted, told, done FROM erasure').all() as object[];
    expect(marks('office')).toEqual([{ wanted: 0, told: 1, done: 1 }]);
    await sticks.takeDown('office', old);
    expect(marks('office')).toEqual([{ wanted: 0, told: 1, done: 1 }]);
    // Something of them could not be taken off that disk until now.
    scene.desk('late').db.write('UPDATE erasure SET done = 0, told = 0').run();
    scene.hub.raw.prepare("DELETE FROM erasure_receipt WHERE device = 'late'").run();
    await sticks.takeUp(await sticks.up('late'));
    await sticks.takeDown('office', await sticks.down('office'));
    expect(sticks.standing()).toEqual({ office: true, late: true });
  });

  it.each(['1', '2', '3', '4', '5', '6', '7', '8'])(
    'come to the same as over the network, in any order, twice and lost (seed %s)',
    async (seed) => {
      const sticks = await ErasingSticks.make();
      const { scene } = sticks;
      const random = seededRandom(Number(seed), 'erasures on sticks');
      const lying: { path: string; name: string; kind: 'up' | 'down' }[] = [];
      let isErased = false;
      for (let step = 0; step < 60; step++) {
        const name = random.pick(['office', 'late']);
        const on = (kind: 'up' | 'down') => lying.filter((one) => one.kind === kind && one.name === name);
        await random.weighted<() => unknown>([
          [
            () =>
              scene.students(name).includes('s1') &&
              scene.desk(name).scene.edit('s1', { phone: '13800001111' }),
            2,
          ],
          [() => scene.desk(name).scene.edit('s2', { phone: `139${String(10_000_000 + step)}` }), 3],
          [async () => lying.push({ path: await sticks.up(name), name, kind: 'up' }), 4],
          [async () => lying.push({ path: await sticks.down(name), name, kind: 'down' }), 4],
          [
            async () => {
              const ups = on('up');
              if (ups.length > 0) await sticks.takeUp(random.pick(ups).path);
            },
            5,
          ],
          [
            async () => {
              const downs = on('down');
              if (downs.length === 0) return;
              await sticks.takeDown(name, random.pick(downs).path).catch((error: unknown) => {
                if (!(error instanceof AppError) || error.code !== 'BUNDLE_REFUSED') throw error;
              });
            },
            5,
          ],
          [() => scene.round(name), 0.7],
          [
            () => {
              if (isErased) return;
              isErased = true;
              scene.erase('office', 's1', E1);
            },
            step > 20 ? 3 : 0.2,
          ],
        ])();
        if (isErased) expect(scene.students('office')).not.toContain('s1');
      }
      if (!isErased) scene.erase('office', 's1', E1);
      await sticks.rounds();
      expect(scene.foundAtHub()).toEqual([]);
      for (const name of ['office', 'late']) {
        expect(scene.students(name)).toEqual(['s2']);
        expect(scene.found(name)).toEqual([]);
        checkPrefix(scene.hub, scene.desk(name), '*');
      }
      expect(sticks.standing()).toEqual({ office: true, late: true });
    },
  );
});

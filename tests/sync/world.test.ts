import { expect, it } from 'vitest';
import { World } from './rig/World.ts';

const SEEDS = (process.env.XUEJI_SEED ?? '1,2,3').split(',');

it.each(SEEDS)(
  'desks and their hub come to the same, whatever is lost on the way (seed %s)',
  async (seed) => {
    const world = new World(seed, { desks: 4, steps: 200, loss: 0.3 });
    await world.begin();
    await world.run();
    await world.settle();
    expect(world.faults).toBeGreaterThan(0);
  },
);

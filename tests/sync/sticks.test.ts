import { expect, it } from 'vitest';
import { StickWorld } from './StickWorld.ts';

const SEEDS = process.env.XUEJI_SEED?.split(',') ?? ['1', '2', '3', '9', '12', '21'];

it.each(SEEDS)(
  'bundles and network in any order come to the same: lost, twice, out of order, cut short, of another desk (I18, seed %s)',
  async (seed) => {
    const world = new StickWorld(seed, 0.4);
    try {
      await world.begin();
      for (let step = 0; step < 300; step++) await world.step();
      await world.settle();
    } finally {
      world.close();
    }
    expect(world.counts['up taken']).toBeGreaterThan(2);
    expect(world.counts['down taken']).toBeGreaterThan(2);
  },
);

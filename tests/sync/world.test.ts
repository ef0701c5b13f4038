import { expect, it } from 'vitest';
import { liveWorld } from './rig/runWorlds.ts';

/**
 * Seeds that once found something in the engine or in the rig: they are lived through first, for ever. What a seed does
 * changes with what the rig can do; what was found has a test of its own where it could be told as a story.
 */
const FOUND = [
  '1',
  '2',
  '14',
  '18',
  '19',
  '29',
  '46',
  '100',
  '110',
  '116',
  '268',
  '382',
  '554',
  '1141',
  '1356',
  '1040',
  '3015',
  '3059',
  '3078',
  '5051',
  '5072',
  '1466',
  '1183',
  '1210',
  '1303',
  '6012',
  '5151',
  '1198',
  '8038',
  '300189',
  '300972',
  '301662',
  '301165',
  '303060',
  '303722',
  '304505',
  '305224',
  '305809',
  '307005',
  '310137',
  '311165',
  '312629',
  '1592',
  '100414',
];
const SEEDS = process.env.XUEJI_SEED?.split(',') ?? [...FOUND, '3'];

it.each(SEEDS)(
  'desks and their hub come to the same, whatever is lost, cut off, cloned or put back on the way (seed %s)',
  async (seed) => {
    const { broken, faults } = await liveWorld(seed);
    expect(broken).toBeNull();
    expect(Object.keys(faults).length).toBeGreaterThan(3);
  },
);

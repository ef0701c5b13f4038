import { seededRandom } from '../../../electron/demo/seededRandom.ts';
import { World } from './World.ts';

export interface Lived {
  seed: string;
  faults: Record<string, number>;
  /** What people did at their desks. */
  work: Record<string, number>;
  /** What became of it at the hub, and why something was refused. */
  outcomes: Record<string, number>;
  /** What did not hold, if something did not. */
  broken: string | null;
  stack: string | null;
}

/** How often something happens on the way, and to a desk: where it is always rough little gets done, and that is not enough either. */
const WEATHER: readonly (readonly [loss: number, cuts: number])[] = [
  [0.35, 0.15],
  [0.55, 0.3],
  [0.75, 0.45],
];

/** The world of a seed, before anything happened in it. */
export function worldOf(seed: string): World {
  const [loss, cuts] = seededRandom(seed, 'weather').pick(WEATHER);
  const hasOld = seededRandom(seed, 'versions').chance(0.25);
  return new World(seed, { desks: 4, steps: 400, loss, cuts, hasOld });
}

/** A world from beginning to end, by its seed. Never throws: what went wrong is told. */
export async function liveWorld(seed: string): Promise<Lived> {
  const world = worldOf(seed);
  try {
    await world.begin();
    await world.run();
    await world.settle();
    return { seed, ...told(world), broken: null, stack: null };
  } catch (error) {
    const { message, stack } = error as Error;
    return { seed, ...told(world), broken: message, stack: stack ?? null };
  } finally {
    world.close();
  }
}

function told({ faults, work, served }: World): Pick<Lived, 'faults' | 'work' | 'outcomes'> {
  const { judged, codes } = served.witness;
  return { faults, work, outcomes: { ...judged, ...codes } };
}

/** node tests/sync/rig/runWorlds.ts FIRST COUNT: so many worlds, one line of JSON each. Ends at the first that is broken. */
if (import.meta.main) {
  const [first, count] = process.argv.slice(2).map(Number) as [number, number];
  for (let seed = first; seed < first + count; seed++) {
    const lived = await liveWorld(String(seed));
    process.stdout.write(`${JSON.stringify(lived)}\n`);
    if (lived.broken) break;
  }
}

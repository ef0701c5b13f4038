import { World } from './World.ts';

export interface Lived {
  seed: string;
  faults: Record<string, number>;
  /** What did not hold, if something did not. */
  broken: string | null;
  stack: string | null;
}

/** A world from beginning to end, by its seed. Never throws: what went wrong is told. */
export async function liveWorld(seed: string): Promise<Lived> {
  const world = new World(seed, { desks: 4, steps: 400, loss: 0.45 });
  try {
    await world.begin();
    await world.run();
    await world.settle();
    return { seed, faults: world.faults, broken: null, stack: null };
  } catch (error) {
    const { message, stack } = error as Error;
    return { seed, faults: world.faults, broken: message, stack: stack ?? null };
  } finally {
    world.close();
  }
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

import { liveWorld } from '../rig/runWorlds.ts';

/** node tests/sync/sabotage/liveSeeds.ts FIRST LAST: one line of JSON a world, up to the first that is broken. */
const [first, last] = process.argv.slice(2).map(Number) as [number, number];
for (let seed = first; seed <= last; seed++) {
  const { broken } = await liveWorld(String(seed));
  process.stdout.write(`${JSON.stringify({ seed, broken })}\n`);
  if (broken !== null) break;
}

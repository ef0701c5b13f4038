import { liveWorld } from './runWorlds.ts';

// A process of liveUntil: is told a seed, lives through its world, and tells what happened.
process.on('message', (seed: string) => {
  void liveWorld(seed).then((lived) => process.send!(lived));
});

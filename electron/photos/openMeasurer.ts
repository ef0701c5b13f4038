import { availableParallelism } from 'node:os';
import { type MeasuredPhoto, measurePhoto } from './measurePhoto.ts';
import type { Picture } from './picture.ts';
import { ThreadTeam } from './ThreadTeam.ts';

/** Below this, starting a thread takes longer than measuring. */
const MANY = 40;
/** One measures for four that decode (the threads of libuv, which are no more). */
const MOST_THREADS = 2;

/** As measurePhoto. */
export interface Measurer {
  measure(bytes: Uint8Array, onPicture?: (picture: Picture) => void): Promise<MeasuredPhoto>;
  close(): Promise<void>;
}

/** For so many photos. Those whose pixels are asked for are measured in this thread: the pixels are wanted here. */
export function openMeasurer(photos: number): Measurer {
  const team = photos < MANY ? null : startTeam();
  return {
    measure: (bytes, onPicture) =>
      team === null || onPicture ? measurePhoto(bytes, onPicture) : team.ask(bytes),
    close: async () => team?.close(),
  };
}

function startTeam(): ThreadTeam<Uint8Array, MeasuredPhoto> {
  const entry = import.meta.url.endsWith('.ts') ? './measureWorker.ts' : './measureWorker.js';
  const threads = Math.max(1, Math.min(MOST_THREADS, availableParallelism() >> 1));
  return new ThreadTeam(new URL(entry, import.meta.url), threads);
}

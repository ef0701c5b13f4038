import type { FaceFinder } from '../photos/faces/FaceFinder.ts';
import type { Services } from './services.ts';

/** Null where the face networks cannot run here: whoever asked for them is told, and everything else goes on. */
export async function openFaceFinder({ log }: Services, threads?: number): Promise<FaceFinder | null> {
  const { FaceFinder } = await import('../photos/faces/FaceFinder.ts');
  return FaceFinder.open((message) => log.error('face-networks-unavailable', new Error(message)), {
    threads,
  });
}

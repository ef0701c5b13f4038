import type { FaceFinder } from '../photos/faces/FaceFinder.ts';
import { reportFaces } from './reportFaces.ts';
import type { Services } from './services.ts';

/** Without a finder where the face networks cannot run here: whoever asked for them is told why, and everything else goes on. */
export async function openFaceFinder(
  { log }: Services,
  threads?: number,
): Promise<{ finder: FaceFinder | null; reason: string | null }> {
  const { FaceFinder } = await import('../photos/faces/FaceFinder.ts');
  let reason: string | null = null;
  const onTrouble = (trouble: string) => {
    reason = trouble;
    reportFaces(log, { available: false, failed: 0, reason });
  };
  const finder = await FaceFinder.open(onTrouble, { threads });
  return { finder, reason };
}

import type { CheckOutcome, FACE_CHECKS, PhotoCheck } from '../../../shared/domain/photoFindings.ts';
import type { PhotoStandard } from '../../../shared/domain/photoStandard.ts';
import type { PhotoProperties } from '../measurePhoto.ts';
import { checkFace, FACE_LIMITS } from './checkFace.ts';
import type { FaceMeasures } from './faceMeasures.ts';

type FaceItem = (typeof FACE_CHECKS)[number];

/**
 * What was seen of the face beside what the standard asks for, in pixels of a photo of the standard's size. Whether
 * it passes is what `checkFace` finds. Where the standard says nothing of heads, only how many faces there are.
 */
export function listFaceChecks(
  seen: FaceMeasures,
  properties: PhotoProperties,
  standard: PhotoStandard,
): PhotoCheck[] {
  const { size, head } = standard;
  const found = checkFace(seen, properties, standard);
  const outcome = (item: string): CheckOutcome => {
    const one = found.find(({ params }) => params.case === item);
    if (!one) return 'pass';
    return one.severity === 'note' ? 'note' : 'fail';
  };
  const counted: CheckOutcome = found.some(
    ({ params: { case: what } }) => what === 'none' || what === 'several',
  )
    ? 'fail'
    : 'pass';
  const checks: PhotoCheck[] = [
    { item: 'faces', outcome: counted, is: { count: seen.faces }, wanted: { count: 1 } },
  ];
  const { face, hairTop } = seen;
  if (face === null || size === null || head === null) return checks;
  const add = (item: FaceItem, is: PhotoCheck['is'], wanted: PhotoCheck['wanted']) =>
    checks.push({ item, outcome: is === null ? 'none' : outcome(item), is, wanted });
  const pixels = (share: number, whole: number) => ({ pixels: Math.round(share * whole) });
  add('hair', hairTop === null ? null : pixels(hairTop, size.height), { ...head.hair });
  add('eyes', pixels(face.eyes, size.height), { ...head.eyes });
  add('width', pixels(face.cheeks, size.width), { ...head.width });
  const percent = (share: number) => ({ percent: Math.round(100 * Math.abs(share)) });
  add('centre', percent(face.centre - 0.5), percent(FACE_LIMITS.centre));
  add('tilt', { degrees: Math.round(Math.abs(face.tilt)) }, { degrees: FACE_LIMITS.tilt });
  add('turn', percent(face.turn), percent(FACE_LIMITS.turn));
  return checks;
}

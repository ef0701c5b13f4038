import type { PhotoStandard, PixelRange } from '../../../shared/domain/photoStandard.ts';
import type { PhotoFinding } from '../checkPhoto.ts';
import type { PhotoProperties } from '../measurePhoto.ts';
import type { FaceMeasures } from './faceMeasures.ts';

/** `centre` in shares of the width, `tilt` in degrees. Our own choice, wide enough that only what a person sees at once is told. */
export const FACE_LIMITS = { centre: 0.06, tilt: 7, turn: 0.35 } as const;
/** Pictures of another shape than the standard's say nothing about its pixels. */
const SAME_SHAPE = 0.02;

/** Hints: what the networks saw may be wrong, so nothing here ever blocks. */
export function checkFace(
  seen: FaceMeasures,
  { width, height, orientation }: Pick<PhotoProperties, 'width' | 'height' | 'orientation'>,
  { size, head }: PhotoStandard,
): PhotoFinding[] {
  if (seen.faces === 0) return [hint('warn', { case: 'none' })];
  if (seen.faces > 1 || seen.face === null) return [hint('warn', { case: 'several', count: seen.faces })];
  if (head === null || size === null) return [];
  const shape = orientation >= 5 ? height / width : width / height;
  if (Math.abs(shape / (size.width / size.height) - 1) > SAME_SHAPE) return [];
  const { face, hairTop } = seen;
  const found: PhotoFinding[] = [];
  const compare = (
    name: 'eyes' | 'width' | 'hair',
    severity: 'warn' | 'note',
    pixels: number,
    range: PixelRange,
  ) => {
    if (pixels >= range.least - head.tolerance && pixels <= range.most + head.tolerance) return;
    found.push(hint(severity, { case: name, found: Math.round(pixels), ...range }));
  };
  compare('eyes', 'warn', face.eyes * size.height, head.eyes);
  compare('width', 'warn', face.cheeks * size.width, head.width);
  if (hairTop !== null) compare('hair', 'note', hairTop * size.height, head.hair);
  if (Math.abs(face.centre - 0.5) > FACE_LIMITS.centre) found.push(hint('note', { case: 'centre' }));
  if (Math.abs(face.tilt) > FACE_LIMITS.tilt)
    found.push(hint('note', { case: 'tilt', degrees: Math.round(Math.abs(face.tilt)) }));
  if (Math.abs(face.turn) > FACE_LIMITS.turn) found.push(hint('note', { case: 'turn' }));
  return found;
}

function hint(severity: 'warn' | 'note', params: PhotoFinding['params']): PhotoFinding {
  return { code: 'PHOTO_FACE', severity, suggestion: null, params };
}

import type { StudentImage } from './StudentImage.ts';

/** Sets of colleges that are asked for, each by another person who sees only these. */
const KEPT = 16;

const kept = new WeakMap<StudentImage, { version: number; masks: Map<string, Uint8Array> }>();

/**
 * A 1 for each student (by n) of these colleges, as the image has them; kept as long as it does not change, since
 * whoever sees only these asks every question with it.
 */
export function collegeMask(image: StudentImage, colleges: readonly string[]): Uint8Array {
  let held = kept.get(image);
  if (held?.version !== image.version) {
    held = { version: image.version, masks: new Map() };
    kept.set(image, held);
  }
  const key = JSON.stringify(colleges);
  const known = held.masks.get(key);
  if (known) return known;
  const { codes, values } = image.facets.collegeName;
  const wanted = isOneOf(values, colleges);
  const mask = new Uint8Array(image.size);
  for (let n = 1; n < mask.length; n++) mask[n] = wanted[codes[n]!]!;
  held.masks.set(key, mask);
  if (held.masks.size > KEPT) held.masks.delete(held.masks.keys().next().value!);
  return mask;
}

/** A 1 for each of the values that is among the colleges; '' is no college. */
export function isOneOf(values: readonly string[], colleges: readonly string[]): Uint8Array {
  const chosen = new Set(colleges);
  return Uint8Array.from(values, (value) => (value !== '' && chosen.has(value) ? 1 : 0));
}

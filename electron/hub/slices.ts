/** Below both engines’ limits of parameters of one statement. */
const AT_ONCE = 500;

/** So many as one statement takes. */
export function* slices<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}

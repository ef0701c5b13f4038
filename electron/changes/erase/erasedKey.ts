import { createHash } from 'node:crypto';

/** Hex letters of a key: 128 bits. */
const LENGTH = 32;

/**
 * By what an erased student is known afterwards, so that they are not brought back: enough to say of an id whether it is
 * theirs, and not an id. Whoever can guess an id can look whether it was erased.
 */
export function erasedKey(student: string): string {
  return createHash('sha256').update(`xueji-erased/1\n${student}`, 'utf8').digest('hex').slice(0, LENGTH);
}

import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/domain/errors.ts';
import { CROCKFORD, crockfordForm } from './crockford.ts';

/**
 * A recovery key as it is printed: 160 random bits as 8 groups of 4 characters, each with a fifth that checks it, so
 * that a slip in copying it from paper is told by the number of its group.
 */
const GROUPS = 8;
const GROUP_CHARACTERS = 4;
/** Odd, so that no single wrong character keeps the sum; different, so that two that changed places do not. */
const WEIGHTS = [1, 3, 7, 13];
export const RECOVERY_BYTES = 20;

export function newRecoverySecret(): Uint8Array {
  return new Uint8Array(randomBytes(RECOVERY_BYTES));
}

/** `ABCDE-FGHJK-…` */
export function formatRecoveryKey(secret: Uint8Array): string {
  let bits = BigInt(`0x${Buffer.from(secret).toString('hex')}`);
  const characters: number[] = [];
  for (let at = 0; at < GROUPS * GROUP_CHARACTERS; at++) {
    characters.unshift(Number(bits & 31n));
    bits >>= 5n;
  }
  const groups = Array.from({ length: GROUPS }, (_, group) => {
    const own = characters.slice(group * GROUP_CHARACTERS, (group + 1) * GROUP_CHARACTERS);
    return [...own, checkOf(own, group)].map((value) => CROCKFORD[value]).join('');
  });
  return groups.join('-');
}

/** Also as people type it: small letters, spaces, O for 0, I and L for 1. Throws KEY_WRONG with the group that is wrong. */
export function parseRecoveryKey(text: string): Uint8Array {
  const characters = [...crockfordForm(text)].map((character) => CROCKFORD.indexOf(character));
  const length = GROUP_CHARACTERS + 1;
  let bits = 0n;
  for (let group = 0; group < GROUPS; group++) {
    const own = characters.slice(group * length, group * length + GROUP_CHARACTERS);
    const check = characters[group * length + GROUP_CHARACTERS];
    if (own.length < GROUP_CHARACTERS || own.includes(-1) || checkOf(own, group) !== check) {
      throw new AppError('KEY_WRONG', { case: 'group', group: group + 1 });
    }
    for (const value of own) bits = (bits << 5n) | BigInt(value);
  }
  if (characters.length !== GROUPS * length) throw new AppError('KEY_WRONG', { case: 'recovery' });
  return new Uint8Array(Buffer.from(bits.toString(16).padStart(RECOVERY_BYTES * 2, '0'), 'hex'));
}

function checkOf(values: readonly number[], group: number): number {
  return values.reduce((sum, value, at) => sum + value * WEIGHTS[at]!, group * 5 + 1) % CROCKFORD.length;
}

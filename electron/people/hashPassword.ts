import { argon2id, argon2Verify } from 'hash-wasm';
import { passwordForm } from '../../shared/domain/passwordRules.ts';

/**
 * 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's setting for argon2id. What is stored names its
 * own parameters, so that they may be raised later.
 */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const COST_TEXT = `m=${COST.memorySize},t=${COST.iterations},p=${COST.parallelism}`;

export const SALT_BYTES = 16;

/** `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. `salt`: SALT_BYTES random bytes. */
export function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  return argon2id({ ...COST, password: passwordForm(password), salt, outputType: 'encoded' });
}

export function isPassword(password: string, hash: string): Promise<boolean> {
  return argon2Verify({ password: passwordForm(password), hash });
}

/** Whether a hash was made with other costs than today's, and is made anew when its password is next heard. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(`$argon2id$v=19$${COST_TEXT}$`);
}

/** The hash of no password: what an unknown name is compared with, so that it takes as long as a known one. */
export const NOBODYS_HASH = `$argon2id$v=19$${COST_TEXT}$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;

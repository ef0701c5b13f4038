import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { ReadDb } from '../../db/database.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import { toBase32 } from './base32.ts';

/** Public keys are the school's, in the log, so that every copy of the program that has it can verify. */
export const KEY_SETTING = 'signing-key ';

/** How a public key is kept. */
export interface StoredKey {
  /** SPKI, DER, base64. */
  publicKey: string;
  /** Whose it is; empty: of a computer that does not share this log. */
  device: string;
  /** Since when it is known here, epoch ms. */
  since: number;
  /** Brought in by a person. */
  imported?: true;
}

/** A public key by its fingerprint, as codes name it; null: not of this school. */
export function schoolKey(db: ReadDb, id: string): KeyObject | null {
  const row = storedSetting(db, KEY_SETTING + id);
  if (!row) return null;
  const { publicKey } = JSON.parse(row.value) as StoredKey;
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  // A key that another one was put in the place of is none.
  return keyIdOf(key) === id ? key : null;
}

/** Whether a setting is the public key of a computer of the school, and has the name of that key. Keys that a person brought in are not. */
export function isPublicKeySetting(id: string, value: string): boolean {
  if (!id.startsWith(KEY_SETTING)) return false;
  const stored = shareableKey.safeParse(value);
  return (
    stored.success && isKeyOf(Buffer.from(stored.data.publicKey, 'base64'), id.slice(KEY_SETTING.length))
  );
}

/** A key that a computer made for itself, as text. */
const shareableKey = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.strictObject({ publicKey: z.base64(), device: z.string(), since: z.int() }));

/** Whether bytes are an Ed25519 key, and that of this name: a line that was copied badly is none. */
export function isKeyOf(spki: Buffer, id: string): boolean {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && keyIdOf(key) === id;
  } catch {
    // What can't be read as a key is none.
    return false;
  }
}

/** The fingerprint of a public key: 40 bits of its SHA-256. It finds a key among the school's; it proves nothing. */
export function keyIdOf(key: KeyObject): string {
  const spki = key.export({ format: 'der', type: 'spki' });
  return toBase32(hash('sha256', spki, 'buffer').subarray(0, 5));
}

import { createPublicKey, hash, type KeyObject } from 'node:crypto';
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

/** The fingerprint of a public key: 40 bits of its SHA-256. It finds a key among the school's; it proves nothing. */
export function keyIdOf(key: KeyObject): string {
  const spki = key.export({ format: 'der', type: 'spki' });
  return toBase32(hash('sha256', spki, 'buffer').subarray(0, 5));
}

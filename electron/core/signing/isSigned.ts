import { verify } from 'node:crypto';
import type { ReadDb } from '../../db/database.ts';
import { fromBase32 } from './base32.ts';
import { schoolKey } from './schoolKeys.ts';

/** Whether a text is signed by a key of the school; null: the key is none that is known here. */
export function isSigned(db: ReadDb, key: string, text: string, signature: string): boolean | null {
  const publicKey = schoolKey(db, key);
  if (publicKey === null) return null;
  return verify(null, Buffer.from(text, 'utf8'), publicKey, fromBase32(signature));
}

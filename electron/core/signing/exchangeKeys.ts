import type { SigningKey } from '../../../shared/contract/verifySheets.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import { schoolOf } from '../school.ts';
import type { Services } from '../services.ts';
import { fromBase32, toBase32 } from './base32.ts';
import { openSigner } from './openSigner.ts';
import { isKeyOf, KEY_SETTING, type StoredKey } from './schoolKeys.ts';

/** A public key as one line that can be pasted, mailed or carried on a stick: school, name, key (SPKI, DER). */
const LINE = /XJKEY1:([0-9A-Z]{1,12}):([A-Z2-7]{8}):([A-Z2-7]{40,200})/g;

/** The public keys by which this store tells genuine sheets: its own and those that were brought in. */
export function signingKeys(services: Services): SigningKey[] {
  const { db } = services;
  const own = openSigner(services).keyId;
  const school = schoolOf(db)?.code ?? '';
  return db
    .read<{ key: string; value: string }>(
      "SELECT key, value FROM setting WHERE key LIKE ? || '%' ORDER BY key",
    )
    .all(KEY_SETTING)
    .map(({ key, value }) => {
      const id = key.slice(KEY_SETTING.length);
      const { publicKey, since, imported } = JSON.parse(value) as StoredKey;
      const line = `XJKEY1:${school}:${id}:${toBase32(Buffer.from(publicKey, 'base64'))}`;
      return { id, since, isOwn: id === own, isImported: imported === true, line };
    });
}

/**
 * Takes public keys of another computer of the same school, as signingKeys writes them, with whatever stands around
 * them: all of the text or nothing. Errors: USAGE where there is none, one is not whole, or it is another school's.
 */
export function trustKeys(services: Services, text: string): { added: string[]; known: number } {
  const { db, commit, clock } = services;
  const school = schoolOf(db)?.code ?? '';
  const found = [...text.toUpperCase().matchAll(LINE)].map(([, of = '', id = '', key = '']) => {
    if (of !== school) throw new AppError('USAGE', { case: 'keys-school', code: of });
    const publicKey = Buffer.from(fromBase32(key));
    if (!isKeyOf(publicKey, id)) throw new AppError('USAGE', { case: 'keys-damaged', name: id });
    return { id, publicKey: publicKey.toString('base64') };
  });
  if (found.length === 0) throw new AppError('USAGE', { case: 'keys-none' });
  const added: string[] = [];
  for (const { id, publicKey } of found) {
    if (storedSetting(db, KEY_SETTING + id)) continue;
    const kept: StoredKey = { publicKey, device: '', since: clock.now(), imported: true };
    const after = { value: JSON.stringify(kept) };
    commit('row.save', { entity: 'setting', id: KEY_SETTING + id, before: null, after });
    added.push(id);
  }
  return { added, known: found.length - added.length };
}

/** Forgets a key that was brought in: what it signed is then neither true nor false. Errors: NOT_FOUND; USAGE: not brought in. */
export function forgetKey({ db, commit }: Services, id: string): void {
  const row = storedSetting(db, KEY_SETTING + id);
  if (!row) throw new AppError('NOT_FOUND', { what: 'signing-key', name: id });
  const { imported } = JSON.parse(row.value) as StoredKey;
  if (imported !== true) throw new AppError('USAGE', { case: 'keys-own' });
  commit('row.save', { entity: 'setting', id: KEY_SETTING + id, before: { value: row.value }, after: null });
}

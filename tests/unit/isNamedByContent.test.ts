import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { KEY_SETTING, keyIdOf } from '../../electron/core/signing/schoolKeys.ts';
import { isNamedByContent } from '../../electron/hub/isNamedByContent.ts';
import type { Fields } from '../../electron/sync/protocol/syncedMutation.ts';

const rowOf = (fields: Fields | null) => ({
  ...{ entity: 'setting', id: '', student: null, scope: '*', fields, ver: 1, seq: 1 },
});
const keyed = (more: object = {}, name?: string) => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const value = JSON.stringify({ publicKey: spki, device: 'd', since: 1, ...more });
  return { entity: 'setting', id: KEY_SETTING + (name ?? keyIdOf(publicKey)), next: { value } };
};
const made = (key: ReturnType<typeof keyed>) => isNamedByContent({ ...key, before: null });

it('a computer’s own public key is named by what it says, and one that a person brought in is not', () => {
  expect(made(keyed())).toBe(true);
  expect(made(keyed({}, 'ABCDEFGH'))).toBe(false);
  expect(made(keyed({ imported: true }))).toBe(false);
  expect(made(keyed({ publicKey: 'AAAA' }))).toBe(false);
  expect(made({ ...keyed(), next: { value: 'no JSON' } })).toBe(false);
  expect(made({ ...keyed(), id: 'mail-server' })).toBe(false);
  expect(isNamedByContent({ ...keyed(), next: null, before: null })).toBe(false);
});

it('a key is taken where there is none, and puts none out of its place', () => {
  const key = keyed();
  expect(isNamedByContent({ ...key, before: rowOf(null) })).toBe(true);
  expect(isNamedByContent({ ...key, before: rowOf({ value: 'another' }) })).toBe(false);
});

it('what cases go by is named by all that it says', () => {
  const body = '{"type":"x"}';
  const id = createHash('sha256').update(body).digest('hex');
  const rules = { entity: 'caseRules', before: null };
  expect(isNamedByContent({ ...rules, id, next: { body } })).toBe(true);
  expect(isNamedByContent({ ...rules, id, next: { body: `${body} ` } })).toBe(false);
});

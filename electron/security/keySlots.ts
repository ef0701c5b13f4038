import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argon2id } from 'hash-wasm';
import { AppError } from '../../shared/domain/errors.ts';
import { type DataKey, KEY_BYTES } from './dataKey.ts';
import { type KeySlot, type PassphraseSlot, textOf, writeWhole } from './keyRing.ts';
import { sealWith } from './seal.ts';

/** RFC 9106 §4, second recommended choice: 64 MiB, three passes. About a quarter of a second on an office PC. */
const ARGON2 = { memoryKiB: 65_536, passes: 3, lanes: 1 } as const;
/** NIST SP 800-63B §3.1.1.2: length is what counts; no rules about kinds of characters. */
export const LEAST_PASSPHRASE = 8;
const MOST_PASSPHRASE = 1024;
const SALT_BYTES = 16;

/** A key store of the operating system, as the desktop program reaches it. */
export interface SystemKeyStore {
  /** Base 64. */
  wrap(key: DataKey): string;
  /** Null when it was not wrapped by this account on this computer. */
  unwrap(wrapped: string): DataKey | null;
}

/** Throws KEY_PASSPHRASE when it is too short or too long. */
export async function passphraseSlot(
  store: string,
  key: DataKey,
  passphrase: string,
): Promise<PassphraseSlot> {
  const { length } = [...passphrase.normalize('NFKC')];
  if (length < LEAST_PASSPHRASE)
    throw new AppError('KEY_PASSPHRASE', { case: 'short', least: LEAST_PASSPHRASE });
  if (length > MOST_PASSPHRASE) throw new AppError('KEY_PASSPHRASE', { case: 'long', most: MOST_PASSPHRASE });
  const made = { kind: 'passphrase' as const, salt: randomBytes(SALT_BYTES).toString('base64'), ...ARGON2 };
  const wrapping = await stretched(passphrase, made);
  return { ...made, wrapped: wrap(wrapping, key, `${store} passphrase`) };
}

/** Throws KEY_WRONG. */
export async function openPassphraseSlot(
  store: string,
  slot: PassphraseSlot,
  passphrase: string,
): Promise<DataKey> {
  const key = unwrap(await stretched(passphrase, slot), slot.wrapped, `${store} passphrase`);
  if (key === null) throw new AppError('KEY_WRONG', { case: 'passphrase' });
  return key;
}

export function recoverySlot(store: string, key: DataKey, secret: Uint8Array, at: number): KeySlot {
  return { kind: 'recovery', at, wrapped: wrap(fromSecret(secret), key, `${store} recovery`) };
}

/** Throws KEY_WRONG. */
export function openRecoverySlot(store: string, slot: KeySlot, secret: Uint8Array): DataKey {
  const key = unwrap(fromSecret(secret), slot.wrapped, `${store} recovery`);
  if (key === null) throw new AppError('KEY_WRONG', { case: 'recovery' });
  return key;
}

/**
 * A key file in the account's own configuration folder, never in the data folder: who copies the data folder has no
 * key. It lies on the same disk, though, and does nothing against who has the whole disk.
 */
export function accountSlot(store: string, key: DataKey, accountDir: string): KeySlot {
  mkdirSync(accountDir, { recursive: true, mode: 0o700 });
  const path = accountFile(accountDir, store);
  const kept = readAccountKey(path);
  const own = kept ?? randomBytes(KEY_BYTES);
  if (kept === null) writeWhole(path, `${own.toString('hex')}\n`);
  return { kind: 'account', wrapped: wrap(own, key, `${store} account`) };
}

/** Null when this account has no key file for the store, or not the one that it was wrapped with. */
export function openAccountSlot(store: string, slot: KeySlot, accountDir: string): DataKey | null {
  const own = readAccountKey(accountFile(accountDir, store));
  return own === null ? null : unwrap(own, slot.wrapped, `${store} account`);
}

export function removeAccountKey(store: string, accountDir: string): void {
  rmSync(accountFile(accountDir, store), { force: true });
}

function accountFile(accountDir: string, store: string): string {
  return join(accountDir, `${store}.key`);
}

function readAccountKey(path: string): Buffer | null {
  const text = textOf(path)?.trim() ?? '';
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, 'hex') : null;
}

async function stretched(
  passphrase: string,
  { salt, memoryKiB, passes, lanes }: Omit<PassphraseSlot, 'wrapped'>,
): Promise<Uint8Array> {
  return argon2id({
    password: passphrase.normalize('NFKC'),
    salt: Buffer.from(salt, 'base64'),
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  });
}

/** The secret is random already: nothing has to be stretched. */
function fromSecret(secret: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), 'xueji-desk/1/recovery', KEY_BYTES));
}

function wrap(wrapping: Uint8Array, key: DataKey, about: string): string {
  return sealWith(wrapping).close(key, about).toString('base64');
}

function unwrap(wrapping: Uint8Array, wrapped: string, about: string): DataKey | null {
  const key = sealWith(wrapping).open(Buffer.from(wrapped, 'base64'), about);
  return key === null || key.length !== KEY_BYTES ? null : new Uint8Array(key);
}
